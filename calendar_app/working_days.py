"""Working days of mainland China: weekends, public holidays, and the weekends worked in exchange (调休).

The table is that of the State Council's yearly notice on holidays, as the `holidays` package carries it. The
notice for a year comes out in the November before; until then only the days that the law fixes are known
(`is_announced`). Pure: values in, values out, no clock.
"""

from datetime import date, timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    return bool(_table(day.year).is_working_day(day))


def working_days_before(day: date, count: int) -> date:
    """The day that lies `count` working days before `day`; `count` is 1 or more.

    3 before Monday is the Wednesday of the week before. Raises ValueError for a count below 1.
    """
    return _count_off(day, count, -DAY)


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`; `count` is 1 or more."""
    return _count_off(day, count, DAY)


def working_days_between(first: date, last: date) -> int:
    """How many working days there are from `first` to `last`, both included; 0 if `last` lies before."""
    span = (last - first).days + 1
    return sum(is_working_day(first + DAY * step) for step in range(span))


def is_announced(year: int) -> bool:
    """Whether the year's exchanged days are known: its notice is in the table."""
    return any(day.year == year for day in _table(year).weekend_workdays)


def _count_off(day: date, count: int, step: timedelta) -> date:
    if count < 1:
        raise ValueError("count working days from 1")
    while count:
        day += step
        count -= is_working_day(day)
    return day


@cache
def _table(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)
