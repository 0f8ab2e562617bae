"""Months, spans of months and deadlines, as plans write them. Values in, values out: no Django, no clock.

A Chinese plan rarely writes a whole date. It writes 9月 in a plan of the 2021学年, 2022.1月 where the
year turns, （至12月） behind a piece of work, 6月底前完成 inside a sentence. A `Period` says which year such
a month falls in.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Self

PeriodKind = Literal["calendar_year", "school_year", "term"]


class Month(NamedTuple):
    """A month of a year, ordered as time is; `str()` gives 2021-09."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read 2021-09 back; ValueError for anything else."""
        year, _, number = written.partition("-")
        month = cls(int(year), int(number))
        if not 1 <= month.number <= 12:
            raise ValueError(f"not a month: {written!r}")
        return month

    def plus(self, months: int) -> "Month":
        """The month so many months later."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.plus(1).first_day.toordinal() - 1)


@dataclass(frozen=True)
class Period:
    """The stretch of time a plan is for.

    year: the calendar year, or the year in which the school year begins (2021 for
        2021学年 and for both its terms).
    term: 1 (autumn) or 2 (spring) for a term, else None.
    """

    kind: PeriodKind
    year: int
    term: int | None = None


@dataclass(frozen=True)
class Deadline:
    """A time by which something is promised. `by` is None where the text leaves the year open."""

    by: date | None
    as_written: str
