"""Lines end in the twin where the composer ends them, although LibreOffice reckons otherwise.

It sets a quarter of an em between hanzi and figures, lets a closing mark hang over the edge, and does not count what
quotation marks and the last character of a line give up. Where it would break a line elsewhere, the line's characters
stand a little closer together or further apart; all other lines are left as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from circulars.composing.characters import NO_LINE_ENDS_WITH, is_word
from circulars.composing.lines import Cell, Line

BETWEEN_SCRIPTS: Final = 0.25  # em
QUOTES: Final = frozenset("“”‘’")
HANG: Final = frozenset("，。、,.")
SURE: Final = 0.4  # points that are left over, so that rounding moves nothing


def fitted(
    lines: Sequence[Line], *, room: float, points: float, spacing: int
) -> Iterator[tuple[str, float, int]]:
    """Every character of the lines, what it gives up (em), and what is added behind it (twips).

    `room`: of a whole line, in points; `spacing`: what the style has between characters, in twips.
    """
    before = 0
    for line, following in pairwise([*lines, None]):
        if line is None:
            return
        cells = [
            _kept(cell, is_last=place == len(line.cells)) for place, cell in enumerate(line.cells, start=1)
        ]
        nudge = _nudge(
            cells, following, room=room - line.indent * points, points=points, spacing=spacing / 20
        )
        for place, cell in enumerate(cells):
            # One character of the next line too: where the look changes at a line's very end, it breaks earlier.
            yield cell.character, cell.trim, before if place == 0 and before else nudge
        before = nudge


def _kept(cell: Cell, *, is_last: bool) -> Cell:
    """The cell without what LibreOffice does not count."""
    counts = not cell.trim or (cell.character not in QUOTES and (not is_last or cell.character in HANG))
    return cell if counts else replace(cell, trim=0.0)


def _nudge(
    cells: Sequence[Cell], following: Line | None, *, room: float, points: float, spacing: float
) -> int:
    if len(cells) < 2:
        return 0
    last = cells[-1]
    natural = _length(cells, points, spacing) + last.trim * points
    hangs = last.character in HANG and not last.trim
    needed = natural - last.width * points if hangs else natural
    takes_more = following and natural + _length(_unit(following.cells), points, spacing) <= room + SURE
    if needed > room - SURE or takes_more:
        return int((room - SURE - natural) * 20 // (len(cells) - 1))
    return 0


def _length(cells: Sequence[Cell], points: float, spacing: float) -> float:
    """As wide as LibreOffice sets them, in points; behind the last nothing."""
    widths = sum((cell.width - cell.trim) * points for cell in cells) + spacing * (len(cells) - 1)
    changes = sum(_differ(one.character, other.character) for one, other in pairwise(cells))
    return widths + changes * BETWEEN_SCRIPTS * points


def _differ(one: str, other: str) -> bool:
    """Whether a hanzi and a figure or letter meet."""
    return (is_word(one) and _is_hanzi(other)) or (_is_hanzi(one) and is_word(other))


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _unit(cells: Sequence[Cell]) -> Sequence[Cell]:
    """What a line must have room for to take anything of the next one."""
    end = 1
    while end < len(cells) and (
        cells[end - 1].character in NO_LINE_ENDS_WITH
        or (is_word(cells[end - 1].character) and is_word(cells[end].character))
    ):
        end += 1
    return cells[:end]
