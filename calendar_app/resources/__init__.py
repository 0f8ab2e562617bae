"""Rows of the calendar that go out to Excel and come back."""

from calendar_app.resources.days import DaysResource
from calendar_app.resources.entries import EntryResource

__all__ = ["DaysResource", "EntryResource"]
