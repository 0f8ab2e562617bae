"""Break text into justified lines: 避头尾, 标点挤压, 两端对齐.

A line is filled as far as it goes. Where the next line would begin with a closing mark, the marks on this one
give up their blank halves to let it in; where that is not enough, the character before moves down too.
What is then left over is spread evenly over the line. Lengths are in 字 (em).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from circulars.composing.characters import (
    AFTER_NUMBERS,
    INSIDE_WORDS,
    JOINED,
    NO_LINE_BEGINS_WITH,
    NO_LINE_ENDS_WITH,
    is_blank,
    is_mark_on_letter,
    is_word,
)
from circulars.composing.long_words import is_tearable, where_to_tear
from circulars.composing.squeezing import EPSILON, trims
from circulars.fonts import Slot

LOOSEST = 0.2
"""The widest gap between characters, in em, that is better than breaking a long word."""
NARROW, LOOSEST_IF_NARROW = 27.5, 0.08
"""A line shorter than that, of a cell or of a list, is not pulled apart to reach the edge: its end stays white."""
MOST_SQUEEZED = 5
"""So many lines at most give way to the last character of a paragraph."""
WITH_NUMBERS = AFTER_NUMBERS | frozenset("个项名所人次场节家门件条批期届级万亿元天周")
"""A number and what it counts stand on one line."""

Width = Callable[[str, Slot], float]
"""The advance width of a character in a face, in em."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face."""

    text: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Cell:
    """One character in its place; `trim` is how much of its blank half it gives up, in em."""

    character: str
    slot: Slot
    width: float
    trim: float = 0.0


Atom = tuple[Cell, ...]
"""Cells between which no line may break."""


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line. `spacing` is added after every cell, `indent` stands before the first."""

    cells: tuple[Cell, ...]
    indent: float = 0.0
    spacing: float = 0.0

    def __hash__(self) -> int:
        """Of little: equal lines are told apart quickly, their cells mostly being the same objects."""
        return hash((len(self.cells), self.spacing, self.cells[:1]))

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(cell.character for cell in self.cells)

    @property
    def length(self) -> float:
        """From the left edge of the measure to the right edge of the last character, in em."""
        gaps = self.spacing * max(len(self.cells) - 1, 0)
        return self.indent + gaps + sum(cell.width - cell.trim for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How lines are filled: gaps wider than `loosest` stay at the end; `squeezed`, marks make room for a character more."""

    loosest: float
    squeezed: bool = False


Broken = list[tuple[Line, list[Atom]]]
"""Lines, each with all that is left where it begins."""


