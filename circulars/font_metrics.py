"""The vertical metrics that every prepared face has. Pure."""

ASCENT, DESCENT = 0.88, 0.12  # of an em; the em box of a hanzi is exactly one em high
MIDDLE = (ASCENT - DESCENT) / 2
"""The middle of the em box above the baseline; where a face's hanzi sit lower, they are moved up."""
