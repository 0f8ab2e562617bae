"""Urging by hand (催办): with a word of one's own, once an item and day; it travels in the day's digests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from calendar_app.models import CalendarEntry
from districts.models import User
from districts.trail import record
from progress.queries import entries_in_force, left_open, tasks_in_force
from reminders.models import Nudge, Reminder
from reminders.notices import SCHOOL, Notice, notices_of
from reminders.queries.facts import read_item
from reminders.rules import NUDGE, Ask, Occasion
from workplans.asking import Answered, keep_reason
from workplans.models import Task


class UrgedToday(Exception):
    """Somebody urged this item today already."""


class NothingToUrge(Exception):
    """The item is done, not in force, or nobody sits in the chairs that were chosen."""


def urged_by(*, item: Task | CalendarEntry, tells: Iterable[str], today: date) -> list[Notice]:
    """What everybody in the chosen chairs (`Chair` values) who has not reported done would be owed, each once."""
    facts, people = read_item(item, today)
    if facts is None:
        return []
    ask, occasion = Ask(NUDGE, tells=frozenset(tells)), Occasion(NUDGE, today)
    return list({one.recipient: one for one in notices_of(ask, occasion, facts, people, today)}.values())


@transaction.atomic
def nudge(
    *,
    item: Task | CalendarEntry,
    tells: Iterable[str],
    word: str = "",
    by: User,
    today: date,
    now: datetime,
    over_limit: Answered | None = None,
) -> Nudge:
    """Owe everybody in the chosen chairs a reminder with `word`.

    Who had today's digest already finds it in tomorrow's: nobody is told twice a day. `over_limit`: why, where they
    are asked for more than the bureau's limit. Raises UrgedToday, NothingToUrge.
    """
    told = urged_by(item=item, tells=tells, today=today)
    if not told:
        raise NothingToUrge
    about = {told[0].kind: item}
    try:
        with transaction.atomic():
            urging = Nudge.objects.create(district=item.district, day=today, word=word, by=by, **about)
    except IntegrityError as twin:
        raise UrgedToday from twin
    Reminder.objects.bulk_create(
        [
            Reminder(
                district=item.district,
                recipient_id=one.recipient,
                rule=NUDGE,
                key=one.key,
                occasion=today,
                chair=one.chair,
                nudge=urging,
                **about,
                **{"school_id" if one.part == SCHOOL else "office_id": one.place},
            )
            for one in told
        ],
        batch_size=500,
    )
    record(by=by, verb="nudge", on=urging, district=item.district, after={"word": word, "people": len(told)})
    if over_limit:
        keep_reason(over_limit, on=item, by=by)
    return urging


def take_back_answered(*, now: datetime) -> None:
    """What was urged is told only where it is still to be done: not reported done, not taken out by an amendment."""
    _take_back("task", tasks_in_force(), left_open(tasks_in_force()), now)
    _take_back("entry", entries_in_force(), left_open(entries_in_force()), now)


def _take_back(about: str, in_force: QuerySet[Any], still_open: QuerySet[Any], now: datetime) -> None:
    waiting = Reminder.objects.standing().filter(rule=NUDGE, digest=None).exclude(**{about: None})
    urged = set(waiting.values_list(about, flat=True))
    gone = urged - set(in_force.filter(pk__in=urged).values_list("pk", flat=True))
    done = urged - gone - set(still_open.filter(pk__in=urged).values_list("pk", flat=True))
    for items, why in ((gone, Reminder.Withdrawn.GONE), (done, Reminder.Withdrawn.DONE)):
        if items:
            waiting.filter(**{f"{about}__in": items}).update(withdrawn_at=now, withdrawn_because=why)