def break_lines(runs: Iterable[Run], *, measure: float, width: Width, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph, `measure` em wide, the first indented; at least one line."""
    atoms = list(_atoms(runs, width))
    manner = _Manner(LOOSEST)
    if measure < NARROW:
        atoms, manner = list(_with_whole_brackets(atoms, measure / 2)), _Manner(LOOSEST_IF_NARROW)
    broken = _broken(atoms, measure, indent, manner)
    if len(broken) > 1 and _is_one_character(broken[-1][0]):
        broken = _ended_better(broken, measure, manner)
    return [line for line, _left in broken]


def _broken(left: list[Atom], measure: float, indent: float, manner: _Manner) -> Broken:
    lines: Broken = []
    while left or not lines:
        start = 0.0 if lines else indent
        line, after = _next_line(left, measure - start, manner)
        lines.append((replace(line, indent=start), left))
        left = after
    return lines


def _is_one_character(line: Line) -> bool:
    said = [c for c in line.text if not (is_blank(c) or c in NO_LINE_BEGINS_WITH or c in NO_LINE_ENDS_WITH)]
    return len(said) < 2


def _ended_better(broken: Broken, measure: float, manner: _Manner) -> Broken:
    """The last character taken in by squeezing the lines above, the lowest that will do; or given a companion."""
    for place in reversed(range(max(len(broken) - MOST_SQUEEZED - 1, 0), len(broken) - 1)):
        indent, left = broken[place][0].indent, broken[place][1]
        tight = _broken(left, measure, indent, replace(manner, squeezed=True))
        if place + len(tight) < len(broken):
            return [*broken[:place], *tight]
    (line, atoms), (_last, left) = broken[-2:]
    used = len(atoms) - len(left)
    end = _push_out(atoms, used - 1)
    if atoms[used:] != left or end <= 0 or _width(atoms[end:]) > measure:
        return broken
    earlier = _justified(atoms[:end], measure - line.indent, manner)
    last = Line(_flat(_without_leading_blanks(atoms[end:])))
    return [*broken[:-2], (replace(earlier, indent=line.indent), atoms), (last, atoms[end:])]


def _with_whole_brackets(atoms: Sequence[Atom], longest: float) -> Iterator[Atom]:
    """What stands in short brackets is not torn: （至10月）."""
    start = 0
    while start < len(atoms):
        end = start + 1
        if atoms[start][0].character == "（":
            ends = (place for place in range(start, len(atoms)) if atoms[place][-1].character == "）")
            close = next(ends, start) + 1
            end = close if _width(atoms[start:close]) <= longest else end
        yield _flat(atoms[start:end])
        start = end


def text_width(runs: Iterable[Run], width: Width) -> float:
    """How wide the runs are on one line, in em."""
    return sum(width(character, run.slot) for run in runs for character in run.text)


def _atoms(runs: Iterable[Run], width: Width) -> Iterator[Atom]:
    """Cut the runs into pieces that stay whole: words, numbers with their unit, dashes in pairs."""
    cells = [_cell(character, run.slot, width(character, run.slot)) for run in runs for character in run.text]
    start = 0
    while start < len(cells):
        end = _end_of_atom(cells, start)
        yield tuple(cells[start:end])
        start = end


@lru_cache(maxsize=8192)
def _cell(character: str, slot: Slot, width: float) -> Cell:
    """The same cell for the same character: a paper has thousands of a few hundred."""
    return Cell(character, slot, width)


def _end_of_atom(cells: Sequence[Cell], start: int) -> int:
    end = start + 1
    first = cells[start].character
    if is_word(first):
        while end < len(cells) and _word_goes_on(cells, end):
            end += 1
        if end < len(cells) and cells[end - 1].character.isdigit() and cells[end].character in WITH_NUMBERS:
            end += 1
    elif first in JOINED:
        while end < len(cells) and end < start + 2 and cells[end].character == first:
            end += 1
    while end < len(cells) and is_mark_on_letter(cells[end].character):
        end += 1
    return end


def _word_goes_on(cells: Sequence[Cell], place: int) -> bool:
    character = cells[place].character
    if is_word(character) or is_mark_on_letter(character):
        return True
    follower = cells[place + 1].character if place + 1 < len(cells) else ""
    return character in INSIDE_WORDS and bool(follower) and is_word(follower)


def _next_line(atoms: list[Atom], room: float, manner: _Manner) -> tuple[Line, list[Atom]]:
    """The longest good line that begins with these atoms, and the atoms left for the next ones."""
    atoms = _without_leading_blanks(atoms)
    fitting = _how_many_fit(atoms, room)
    if _only_blanks(atoms[fitting:]):
        return Line(_flat(atoms[:fitting])), []
    for more in (2, 1, 0) if manner.squeezed else (0,):
        if squeezed := _pull_in(atoms, fitting + more, room):
            return squeezed
    end = _push_out(atoms, fitting) or fitting  # a row of marks only: broken against the rule
    if end == 0 or _is_too_loose(atoms[:end], atoms[end], room):
        return _tear(atoms, end, room, manner)
    return _justified(atoms[:end], room, manner), atoms[end:]


def _without_leading_blanks(atoms: list[Atom]) -> list[Atom]:
    start = 0
    while start < len(atoms) and is_blank(atoms[start][0].character):
        start += 1
    return atoms[start:]


def _only_blanks(atoms: Sequence[Atom]) -> bool:
    return all(is_blank(cell.character) for atom in atoms for cell in atom)


def _flat(atoms: Iterable[Atom]) -> tuple[Cell, ...]:
    return tuple(cell for atom in atoms for cell in atom)


def _text(atom: Atom) -> str:
    return "".join(cell.character for cell in atom)


def _width(atoms: Iterable[Atom]) -> float:
    return sum(cell.width for atom in atoms for cell in atom)


def _how_many_fit(atoms: Sequence[Atom], room: float) -> int:
    used = 0.0
    for count, atom in enumerate(atoms):
        used += _width([atom])
        if used > room + EPSILON:
            return count
    return len(atoms)


def _pull_in(atoms: list[Atom], end: int, room: float) -> tuple[Line, list[Atom]] | None:
    """推入: take the atoms up to `end` and the closing marks behind them into this line, if squeezing it is enough."""
    while end < len(atoms) and atoms[end][0].character in NO_LINE_BEGINS_WITH:
        end += 1
    cells = _flat(atoms[:end])
    excess = _width(atoms[:end]) - room
    given = trims([cell.character for cell in cells], [cell.width for cell in cells], excess)
    if excess <= EPSILON or given is None or not (end >= len(atoms) or _may_break(atoms, end)):
        return None
    line = Line(tuple(replace(cell, trim=given[n]) if n in given else cell for n, cell in enumerate(cells)))
    return line, atoms[end:]


def _push_out(atoms: Sequence[Atom], end: int) -> int:
    """推出: the last place at or before `end` where the line may break; 0 if there is none."""
    while end > 0 and not _may_break(atoms, end):
        end -= 1
    return end


def _may_break(atoms: Sequence[Atom], place: int) -> bool:
    before, after = atoms[place - 1][-1].character, atoms[place][0].character
    return before not in NO_LINE_ENDS_WITH and after not in NO_LINE_BEGINS_WITH


def _is_too_loose(atoms: Sequence[Atom], following: Atom, room: float) -> bool:
    """Whether the gaps would be so wide that breaking the long word that follows is better."""
    count = sum(len(atom) for atom in atoms)
    gap = (room - _width(_without_trailing_blanks(atoms))) / max(count - 1, 1)
    return gap > LOOSEST and len(following) > 2 and is_tearable(_text(following))


def _without_trailing_blanks(atoms: Sequence[Atom]) -> Sequence[Atom]:
    end = len(atoms)
    while end > 0 and is_blank(atoms[end - 1][0].character):
        end -= 1
    return atoms[:end]


def _justified(atoms: Sequence[Atom], room: float, manner: _Manner) -> Line:
    kept = _without_trailing_blanks(atoms)
    cells = _flat(kept)
    gap = (room - _width(kept)) / max(len(cells) - 1, 1)
    is_left = manner.loosest < LOOSEST and gap > manner.loosest
    return Line(cells, spacing=gap if len(cells) > 1 and gap > EPSILON and not is_left else 0.0)


def _tear(atoms: list[Atom], end: int, room: float, manner: _Manner) -> tuple[Line, list[Atom]]:
    """Fill the line with as much as fits of the word at `end`, which is too long to move down."""
    word = atoms[end]
    count = _how_many_fit([(cell,) for cell in word], room - _width(atoms[:end]))
    rest = atoms[end + 1 :]
    if count == len(word) and rest and rest[0][0].character in NO_LINE_BEGINS_WITH:
        count -= 1  # the mark behind it would begin the next line alone
    count = where_to_tear(_text(word), count)
    head, tail = word[:count], word[count:]
    return _justified([*atoms[:end], head], room, manner), [tail, *rest] if tail else rest
