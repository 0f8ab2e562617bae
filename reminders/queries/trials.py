"""What a rule would have sent last month: seen before it is switched on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app.queries import days_of
from reminders.models import Rule
from reminders.notices import Notice, notices_on
from reminders.queries.facts import read_facts
from workplans.periods import month_of


@dataclass(frozen=True)
class Trial:
    """`days`: what would have gone out on each working day that had any; `people`, `items`: how many different ones.

    `most`: of one person in the month.
    """

    month: date
    reminders: int
    people: int
    items: int
    most: int
    days: tuple[tuple[date, int, int], ...]  # day, reminders, people


def trial_of(rule: Rule, today: date) -> Trial:
    """Reckoned from what the portal knows now, for the month before that of `today`; reads, writes nothing."""
    month = month_of(today.replace(day=1) - timedelta(days=1))
    facts = read_facts(rule.district, month.starts_on, month.ends_on)
    days_known = days_of(rule.district)

    def owed_on(day: date) -> list[Notice]:
        return notices_on(day, facts.items, [rule.as_ask], facts.people, days_known)

    # What the month before had told already is not told again.
    before = owed_on(days_known.working_days_before(month.starts_on, 1))
    known = {(one.recipient, one.key) for one in before}
    told: set[tuple[int, str]] = set()
    about: set[tuple[str, int]] = set()
    by_person: Counter[int] = Counter()
    days: list[tuple[date, int, int]] = []
    day = month.starts_on
    while day <= month.ends_on:
        if days_known.is_working_day(day):
            new = [one for one in owed_on(day) if (one.recipient, one.key) not in known]
            told |= {(one.recipient, one.key) for one in new}
            known |= told
            about |= {(one.kind, one.pk) for one in new}
            by_person.update(one.recipient for one in new)
            if new:
                days.append((day, len(new), len({one.recipient for one in new})))
        day += timedelta(days=1)
    return Trial(
        month=month.starts_on,
        reminders=len(told),
        people=len(by_person),
        items=len(about),
        most=max(by_person.values(), default=0),
        days=tuple(days),
    )
