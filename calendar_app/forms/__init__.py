"""Input → clean values."""

from calendar_app.forms.entries import EntryForm, NewEntryForm, TasksForm
from calendar_app.forms.filters import FilterForm

__all__ = ["EntryForm", "FilterForm", "NewEntryForm", "TasksForm"]
