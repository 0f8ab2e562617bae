"""What is owed to whom on a day, with names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app.models import CalendarEntry
from calendar_app.queries import days_of
from circulars.models import Circular
from districts.models import District, User
from drafting.models import Asked
from reminders.models import Reminder, RuleKind
from reminders.notices import Notice, notices_on
from reminders.queries.facts import LOOK_BACK, read_facts
from reminders.rules import CALL, CIRCULAR, ENTRY, TASK, URGENCY
from workplans.models import Task

# Behind this no rule looks: the key of what was told before can not come up again.
KEYS_MATTER = LOOK_BACK + timedelta(days=31)


@dataclass(frozen=True)
class Owed:
    """One notice that one person should get; `item` is a task, an entry, a circular or an office asked."""

    recipient: User
    notice: Notice
    item: Task | CalendarEntry | Circular | Asked

    @property
    def reason(self) -> str:
        """The rule in words."""
        return str(RuleKind(self.notice.occasion.rule).label)

    @property
    def is_extended(self) -> bool:
        """Whether the day is one that was granted, and not the paper's."""
        own = self.item.last_day if isinstance(self.item, Task | CalendarEntry) else None
        return bool(own and self.due_on and self.due_on > own)

    @property
    def due_on(self) -> date | None:
        """The day by which it is due; a paper to be signed for has none."""
        return None if isinstance(self.item, Circular) else self.notice.due_on

    @property
    def title(self) -> str:
        return str(self.item.call) if isinstance(self.item, Asked) else str(self.item)


def owed_on(district: District, today: date) -> list[Notice]:
    """Everything the bureau's people should be told by `today`, told or not."""
    facts = read_facts(district, today)
    return notices_on(today, facts.items, facts.asks, facts.people, days_of(district))


def still_owed(district: District, today: date) -> list[Notice]:
    """Those that nobody was told of yet."""
    told = set(
        Reminder.objects.filter(district=district, occasion__gte=today - KEYS_MATTER)
        .exclude(digest=None)
        .values_list("recipient_id", "key")
    )
    return [notice for notice in owed_on(district, today) if (notice.recipient, notice.key) not in told]


def owed_by_person(district: District, today: date) -> list[tuple[User, list[Owed]]]:
    """What each person would be told, each item once under its most pressing rule; for the preview."""
    pressing = sorted(still_owed(district, today), key=lambda one: URGENCY.index(one.occasion.rule))
    people: dict[int, dict[tuple[str, int], Notice]] = {}
    for notice in pressing:
        people.setdefault(notice.recipient, {}).setdefault((notice.kind, notice.pk), notice)
    users = User.objects.in_bulk(list(people))
    items = _items(pressing)
    return [
        (users[pk], [Owed(users[pk], notice, items[about]) for about, notice in told.items()])
        for pk, told in sorted(people.items())
    ]


def _items(notices: Iterable[Notice]) -> dict[tuple[str, int], Task | CalendarEntry | Circular | Asked]:
    wanted: dict[str, set[int]] = {}
    for notice in notices:
        wanted.setdefault(notice.kind, set()).add(notice.pk)
    found: dict[tuple[str, int], Task | CalendarEntry | Circular | Asked] = {}
    for row in Task.objects.filter(pk__in=wanted.get(TASK, ())):
        found[TASK, row.pk] = row
    for entry in CalendarEntry.objects.filter(pk__in=wanted.get(ENTRY, ())):
        found[ENTRY, entry.pk] = entry
    for paper in Circular.objects.filter(pk__in=wanted.get(CIRCULAR, ())):
        found[CIRCULAR, paper.pk] = paper
    for asked in Asked.objects.filter(pk__in=wanted.get(CALL, ())).select_related("office", "call__plan"):
        found[CALL, asked.pk] = asked
    return found
