"""The day a reminder names: the paper's, or the one granted to whom it was told for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from progress.models import Extension
from reminders.models import Reminder
from reminders.rules import ENTRY, TASK

Key = tuple[str, int, str, int]  # item and place: ("task", 5, "office", 3)


def know_days(reminders: Iterable[Reminder]) -> None:
    """Let each say in `granted_until` until when more time was granted; one query, none where nothing can be.

    Of what was told, as things stood then: what was granted later does not change what a letter said. The reminders
    are `with_items`.
    """
    about = [one for one in reminders if one.task_id or one.entry_id]
    granted = _granted(about) if about else {}
    for one in about:
        told_at = one.digest.written_at if one.digest else None
        days = [
            until
            for until, at in granted.get(_key(one), ())
            if told_at is None or at is None or at <= told_at
        ]
        one.granted_until = max(days, default=None)


def _granted(reminders: list[Reminder]) -> dict[Key, list[tuple[date, datetime | None]]]:
    found: dict[Key, list[tuple[date, datetime | None]]] = defaultdict(list)
    about = Q(task__in={one.task_id for one in reminders}) | Q(entry__in={one.entry_id for one in reminders})
    rows = Extension.objects.granted().filter(about)
    current = Coalesce("office__successor", "office")
    for task, entry, school, office, until, at in rows.values_list(
        "task", "entry", "school", current, "until", "decided_at"
    ):
        item = (TASK, task) if task else (ENTRY, entry)
        place = ("school", school) if school else ("office", office)
        found[*item, *place].append((until, at))
    return found


def _key(reminder: Reminder) -> Key:
    office = reminder.office
    current = (office.successor_id or office.pk) if office else 0
    place = ("school", reminder.school_id) if reminder.school_id else ("office", current)
    return *reminder.item_key, *place
