"""Weeks of the school calendar (校历): which week of its term a day lies in. Pure: values in, values out, no clock.

A week runs from Monday to Sunday. 第1周 is the one that holds the term's first day, whatever weekday that is, and the
last is the one that holds its last day. Holidays are counted along; between two terms a week has no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from calendar_app.official_days import DAY, is_official_working_day, spring_festival

TermKind = Literal["first_term", "second_term"]

WEEK = timedelta(days=7)
USUAL_WEEKS = 20
"""How long a term is taken to be while nobody has said."""

LANTERNS = timedelta(days=14)
"""From the Spring Festival to 元宵节, after which schools begin."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class TermDays:
    """A term from its first day to its last, both included; `year` is that in which its school year begins.

    is_default: nobody has said; the days are what is usual.
    """

    kind: TermKind
    year: int
    first_day: date
    last_day: date
    is_default: bool = False

    @property
    def begins(self) -> date:
        """The Monday of its first week."""
        return monday_of(self.first_day)

    @property
    def length(self) -> int:
        """How many weeks it has."""
        return (monday_of(self.last_day) - self.begins) // WEEK + 1

    def number_of(self, day: date) -> int | None:
        """The number of the week in which the day lies; None outside of its weeks."""
        number = (monday_of(day) - self.begins) // WEEK + 1
        return number if 1 <= number <= self.length else None

    def weeks(self) -> Iterator[SchoolWeek]:
        for step in range(self.length):
            yield SchoolWeek(step + 1, self.begins + WEEK * step, self)


@dataclass(frozen=True)
class SchoolWeek:
    """The `number`th week of a term."""

    number: int
    monday: date
    term: TermDays

    @property
    def sunday(self) -> date:
        return self.monday + DAY * 6


@dataclass(frozen=True)
class SchoolWeeks:
    """Terms as a bureau counts them. Where what is usual and what was said both claim a week, what was said holds."""

    terms: tuple[TermDays, ...] = ()

    def week_of(self, day: date) -> SchoolWeek | None:
        """The week in which the day lies; None in the holidays."""
        for term in sorted(self.terms, key=lambda one: (one.is_default, one.first_day)):
            if number := term.number_of(day):
                return SchoolWeek(number, monday_of(day), term)
        return None


def usual_term(kind: TermKind, year: int) -> TermDays:
    """The term while nobody has said: from 1 September, or from the Monday after 元宵节, for twenty weeks.

    Where 1 September is no working day, from the next one. The last day is a Friday.
    """
    if kind == "first_term":
        first = date(year, 9, 1)
        while not is_official_working_day(first):
            first += DAY
    else:
        first = monday_of(spring_festival(year + 1) + LANTERNS) + WEEK
    last = monday_of(first) + WEEK * (USUAL_WEEKS - 1) + DAY * 4
    return TermDays(kind, year, first, last, is_default=True)
