"""Spans of months: how long, where in it we are, and how to say it. Months are first days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

Tense = Literal["past", "now", "ahead"]


@dataclass(frozen=True)
class Cell:
    """One month of a span as it is drawn; `x` in units of ten a month."""

    x: int
    tense: Tense


@dataclass(frozen=True)
class Progress:
    """A month within a longer span: the `number`th of `length`."""

    number: int
    length: int
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        return self.length * 10 - 2


def months_between(first: date, last: date) -> int:
    """How many months lie from `first` to `last`, both counted; 0 or less when `last` lies before."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def each_month(first: date, last: date) -> Iterator[date]:
    """The first day of every month from `first` to `last`."""
    for step in range(months_between(first, last)):
        yield months_later(first, step)


def months_later(month: date, months: int) -> date:
    """The first day of the month so many months later; before it where `months` is below 0."""
    years, number = divmod(month.month - 1 + months, 12)
    return date(month.year + years, number + 1, 1)


def a_year_later(day: date) -> date:
    """The same day a year on; 29 February becomes the 28th."""
    last = monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


def progress_in(first: date, last: date, month: date) -> Progress | None:
    """Where `month` stands in the span; None for a single month, or a month outside of it."""
    length = months_between(first, last)
    number = months_between(first, month)
    if length < 2 or not 1 <= number <= length:
        return None
    cells = (Cell((each - 1) * 10, _tense(each, number)) for each in range(1, length + 1))
    return Progress(number, length, tuple(cells))


def _tense(number: int, now: int) -> Tense:
    if number == now:
        return "now"
    return "past" if number < now else "ahead"


def month_words(month: date, year: int | None = None) -> str:
    """9月, or 2027年1月 where the year is not the one that is spoken of."""
    if year == month.year:
        return date_format(month, pgettext("date format of a month without its year", "F"))
    return date_format(month, "YEAR_MONTH_FORMAT")


def span_words(first: date, last: date, year: int | None = None) -> str:
    """9月, 9月—12月, 9月—2027年1月, for a page that speaks of `year`; 2026年9月—12月 for one that speaks of none."""
    begins = month_words(first, year)
    if first == last:
        return begins
    ends = month_words(last, year if year == first.year else first.year)
    return pgettext("from month to month", "%(first)s–%(last)s") % {"first": begins, "last": ends}


def days_words(first: date, last: date, year: int | None = None) -> str:
    """2026年2月15日—2月23日; one day alone where both are the same; 2月15日—2月23日 where the `year` is spoken of."""
    short = pgettext("date format of a day without its year", "F j")
    begins = date_format(first, short if first.year == year else "DATE_FORMAT")
    if first == last:
        return begins
    ends = date_format(last, short if first.year == last.year else "DATE_FORMAT")
    return pgettext("from month to month", "%(first)s–%(last)s") % {"first": begins, "last": ends}


def week_words(monday: date, sunday: date) -> str:
    """11月16日—22日, 11月30日—12月6日, 12月28日—2027年1月3日."""
    if (monday.year, monday.month) != (sunday.year, sunday.month):
        return days_words(monday, sunday, monday.year)
    begins = date_format(monday, pgettext("date format of a day without its year", "F j"))
    ends = date_format(sunday, pgettext("date format of a day without its month", "j"))
    return pgettext("from month to month", "%(first)s–%(last)s") % {"first": begins, "last": ends}


def period_words(kind: str, year: int) -> str:
    """A plan's period as people say it, 2026学年第一学期; `kind` is a Plan.Kind, `year` that in which it begins."""
    words = {
        "calendar_year": _("%(year)d"),
        "school_year": _("school year %(year)d"),
        "first_term": _("first term of %(year)d"),
        "second_term": _("second term of %(year)d"),
    }
    return words[kind] % {"year": year}
