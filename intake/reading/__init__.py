"""The only door through which Word (.docx) and text (.txt) plans enter. Pure: no database, no clock.

The stages, each a small module: `documents` tells what kind of file it is; `word_file` (with `archive`,
`auto_numbers`) or `plain_text` makes lines and grids of it; `assembly` runs `furniture`, `month_lists`,
`calendars`, `front`, `headings`, `body` and `offices` over them; `conservation` checks that nothing was lost.
`tables` only reads the tables, for whoever knows their columns.
"""

from intake.reading.assembly import outline_of
from intake.reading.conservation import invented_characters, missing_characters
from intake.reading.documents import MAX_BYTES, read_document, read_source
from intake.reading.outline import (
    NumberingStyle,
    Outline,
    OutlineEntry,
    OutlineSection,
    OutlineTask,
    OutlineWarning,
    SetAside,
)
from intake.reading.refused import Refused
from intake.reading.tables import ReadTable, read_tables

__all__ = [
    "MAX_BYTES",
    "NumberingStyle",
    "Outline",
    "OutlineEntry",
    "OutlineSection",
    "OutlineTask",
    "OutlineWarning",
    "ReadTable",
    "Refused",
    "SetAside",
    "invented_characters",
    "missing_characters",
    "outline_of",
    "read_document",
    "read_source",
    "read_tables",
]
