"""The verbs of the calendar."""

from calendar_app.services.entries import (
    add_entry,
    create_entries,
    edit_entry,
    link_tasks,
    remove_entry,
    restore_entry,
)
from calendar_app.services.subscriptions import TooMany, end_subscription, subscribe

__all__ = [
    "TooMany",
    "add_entry",
    "create_entries",
    "edit_entry",
    "end_subscription",
    "link_tasks",
    "remove_entry",
    "restore_entry",
    "subscribe",
]
