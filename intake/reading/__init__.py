"""The only door through which Word (.docx) and text (.txt) plans enter. Pure: no database, no clock."""

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

__all__ = [
    "NumberingStyle",
    "Outline",
    "OutlineEntry",
    "OutlineSection",
    "OutlineTask",
    "OutlineWarning",
    "Refused",
    "SetAside",
]
