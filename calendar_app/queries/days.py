"""Which days offices of a bureau work: its own word, else that of a bureau above, else the official table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calendar_app.models import SpecialDays
from calendar_app.official_days import DAY, NamedDays, is_announced, official_days
from calendar_app.spans import days_words
from calendar_app.working_days import OFFICIAL, WorkingDays
from districts.models import District


def days_of(district: District) -> WorkingDays:
    """The bureau's working days; one query."""
    return _days(SpecialDays.objects.that_hold_for(district))


def _days(rows: Iterable[SpecialDays]) -> WorkingDays:
    """`rows` from the topmost bureau down: the nearest has the last word."""
    return WorkingDays({day: row.is_working for row in rows for day in row.as_named.each()})


SATURDAY = 5


@dataclass(frozen=True)
class DayMark:
    """What is out of the ordinary about a day, in words: 放假 国庆节, 调休上班."""

    is_working: bool
    name: str

    @property
    def words(self) -> str:
        return f"{self.word} {self.name}".strip()

    @property
    def word(self) -> str:
        if not self.is_working:
            return pgettext("of a day", "Free")
        return pgettext("of a day", "Worked") if self.name else _("Worked in exchange")


@dataclass(frozen=True)
class NamedCalendar:
    """A bureau's days with the names that the notice, or a bureau, gave them."""

    working: WorkingDays
    names: Mapping[date, str]

    def unannounced(self, first: date, last: date) -> list[int]:
        """The years between the two days of which only what the law fixes is known: their notice is not in the table, and
        no bureau has entered a day."""
        entered = {day.year for day in self.working.decided}
        years = range(first.year, last.year + 1)
        return [year for year in years if not is_announced(year) and year not in entered]

    def mark(self, day: date) -> DayMark | None:
        """None for an ordinary weekday or weekend."""
        is_working, is_weekday = self.working.is_working_day(day), day.weekday() < SATURDAY
        name = self.names.get(day, "")
        if is_working and not is_weekday:
            return DayMark(is_working, "")
        return DayMark(is_working, name) if name or is_working != is_weekday else None

    def words_between(self, first: date, last: date) -> list[str]:
        """Each run of days out of the ordinary: 10月1日—10月4日放假 国庆节."""
        days = [first + DAY * step for step in range((last - first).days + 1)]
        told = []
        for mark, run in groupby(days, key=self.mark):
            if mark:
                these = list(run)
                told.append(f"{days_words(these[0], these[-1], these[0].year)} {mark.words}")
        return told


def calendar_days(district: District, first: date, last: date) -> NamedCalendar:
    """The bureau's days from `first` to `last`, with their names; one query."""
    rows = list(SpecialDays.objects.that_hold_for(district))
    names: dict[date, str] = {}
    official = [named for year in range(first.year, last.year + 1) for named in official_days(year)]
    for named in [*official, *(row.as_named for row in rows)]:
        names |= dict.fromkeys(named.each(), named.name)
    return NamedCalendar(_days(rows), names)


def bureaus_at_work(day: date) -> set[int]:
    """The bureaus that work on that day, by their keys; two queries."""
    said = SpecialDays.objects.touching(NamedDays(day, day, True, "")).order_by("district__path")
    here = [
        (path, kind == SpecialDays.Kind.WORK) for path, kind in said.values_list("district__path", "kind")
    ]
    at_work = set()
    for pk, path in District.objects.values_list("pk", "path"):
        above = [is_working for above, is_working in here if path.startswith(above)]
        if above[-1] if above else OFFICIAL.is_working_day(day):
            at_work.add(pk)
    return at_work


@dataclass(frozen=True)
class DaysRow:
    """Days as the page lists them. `row` is None for the official table; `otherwise`: on how many of them somebody
    nearer has said something else."""

    days: NamedDays
    row: SpecialDays | None
    otherwise: int

    @property
    def words(self) -> str:
        return days_words(self.days.first_day, self.days.last_day)


@dataclass(frozen=True)
class DaysPage:
    """A year: what is said of its days, by whom, and how many are worked.

    `has_notice`: the official table has the year's notice; `is_announced`: it has, or the bureau or one above has
    entered days of it.
    """

    year: int
    rows: list[DaysRow]
    worked: int
    has_notice: bool
    is_announced: bool


def days_page(district: District, year: int) -> DaysPage:
    """One query."""
    said = list(SpecialDays.objects.that_hold_for(district).select_related("district"))
    days, first, last = _days(said), date(year, 1, 1), date(year, 12, 31)
    told: list[tuple[NamedDays, SpecialDays | None]] = [(one, None) for one in official_days(year)]
    told += [(row.as_named, row) for row in said if row.first_day <= last and row.last_day >= first]
    rows = [
        DaysRow(named, row, sum(days.is_working_day(day) != named.is_working for day in named.each()))
        for named, row in told
    ]
    return DaysPage(
        year=year,
        rows=sorted(rows, key=lambda one: (one.days.first_day, one.row is None)),
        worked=days.working_days_between(first, last),
        has_notice=is_announced(year),
        is_announced=is_announced(year) or any(row for _named, row in told),
    )
