"""Which reminders an item owes on a day. Pure: facts and the day in, rules and occasions out.

Every rule looks back as well as at today: a portal that was off for two days still owes what
fell due meanwhile, and the key keeps it from being owed twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_AHEAD = 3  # working days before the day
WEEKS_OVERDUE = 8  # after that a reminder helps nobody; a person must talk to a person

# The most pressing first: an item that owes several is shown under the first.
MONTH_START, DUE_SOON, DUE_TODAY, OVERDUE = "month_start", "due_soon", "due_today", "overdue"
URGENCY = (OVERDUE, DUE_TODAY, DUE_SOON, MONTH_START)


@dataclass(frozen=True)
class Timing:
    """When an item is due. Months are first days; a task without a calendar entry has only its day."""

    due_on: date | None = None
    starts_month: date | None = None
    ends_month: date | None = None


@dataclass(frozen=True)
class Occasion:
    """A rule that holds, and the day or month it holds for; both go into the reminder's key."""

    rule: str
    day: date


def occasions(
    timing: Timing, today: date, working_days_before: Callable[[date, int], date]
) -> list[Occasion]:
    """What an open item owes on `today`, the most pressing first."""
    found: list[Occasion] = []
    if timing.due_on:
        found += _by_day(timing.due_on, today, working_days_before)
    if _belongs_to_month(timing, today.replace(day=1)):
        found.append(Occasion(MONTH_START, today.replace(day=1)))
    return found


def _by_day(due: date, today: date, working_days_before: Callable[[date, int], date]) -> list[Occasion]:
    if today > due:
        weeks = (today - due).days // 7
        return [Occasion(OVERDUE, due + timedelta(weeks=weeks))] if weeks < WEEKS_OVERDUE else []
    if today == due:
        return [Occasion(DUE_TODAY, due)]
    if today >= working_days_before(due, DAYS_AHEAD):
        return [Occasion(DUE_SOON, due)]
    return []


def _belongs_to_month(timing: Timing, month: date) -> bool:
    if timing.starts_month and timing.ends_month:
        return timing.starts_month <= month <= timing.ends_month
    return timing.due_on is not None and timing.due_on.replace(day=1) == month and timing.due_on >= month


def key_of(occasion: Occasion, kind: str, pk: int) -> str:
    """Rule, item and occasion in one word: this reminder and no other."""
    return f"{occasion.rule}:{kind}:{pk}:{occasion.day.isoformat()}"
