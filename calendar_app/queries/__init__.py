"""Reads of the calendar, shaped for pages, papers and reminders."""

from calendar_app.queries.board import BoardPage, board_page
from calendar_app.queries.days import bureaus_at_work, days_of
from calendar_app.queries.entries import entries_between, month_entries, school_entries
from calendar_app.queries.pages import Filters, MonthPage, month_page

__all__ = [
    "BoardPage",
    "Filters",
    "MonthPage",
    "board_page",
    "bureaus_at_work",
    "days_of",
    "entries_between",
    "month_entries",
    "month_page",
    "school_entries",
]
