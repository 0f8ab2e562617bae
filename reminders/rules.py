"""When a rule speaks of an item: facts and a day in, occasions out. Pure: no database, no clock.

Every rule looks back as well as at today: a portal that was off for two days still owes what
fell due meanwhile, and the key keeps it from being owed twice. Nobody is told on a day off, so the
last day of something due on a Sunday is the Friday before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

WEEKS_OVERDUE = 8  # after that a reminder helps nobody; a person must talk to a person
WEEK = timedelta(weeks=1)

MONTH_START, DUE_SOON, DUE_TODAY, OVERDUE = "month_start", "due_soon", "due_today", "overdue"
LEADER, DIRECTOR = "leader", "director"  # told of what an office is late with, each once
ASKED, UNSIGNED = "asked", "unsigned"
NUDGE = "nudge"  # not a rule: a person asked for it
# The most pressing first: an item that owes several is shown under the first.
URGENCY = (NUDGE, DIRECTOR, LEADER, OVERDUE, DUE_TODAY, DUE_SOON, UNSIGNED, ASKED, MONTH_START)

TASK, ENTRY, CIRCULAR, CALL = "task", "entry", "circular", "asked"
OF_WORK = (MONTH_START, DUE_SOON, DUE_TODAY, OVERDUE, LEADER, DIRECTOR)
RULES_OF = {TASK: OF_WORK, ENTRY: OF_WORK, CIRCULAR: (UNSIGNED,), CALL: (ASKED,)}


class WorkingDays(Protocol):
    """What a rule asks of the calendar; `calendar_app.queries.days_of` gives a bureau's."""

    def is_working_day(self, day: date) -> bool: ...
    def working_days_before(self, day: date, count: int) -> date: ...
    def working_days_after(self, day: date, count: int) -> date: ...


@dataclass(frozen=True)
class Ask:
    """A rule that is switched on. `days`: working days before the day or after it; `tells`: the chairs it tells."""

    kind: str
    days: int = 0
    tells: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Timing:
    """When an item is due. Months are first days; a circular is due when it is signed: from then on it is unsigned for."""

    due_on: date | None = None
    starts_month: date | None = None
    ends_month: date | None = None

    def extended(self, until: date | None) -> "Timing":
        """The same with more time, where that is later; what has no day gets none."""
        if not until or not self.due_on or until <= self.due_on:
            return self
        month = self.ends_month and max(self.ends_month, until.replace(day=1))
        return replace(self, due_on=until, ends_month=month)


@dataclass(frozen=True)
class Occasion:
    """A rule that holds, and the day or month it holds for; both go into the reminder's key."""

    rule: str
    day: date


def occasions(timing: Timing, asks: Iterable[Ask], today: date, days: WorkingDays) -> list[Occasion]:
    """What an open item owes on `today`, the most pressing first."""
    found = [one for ask in asks for one in _occasions_of(ask, timing, today, days)]
    return sorted(found, key=lambda one: URGENCY.index(one.rule))


def _occasions_of(ask: Ask, timing: Timing, today: date, days: WorkingDays) -> Iterator[Occasion]:
    if ask.kind == MONTH_START:
        if _belongs_to_month(timing, today.replace(day=1)):
            yield Occasion(MONTH_START, today.replace(day=1))
    elif timing.due_on and (day := _day_it_holds_for(ask, timing.due_on, today, days)):
        yield Occasion(ask.kind, day)


def _day_it_holds_for(ask: Ask, due: date, today: date, days: WorkingDays) -> date | None:
    eve = due if days.is_working_day(due) else days.working_days_before(due, 1)
    too_late = due + WEEKS_OVERDUE * WEEK
    if ask.kind == OVERDUE:
        return due + (today - due) // WEEK * WEEK if due < today < too_late else None
    if ask.kind == DUE_TODAY:
        holds = eve <= today <= due
    elif ask.kind == DUE_SOON:
        holds = days.working_days_before(due, ask.days) <= today < eve
    elif ask.kind == ASKED:
        holds = days.working_days_before(due, ask.days) <= today <= due
    else:  # to a leader, to the director, of an unsigned paper: some working days after
        holds = days.working_days_after(due, ask.days) <= today < too_late
    return due if holds else None


def _belongs_to_month(timing: Timing, month: date) -> bool:
    if timing.starts_month and timing.ends_month:
        return timing.starts_month <= month <= timing.ends_month
    return timing.due_on is not None and timing.due_on.replace(day=1) == month


def key_of(occasion: Occasion, kind: str, pk: int) -> str:
    """Rule, item and occasion in one word: this reminder and no other."""
    return f"{occasion.rule}:{kind}:{pk}:{occasion.day.isoformat()}"
