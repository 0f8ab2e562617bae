"""Lines end in the twin where the composer ends them, although LibreOffice reckons otherwise.

It squeezes no mark, sets a quarter of an em between hanzi and figures, lets a closing mark hang over the edge (but not
in a table), and takes nothing away behind the last character of a stretch that looks alike. Where it would break a line
elsewhere, the line's characters stand a little closer together or further apart; where there is little between them
to take from, as in a date, they are narrower themselves. All other lines are left as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from circulars.composing.characters import NO_LINE_ENDS_WITH, is_word
from circulars.composing.lines import Cell, Line

BETWEEN_SCRIPTS: Final = 0.25  # em
HANG: Final = frozenset("，。、；：！？,.;:!?")
SURE: Final = 0.4  # points that are left over, so that rounding moves nothing
CLOSEST: Final = 0.06  # em that are taken from between two characters, at most


@dataclass(frozen=True, slots=True)
class Fit:
    """What makes a character fit: twips that are added behind it, and its width in hundredths of its own."""

    nudge: int = 0
    scale: int = 100


AS_IT_IS: Final = Fit()


def fitted(
    lines: Sequence[Line], *, room: float, points: float, spacing: int, hang: bool
) -> Iterator[tuple[str, Fit]]:
    """Every character of the lines, and how it is made to fit.

    `room`: of a whole line, in points; `spacing`: what the style has between characters, in twips;
    `hang`: whether a closing mark may stand outside.
    """
    before = AS_IT_IS
    for line, following in pairwise([*lines, None]):
        if line is None:
            return
        fit = _fit(
            line.cells,
            following,
            room=room - line.indent * points,
            points=points,
            spacing=spacing / 20,
            hang=hang,
        )
        for place, cell in enumerate(line.cells):
            # One character of the next line too: where the look changes at a line's very end, it breaks earlier.
            yield cell.character, before if place == 0 and before != AS_IT_IS else fit
        before = fit


def _fit(
    cells: Sequence[Cell],
    following: Line | None,
    *,
    room: float,
    points: float,
    spacing: float,
    hang: bool,
) -> Fit:
    if len(cells) < 2:
        return AS_IT_IS
    natural = _length(cells, points, spacing)
    hangs = hang and cells[-1].character in HANG
    needed = natural - cells[-1].width * points if hangs else natural
    takes_more = following and natural + _length(_unit(following.cells), points, spacing) <= room + SURE
    left, gaps = room - SURE - natural, max(_gaps(cells[1:]), 1)
    if needed > room - SURE:
        if -left > gaps * CLOSEST * points:
            widths = sum(cell.width for cell in cells) * points
            return Fit(scale=int(100 * (widths + left) / widths))
        return Fit(nudge=int(left * 20 // gaps))
    if takes_more:
        return Fit(nudge=int(left * 20 // (len(cells) - 1)))
    return AS_IT_IS


def _length(cells: Sequence[Cell], points: float, spacing: float) -> float:
    """As wide as LibreOffice sets them, in points; behind the last nothing."""
    widths = sum(cell.width for cell in cells) * points
    gaps = _gaps(cells) if spacing < 0 else len(cells) - 1
    changes = sum(_differ(one.character, other.character) for one, other in pairwise(cells))
    return widths + gaps * spacing + changes * BETWEEN_SCRIPTS * points


def _gaps(cells: Sequence[Cell]) -> int:
    """Between how many of them something can be taken away: such as look alike, in face and in script."""
    return sum(
        one.slot == other.slot and is_word(one.character) == is_word(other.character)
        for one, other in pairwise(cells)
    )


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
