"""Break text into justified lines: 避头尾, 标点挤压, 两端对齐.

A line is filled as far as it goes. Where the next line would begin with a closing mark, the marks on this one
give up their blank halves to let it in; where that is not enough, the character before moves down too.
What is then left over is spread evenly over the line. Lengths are in 字 (em).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from circulars.composing.characters import (
    AFTER_NUMBERS,
    BLANK_LEFT_HALF,
    BLANK_RIGHT_HALF,
    INSIDE_WORDS,
    JOINED,
    NO_LINE_BEGINS_WITH,
    NO_LINE_ENDS_WITH,
    is_blank,
    is_mark_on_letter,
    is_word,
)
from circulars.fonts import Slot

EPSILON = 1e-6
LOOSEST = 0.2
"""The widest gap between characters, in em, that is better than breaking a long word."""
HALF, QUARTER = 0.5, 0.25

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
        """Of its text only: equal lines are told apart quickly, their cells mostly being the same objects."""
        return hash(self.text)

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(cell.character for cell in self.cells)

    @property
    def length(self) -> float:
        """From the left edge of the measure to the right edge of the last character, in em."""
        gaps = self.spacing * max(len(self.cells) - 1, 0)
        return self.indent + gaps + sum(cell.width - cell.trim for cell in self.cells)


def break_lines(runs: Iterable[Run], *, measure: float, width: Width, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph, `measure` em wide, the first indented; at least one line."""
    left = list(_atoms(runs, width))
    lines: list[Line] = []
    while left or not lines:
        start = indent if not lines else 0.0
        line, left = _next_line(left, measure - start)
        lines.append(replace(line, indent=start))
    return lines


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
        if end < len(cells) and cells[end - 1].character.isdigit() and cells[end].character in AFTER_NUMBERS:
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


def _next_line(atoms: list[Atom], room: float) -> tuple[Line, list[Atom]]:
    """The longest good line that begins with these atoms, and the atoms left for the next ones."""
    atoms = _without_leading_blanks(atoms)
    fitting = _how_many_fit(atoms, room)
    if _only_blanks(atoms[fitting:]):
        return Line(_flat(atoms[:fitting])), []
    squeezed = _pull_in(atoms, fitting, room)
    if squeezed is not None:
        return squeezed
    end = _push_out(atoms, fitting) or fitting  # a row of marks only: broken against the rule
    if end == 0 or _is_too_loose(atoms[:end], atoms[end], room):
        return _tear(atoms, end, room)
    return _justified(atoms[:end], room), atoms[end:]


def _without_leading_blanks(atoms: list[Atom]) -> list[Atom]:
    start = 0
    while start < len(atoms) and is_blank(atoms[start][0].character):
        start += 1
    return atoms[start:]


def _only_blanks(atoms: Sequence[Atom]) -> bool:
    return all(is_blank(cell.character) for atom in atoms for cell in atom)


def _flat(atoms: Iterable[Atom]) -> tuple[Cell, ...]:
    return tuple(cell for atom in atoms for cell in atom)


def _width(atoms: Iterable[Atom]) -> float:
    return sum(cell.width for atom in atoms for cell in atom)


def _how_many_fit(atoms: Sequence[Atom], room: float) -> int:
    used = 0.0
    for count, atom in enumerate(atoms):
        used += _width([atom])
        if used > room + EPSILON:
            return count
    return len(atoms)


def _pull_in(atoms: list[Atom], fitting: int, room: float) -> tuple[Line, list[Atom]] | None:
    """推入: take the closing marks that do not fit into this line by squeezing it, if that is enough."""
    end = fitting
    while end < len(atoms) and atoms[end][0].character in NO_LINE_BEGINS_WITH:
        end += 1
    if end == fitting:
        return None
    cells = _flat(atoms[:end])
    trims = _trims(cells, _width(atoms[:end]) - room)
    if trims is None:
        return None
    line = Line(
        tuple(
            replace(cell, trim=trims[place]) if place in trims else cell for place, cell in enumerate(cells)
        )
    )
    return line, atoms[end:]


def _trims(cells: Sequence[Cell], excess: float) -> Mapping[int, float] | None:
    """Which marks give up how much so that the line gets shorter by `excess`; None if they cannot.

    First the halves nobody misses, at the line's end and between two marks, from the end; then quarters of
    the others, shared alike.
    """
    halves, quarters = _blanks(cells)
    if HALF * len(halves) + QUARTER * len(quarters) < excess - EPSILON:
        return None
    trims: dict[int, float] = {}
    for place in sorted(halves, reverse=True):
        trims[place] = min(HALF, max(excess, 0.0))
        excess -= trims[place]
    for place in quarters:
        trims[place] = max(excess, 0.0) / len(quarters)
    return trims


def _blanks(cells: Sequence[Cell]) -> tuple[list[int], list[int]]:
    """Places of the marks that can give up half an em, and of those that can give up a quarter."""
    halves: list[int] = []
    quarters: list[int] = []
    marks = BLANK_RIGHT_HALF | BLANK_LEFT_HALF
    for place, cell in enumerate(cells):
        if cell.width < 1 - EPSILON:
            continue
        after = cells[place + 1].character if place + 1 < len(cells) else None
        if cell.character in BLANK_RIGHT_HALF:
            (halves if after is None or after in marks else quarters).append(place)
        elif cell.character in BLANK_LEFT_HALF and place > 0:
            (halves if cells[place - 1].character in BLANK_LEFT_HALF else quarters).append(place)
    return halves, quarters


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
    return gap > LOOSEST and len(following) > 2 and _is_tearable(following)


def _is_tearable(atom: Atom) -> bool:
    """Words and addresses are broken where they must; a number never while it fits on a line."""
    return is_word(atom[0].character) and not all(cell.character.isdigit() for cell in atom[:-1])


def _without_trailing_blanks(atoms: Sequence[Atom]) -> Sequence[Atom]:
    end = len(atoms)
    while end > 0 and is_blank(atoms[end - 1][0].character):
        end -= 1
    return atoms[:end]


def _justified(atoms: Sequence[Atom], room: float) -> Line:
    kept = _without_trailing_blanks(atoms)
    cells = _flat(kept)
    gap = room - _width(kept)
    return Line(cells, spacing=gap / (len(cells) - 1) if len(cells) > 1 and gap > EPSILON else 0.0)


def _tear(atoms: list[Atom], end: int, room: float) -> tuple[Line, list[Atom]]:
    """Fill the line with as much as fits of the word at `end`, which is too long to move down."""
    word = atoms[end]
    count = _how_many_fit([(cell,) for cell in word], room - _width(atoms[:end]))
    rest = atoms[end + 1 :]
    if count == len(word) and rest and rest[0][0].character in NO_LINE_BEGINS_WITH:
        count -= 1  # the mark behind it would begin the next line alone
    count = _where_to_tear(word, count)
    head, tail = word[:count], word[count:]
    return _justified([*atoms[:end], head], room), [tail, *rest] if tail else rest


def _where_to_tear(word: Atom, most: int) -> int:
    """The last good place in a word at or before `most`: not before a mark, nor between two figures."""
    for place in range(most, 1, -1):
        if place == len(word) or not (
            word[place].character in NO_LINE_BEGINS_WITH
            or (word[place - 1].character.isdigit() and word[place].character.isdigit())
        ):
            return place
    return max(most, 1)
