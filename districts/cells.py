"""Text on its way into a spreadsheet. Pure."""

import re

# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Control characters that no XML may hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe_cell(text: str) -> str:
    """The text for a CSV file, where a cell has no type: an apostrophe keeps a would-be formula a text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unescaped(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def printable(text: str) -> str:
    """Without the control characters that would make a workbook unreadable."""
    return UNPRINTABLE.sub("", text)
