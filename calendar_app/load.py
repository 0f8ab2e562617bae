"""How evenly work lies over the months. Pure: counts in, judgements out."""

from collections.abc import Sequence

SHADES = 4
ENOUGH_TO_MIND = 5  # items in a month; below that nobody is overrun
FAR_MORE = 2  # times what the other months have on average


def shade(count: int, most: int) -> int:
    """How dark a cell is drawn: 0 for nothing, 1 to SHADES by its share of the fullest cell."""
    return 0 if count == 0 else min(SHADES, 1 + (count - 1) * SHADES // max(most, 1))


def heavy_months(counts: Sequence[int]) -> set[int]:
    """Places of months that hold far more than the others: at least ENOUGH_TO_MIND items, and at least FAR_MORE
    times the average of all the other months."""
    total = sum(counts)
    others = max(len(counts) - 1, 1)
    return {
        place
        for place, count in enumerate(counts)
        if count >= ENOUGH_TO_MIND and count * others >= FAR_MORE * (total - count)
    }
