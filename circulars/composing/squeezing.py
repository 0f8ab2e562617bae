"""标点挤压: which marks of a line give up how much of their blank halves. Lengths in em."""

from collections.abc import Mapping, Sequence

from circulars.composing.characters import BLANK_LEFT_HALF, BLANK_RIGHT_HALF

EPSILON = 1e-6
HALF, QUARTER = 0.5, 0.25


def trims(characters: Sequence[str], widths: Sequence[float], excess: float) -> Mapping[int, float] | None:
    """What the mark at each place gives up so that the line gets shorter by `excess`; None if they cannot.

    First the halves nobody misses, at the line's end and between two marks, from the end; then quarters of
    the others, shared alike.
    """
    halves, quarters = _blanks(characters, widths)
    if HALF * len(halves) + QUARTER * len(quarters) < excess - EPSILON:
        return None
    given: dict[int, float] = {}
    for place in sorted(halves, reverse=True):
        given[place] = min(HALF, max(excess, 0.0))
        excess -= given[place]
    for place in quarters:
        given[place] = max(excess, 0.0) / len(quarters)
    return given


def _blanks(characters: Sequence[str], widths: Sequence[float]) -> tuple[list[int], list[int]]:
    """Places of the marks that can give up half an em, and of those that can give up a quarter."""
    halves: list[int] = []
    quarters: list[int] = []
    marks = BLANK_RIGHT_HALF | BLANK_LEFT_HALF
    for place, character in enumerate(characters):
        if widths[place] < 1 - EPSILON:
            continue
        after = characters[place + 1] if place + 1 < len(characters) else None
        if character in BLANK_RIGHT_HALF:
            (halves if after is None or after in marks else quarters).append(place)
        elif character in BLANK_LEFT_HALF and place > 0:
            (halves if characters[place - 1] in BLANK_LEFT_HALF else quarters).append(place)
    return halves, quarters
