"""The time a plan is for: a calendar year, a school year (学年), a term (学期). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def period_of(kind: str, year: int) -> Period:
    """The period of a plan. `kind` is a Plan.Kind value; `year` the calendar year in which it begins.

    A school year runs from 1 September to 31 August; its first term to 31 January, its second from
    1 February to 31 August of the following year (the second term of 2025学年 has year=2025).
    """
    if kind == "calendar_year":
        return Period(date(year, 1, 1), date(year, 12, 31))
    if kind == "school_year":
        return Period(date(year, 9, 1), date(year + 1, 8, 31))
    if kind == "first_term":
        return Period(date(year, 9, 1), date(year + 1, 1, 31))
    if kind == "second_term":
        return Period(date(year + 1, 2, 1), date(year + 1, 8, 31))
    raise ValueError(f"no period of kind {kind}")


def school_year_of(day: date) -> int:
    """The year in which the school year of `day` began."""
    return day.year if day.month >= 9 else day.year - 1


def term_of(day: date) -> Period:
    """The term `day` falls in."""
    year = school_year_of(day)
    first = period_of("first_term", year)
    return first if first.holds(day) else period_of("second_term", year)


def month_of(day: date) -> Period:
    """The calendar month of `day`. Work that has a month and no day is due on the month's last day, everywhere."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def chinese_date(day: date) -> str:
    """2026年3月1日: arabic figures, no leading noughts (GB/T 9704—2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
