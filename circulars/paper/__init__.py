"""What stands on an official paper, as plain values: no layout, no database, no clock.

A `Paper` is frozen into JSON when a plan is issued and is all that rendering ever sees.
A field at its default is left out of the JSON, so a field added later changes no hash of an older paper.
"""

from circulars.paper.paper import Paper, UnreadablePaper
from circulars.paper.parts import (
    LETTER,
    MINUTES,
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paragraph,
    RowGroup,
    SigningPlaces,
    TableAppendix,
    TextAppendix,
)

__all__ = [
    "LETTER",
    "MINUTES",
    "Appendix",
    "Block",
    "Heading",
    "NumberedTask",
    "Paper",
    "Paragraph",
    "RowGroup",
    "SigningPlaces",
    "TableAppendix",
    "TextAppendix",
    "UnreadablePaper",
]
