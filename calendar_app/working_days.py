"""Working days: the official table, and over it what a bureau decided otherwise. Pure: values in, values out, no clock.

`OFFICIAL` is the table alone; a bureau's own are `calendar_app.queries.days_of(district)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calendar_app.official_days import DAY, is_announced, is_official_working_day

__all__ = [
    "OFFICIAL",
    "WorkingDays",
    "is_announced",
    "is_working_day",
    "working_days_after",
    "working_days_before",
    "working_days_between",
]


@dataclass(frozen=True)
class WorkingDays:
    """`decided`: days on which offices work (True) or rest (False) whatever the official table says."""

    decided: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day."""
        decided = self.decided.get(day)
        return is_official_working_day(day) if decided is None else decided

    def working_days_before(self, day: date, count: int) -> date:
        """The day that lies `count` working days before `day`; `count` is 1 or more.

        3 before Monday is the Wednesday of the week before. Raises ValueError for a count below 1.
        """
        return self._count_off(day, count, -1)

    def working_days_after(self, day: date, count: int) -> date:
        """The day that lies `count` working days after `day`; `count` is 1 or more."""
        return self._count_off(day, count, 1)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days there are from `first` to `last`, both included; 0 if `last` lies before."""
        span = (last - first).days + 1
        return sum(self.is_working_day(first + DAY * step) for step in range(span))

    def _count_off(self, day: date, count: int, step: int) -> date:
        if count < 1:
            raise ValueError("count working days from 1")
        while count:
            day += DAY * step
            count -= self.is_working_day(day)
        return day


OFFICIAL = WorkingDays()
is_working_day = OFFICIAL.is_working_day
working_days_before = OFFICIAL.working_days_before
working_days_after = OFFICIAL.working_days_after
working_days_between = OFFICIAL.working_days_between
