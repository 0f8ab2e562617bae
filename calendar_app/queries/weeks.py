"""The month by weeks: rows from Monday to Sunday, what has a day on its day, spans across, the rest beside."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calendar_app.models import CalendarEntry
from calendar_app.queries.days import DayMark, NamedCalendar, calendar_days
from calendar_app.queries.pages import (
    Filters,
    MonthCount,
    Row,
    entries_shown,
    months_counted,
    offices_in,
    own_of,
    plans_in,
    row_of,
)
from calendar_app.queries.terms import school_weeks_of
from calendar_app.school_weeks import SchoolWeek, SchoolWeeks
from calendar_app.spans import days_words, week_words
from districts.models import Membership, Office, User
from workplans.models import Plan
from workplans.periods import Period, month_of, period_of, school_year_of

MOST_BARS = 3
"""Spans drawn across one week; the rest are counted there, and all are listed above."""


@dataclass(frozen=True)
class Day:
    """A day of the grid; `is_outside` of the month shown. `rows` are due on it; `undated` says how many more are, since
    they have the month only and this is its last day."""

    date: date
    is_outside: bool
    is_today: bool
    is_free: bool
    mark: DayMark | None
    rows: list[Row]
    undated: int = 0

    @property
    def words(self) -> str:
        return days_words(self.date, self.date, self.date.year)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.rows or self.undated or self.mark or self.is_today)


@dataclass(frozen=True)
class Across:
    """A span as it is drawn in one week: `length` days behind `before` days of it, with `after` days left."""

    row: Row
    before: int
    length: int

    @property
    def after(self) -> int:
        return 7 - self.before - self.length


@dataclass(frozen=True)
class Week:
    """`number` is None between terms; `more` spans go on in it beside those drawn. `goes_on` are all spans of a later week
    than the first: a phone names them in the first only, and how many they are in the others."""

    days: list[Day]
    number: SchoolWeek | None
    spans: list[Across]
    more: int
    goes_on: list[Row]

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def sunday(self) -> date:
        return self.days[-1].date

    @property
    def words(self) -> str:
        """11月16日—22日."""
        return week_words(self.monday, self.sunday)

    @property
    def lines(self) -> int:
        """How many rows of a table it takes."""
        return 1 + len(self.spans) + (self.more > 0)

    @property
    def is_empty(self) -> bool:
        return not self.spans and all(day.is_empty for day in self.days)

    @property
    def is_now(self) -> bool:
        return any(day.is_today for day in self.days)


@dataclass(frozen=True)
class WeeksPage:
    """A month by weeks. `undated` have the month only and are due by its end; `spans` last several months; of a school only what is asked of it,
    `others` says how much of the bureau's work is left out for that.

    `worked`: how many working days the month has. `is_usual`: weeks are counted from the usual first day, because nobody has set the term.
    """

    month: date
    weeks: list[Week]
    undated: list[Row]
    spans: list[Row]
    others: int
    worked: int
    is_usual: bool
    strip: list[MonthCount]
    offices: list[Office]
    plans: list[Plan]


def weeks_page(*, user: User, seat: Membership, month: date, filters: Filters, today: date) -> WeeksPage:
    """The month whose first day is `month`, and the days of its neighbours that fill its first and last week."""
    days = Calendar().monthdatescalendar(month.year, month.month)
    shown = Period(days[0][0], days[-1][-1])
    year = period_of(Plan.Kind.SCHOOL_YEAR, school_year_of(month))
    read = Period(min(year.starts_on, shown.starts_on), max(year.ends_on, shown.ends_on))
    entries = entries_shown(user, seat, read, filters.plan)
    wanted = [entry for entry in entries if filters.hold(entry)]
    rows = [row_of(entry, month) for entry in wanted]
    of_month = [row for row in rows if row.entry.starts_month <= month <= row.entry.granted_month]
    own, listed = _own(rows, seat), _own(of_month, seat)
    undated = [row for row in listed if not (_is_span(row.entry) or _day_of(row.entry))]
    named = calendar_days(seat.district, shown.starts_on, shown.ends_on)
    terms = school_weeks_of(seat.district, shown.starts_on, shown.ends_on)
    grid = _Grid(month, today, own, named, terms, len(undated))
    weeks = [grid.week(each) for each in days]
    return WeeksPage(
        month=month,
        weeks=weeks,
        undated=undated,
        spans=[row for row in listed if _is_span(row.entry)],
        others=len(of_month) - len(listed),
        worked=named.working.working_days_between(month, month_of(month).ends_on),
        is_usual=any(week.number and week.number.term.is_default for week in weeks),
        strip=months_counted(own_of(wanted, seat), year, today, shown=month),
        offices=offices_in(entries, seat),
        plans=plans_in(entries),
    )


def _day_of(entry: CalendarEntry) -> date | None:
    """The day it is due for whoever looks: the one granted, else its own, where it has one."""
    return entry.granted.until if entry.granted else entry.due_on


def _last_day(entry: CalendarEntry) -> date:
    return _day_of(entry) or entry.last_day


def _is_span(entry: CalendarEntry) -> bool:
    return entry.granted_month > entry.starts_month


def _own(rows: Iterable[Row], seat: Membership) -> list[Row]:
    """All of a bureau's; of a school what it is addressed by, what it must act on first."""
    if not seat.school:
        return list(rows)
    return sorted((row for row in rows if row.is_addressed), key=lambda row: not row.must_act)


class _Grid:
    """What the weeks of one month are drawn from."""

    def __init__(
        self,
        month: date,
        today: date,
        rows: Sequence[Row],
        days: NamedCalendar,
        terms: SchoolWeeks,
        undated: int,
    ) -> None:
        self.undated = undated
        self.month, self.today, self.days, self.terms = month_of(month), today, days, terms
        self.due: dict[date, list[Row]] = defaultdict(list)
        for row in rows:
            if day := _day_of(row.entry):
                self.due[day].append(row)
        of_month = (row for row in rows if row.entry.starts_month <= month <= row.entry.granted_month)
        self.spans = sorted(
            (row for row in of_month if _is_span(row.entry)), key=lambda row: _last_day(row.entry)
        )

    def week(self, days: Sequence[date]) -> Week:
        across = [found for row in self.spans if (found := _across(row, days))]
        return Week(
            days=[self._day(day) for day in days],
            number=self.terms.week_of(days[0]),
            spans=across[:MOST_BARS],
            more=len(across[MOST_BARS:]),
            goes_on=[span.row for span in across] if days[0] > self.month.starts_on else [],
        )

    def _day(self, day: date) -> Day:
        return Day(
            date=day,
            is_outside=not self.month.holds(day),
            is_today=day == self.today,
            is_free=not self.days.working.is_working_day(day),
            mark=self.days.mark(day),
            rows=self.due.get(day, []),
            undated=self.undated if day == self.month.ends_on else 0,
        )


def _across(row: Row, days: Sequence[date]) -> Across | None:
    """The part of the span that lies in the week: from its first month's first day to the day it is due."""
    first, last = row.entry.starts_month, _last_day(row.entry)
    inside = [day for day in days if first <= day <= last]
    return Across(row, days.index(inside[0]), len(inside)) if inside else None
