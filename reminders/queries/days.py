"""The day a reminder names: the paper's, or the one granted to whom it was told for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from progress.models import Extension
from reminders.models import Reminder
from reminders.rules import ENTRY, TASK

Key = tuple[str, int, str, int]  # item and place: ("task", 5, "office", 3)


def know_days(reminders: Iterable[Reminder]) -> None:
    """Let each say in `granted_until` until when more time was granted; one query, none where nothing can be.

    Of what was told, as things stood then: what was granted or taken back later does not change what a letter said. The
    reminders are `with_items`.
    """
    about = [one for one in reminders if one.task_id or one.entry_id]
    granted = _granted(about) if about else {}
    for one in about:
        told_at = one.digest.written_at if one.digest else None
        days = [held.until for held in granted.get(_key(one), ()) if held.at(told_at)]
        one.granted_until = max(days, default=None)


@dataclass(frozen=True)
class Held:
    """A day that was granted, since when, and until when, if it was taken back."""

    until: date
    since: datetime | None
    revoked: datetime | None

    def at(self, moment: datetime | None) -> bool:
        """Whether it held then; now, for None."""
        if moment is None:
            return self.revoked is None
        return (not self.since or self.since <= moment) and (not self.revoked or moment < self.revoked)


def _granted(reminders: list[Reminder]) -> dict[Key, list[Held]]:
    found: dict[Key, list[Held]] = defaultdict(list)
    about = Q(task__in={one.task_id for one in reminders}) | Q(entry__in={one.entry_id for one in reminders})
    rows = Extension.objects.once_granted().filter(about)
    current = Coalesce("office__successor", "office")
    for task, entry, school, office, *held in rows.values_list(
        "task", "entry", "school", current, "until", "decided_at", "revoked_at"
    ):
        item = (TASK, task) if task else (ENTRY, entry)
        place = ("school", school) if school else ("office", office)
        found[*item, *place].append(Held(*held))
    return found


def _key(reminder: Reminder) -> Key:
    office = reminder.office
    current = (office.successor_id or office.pk) if office else 0
    place = ("school", reminder.school_id) if reminder.school_id else ("office", current)
    return *reminder.item_key, *place
