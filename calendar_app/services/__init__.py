"""The verbs of the calendar."""

from calendar_app.services.entries import (
    add_entry,
    create_entries,
    edit_entry,
    link_tasks,
    remove_entries,
    remove_entry,
    restore_entry,
)
from calendar_app.services.last_year import copy_last_year, take_back_copies
from calendar_app.services.subscriptions import TooMany, end_subscription, subscribe

__all__ = [
    "TooMany",
    "add_entry",
    "copy_last_year",
    "create_entries",
    "edit_entry",
    "end_subscription",
    "link_tasks",
    "remove_entries",
    "remove_entry",
    "restore_entry",
    "subscribe",
    "take_back_copies",
]
