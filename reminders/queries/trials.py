"""What a rule would have sent last month: seen before it is switched on, and before one that is on is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app.queries import days_of
from districts.models import District
from reminders.models import Rule
from reminders.notices import Notice, notices_on
from reminders.queries.facts import Facts, read_facts
from reminders.rules import Ask, WorkingDays
from workplans.periods import Period, month_of


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
    told: frozenset[int] = frozenset()  # the people, by their keys


@dataclass(frozen=True)
class Change:
    """What a rule sends as it stands, and what it would send as somebody wants it."""

    now: Trial
    then: Trial

    @property
    def newly(self) -> int:
        """How many people would hear of something who hear of nothing by this rule now."""
        return len(self.then.told - self.now.told)

    @property
    def no_more(self) -> int:
        """How many would hear of nothing any more."""
        return len(self.now.told - self.then.told)

    @property
    def is_none(self) -> bool:
        """Last month it would have made no difference."""
        return self.now == self.then


def trial_of(rule: Rule, today: date) -> Trial:
    """Reckoned from what the portal knows now, for the month before that of `today`; reads, writes nothing."""
    return _trials(rule.district, [rule.as_ask], today)[0]


def change_of(kept: Rule, wanted: Rule, today: date) -> Change:
    """The same of the rule as it stands, and as it would be; no more queries than for one."""
    return Change(*_trials(kept.district, [kept.as_ask, wanted.as_ask], today))


def _trials(district: District, asks: Iterable[Ask], today: date) -> list[Trial]:
    month = month_of(today.replace(day=1) - timedelta(days=1))
    facts, days_known = read_facts(district, month.starts_on, month.ends_on), days_of(district)
    return [_tried(ask, month, facts, days_known) for ask in asks]


def _tried(ask: Ask, month: Period, facts: Facts, days_known: WorkingDays) -> Trial:
    def owed_on(day: date) -> list[Notice]:
        return notices_on(day, facts.items, [ask], facts.people, days_known)

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
        told=frozenset(by_person),
    )
