"""Which week of the school calendar a day lies in: as the bureau counts, else as a bureau above, else as is usual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from calendar_app.models import SchoolTerm
from calendar_app.queries.days import NamedCalendar, calendar_days
from calendar_app.school_weeks import SchoolWeek, SchoolWeeks, TermDays, TermKind, usual_term
from calendar_app.spans import period_words, week_words
from districts.models import District
from workplans.periods import school_year_of

KINDS: tuple[TermKind, ...] = ("first_term", "second_term")


def school_weeks_of(district: District, first: date, last: date) -> SchoolWeeks:
    """The weeks of all terms from `first` to `last`; one query."""
    years = range(school_year_of(first), school_year_of(last) + 2)  # a first term may begin in August
    held = _held(SchoolTerm.objects.that_hold_for(district).filter(year__in=years))
    return SchoolWeeks(
        tuple(
            row.as_days if (row := held.get((kind, year))) else usual_term(kind, year)
            for year in years
            for kind in KINDS
        )
    )


def week_of(district: District, day: date) -> SchoolWeek | None:
    """The week in which the day lies; one query."""
    return school_weeks_of(district, day, day).week_of(day)


def week_name(week: SchoolWeek | None) -> str:
    """第12周; empty between terms."""
    return _("week %(number)d") % {"number": week.number} if week else ""


def _held(rows: Iterable[SchoolTerm]) -> dict[tuple[str, int], SchoolTerm]:
    """`rows` from the topmost bureau down: the nearest has the last word."""
    return {(row.kind, row.year): row for row in rows}


@dataclass(frozen=True)
class TermWeek:
    """A week as the school calendar lists it, with the days out of the ordinary in words."""

    week: SchoolWeek
    is_now: bool
    words: str
    odd: list[str]

    @property
    def name(self) -> str:
        return week_name(self.week)


@dataclass(frozen=True)
class TermRow:
    """A term as the page lists it; `row` is None where nobody has set it."""

    days: TermDays
    row: SchoolTerm | None
    weeks: list[TermWeek]

    @property
    def name(self) -> str:
        return period_words(self.days.kind, self.days.year)


@dataclass(frozen=True)
class TermsPage:
    """`unannounced`: the years of which only the holidays that the law fixes are known."""

    terms: list[TermRow]
    unannounced: list[int]


def terms_page(district: District, year: int, today: date) -> TermsPage:
    """Both terms of the school year; two queries."""
    rows = SchoolTerm.objects.that_hold_for(district).filter(year=year).select_related("district")
    held = _held(rows)
    terms = [(held[kind, year].as_days if (kind, year) in held else usual_term(kind, year)) for kind in KINDS]
    first, last = min(term.begins for term in terms), max(term.last_day for term in terms)
    days = calendar_days(district, first, last)
    listed = [TermRow(term, held.get((term.kind, year)), _weeks(term, days, today)) for term in terms]
    return TermsPage(listed, days.unannounced(first, last))


def _weeks(term: TermDays, days: NamedCalendar, today: date) -> list[TermWeek]:
    return [
        TermWeek(
            week,
            week.monday <= today <= week.sunday,
            week_words(week.monday, week.sunday),
            days.words_between(week.monday, week.sunday),
        )
        for week in term.weeks()
    ]
