"""The official table of holidays and of weekends worked in exchange (调休), as the State Council's yearly notice has it.

The `holidays` package carries it. The notice for a year comes out in the November before; until then only the days
that the law fixes are known (`is_announced`). Pure: values in, values out, no clock.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import holidays

DAY = timedelta(days=1)
_MADE_FREE = re.compile(r"休息日（由 (\d{4}-\d\d-\d\d) 调休）")
_UNNAMED = ("休息日", "农历除夕")


class NamedDays(NamedTuple):
    """Days off, or weekends worked, under one name; both ends count."""

    first_day: date
    last_day: date
    is_working: bool
    name: str

    @property
    def length(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def each(self) -> Iterator[date]:
        return (self.first_day + DAY * step for step in range(self.length))


def is_official_working_day(day: date) -> bool:
    """Whether offices work on that day by the official table."""
    return bool(_table(day.year).is_working_day(day))


def is_announced(year: int) -> bool:
    """Whether the year's exchanged days are known: its notice is in the table."""
    return any(day.year == year for day in _table(year).weekend_workdays)


def spring_festival(year: int) -> date:
    """The first day of the Chinese year, by the official table; 1 February beyond its end in 2100."""
    said = (day for day, name in _table(year).items() if name.startswith("春节"))
    return min(said, default=date(year, 2, 1))


def official_days(year: int) -> list[NamedDays]:
    """What the table says of a year, in order: each holiday from its first free day to its last, as the notice counts
    them, and each weekend day that is worked, named for its holiday. A holiday over the turn of the year is in both."""
    runs: dict[date, NamedDays] = {}
    worked_for: dict[date, str] = {}
    for day in sorted(_table(year)):
        run = _free_around(day)
        runs[run.first_day] = run
        for exchanged in _MADE_FREE.findall(_table(year)[day]):
            worked_for[date.fromisoformat(exchanged)] = run.name
    worked = (day for day in _table(year).weekend_workdays if day.year == year)
    return sorted([*runs.values(), *(NamedDays(day, day, True, worked_for.get(day, "")) for day in worked)])


def _free_around(day: date) -> NamedDays:
    first = last = day
    while not is_official_working_day(first - DAY):
        first -= DAY
    while not is_official_working_day(last + DAY):
        last += DAY
    run = NamedDays(first, last, False, "")
    said = (_table(each.year).get(each, "") for each in run.each())
    names = (name.partition("（")[0] for names in said for name in re.split(r"[;；]\s*", names))
    return run._replace(
        name="、".join(dict.fromkeys(name for name in names if name and name not in _UNNAMED))
    )


@cache
def _table(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year, language="zh_CN")
