"""How things stand: see items.py for what is owed and late, asked.py for one item before who reports on it,
granted.py for more time."""

from progress.queries.asked import (
    ItemHead,
    asks_office,
    asks_school,
    deciders,
    due_day,
    extensions_of,
    item_head,
    reports_on,
    seat_asked,
)
from progress.queries.granted import ItemKey, PlaceKey, last_days
from progress.queries.items import (
    DoneItems,
    DueItem,
    entries_in_force,
    items_done_by,
    left_open,
    open_items_for_office,
    open_items_for_school,
    overdue_items,
    reported_done,
    tasks_in_force,
)

__all__ = [
    "DoneItems",
    "DueItem",
    "ItemHead",
    "ItemKey",
    "PlaceKey",
    "asks_office",
    "asks_school",
    "deciders",
    "due_day",
    "entries_in_force",
    "extensions_of",
    "item_head",
    "items_done_by",
    "last_days",
    "left_open",
    "open_items_for_office",
    "open_items_for_school",
    "overdue_items",
    "reported_done",
    "reports_on",
    "seat_asked",
    "tasks_in_force",
]
