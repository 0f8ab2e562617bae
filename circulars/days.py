"""Days off and days worked in exchange, for papers that show days (休, 班). Values in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta

from calendar_app.working_days import OFFICIAL, WorkingDays, is_announced
from workplans.periods import Period, period_of

SATURDAY = 5
PERIODS = {
    "first_term": "{}学年第一学期",
    "second_term": "{}学年第二学期",
    "school_year": "{}学年",
    "calendar_year": "{}年",
}


@dataclass(frozen=True, slots=True)
class Days:
    """off: weekdays without work; worked: weekend days with it; unannounced: years whose notice is not out yet."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    unannounced: tuple[int, ...] = ()


def days_between(first: date, last: date, working: WorkingDays = OFFICIAL) -> Days:
    """What is out of the ordinary from `first` to `last`, both included; `working`: where a bureau has a word of its own."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    odd = [day for day in days if working.is_working_day(day) != (day.weekday() < SATURDAY)]
    return Days(
        off=frozenset(day for day in odd if day.weekday() < SATURDAY),
        worked=frozenset(day for day in odd if day.weekday() >= SATURDAY),
        unannounced=tuple(year for year in range(first.year, last.year + 1) if not is_announced(year)),
    )


def time_words(first: date, last: date) -> str:
    """2026学年第一学期, 2026年11月, 2026年11月至2027年1月: as papers name the time from the first day to the last."""
    for kind, words in PERIODS.items():
        for year in (first.year, first.year - 1):
            if period_of(kind, year) == Period(first, last):
                return words.format(year)
    begins, ends = f"{first.year}年{first.month}月", f"{last.month}月"
    if (first.year, first.month) == (last.year, last.month):
        return begins
    return f"{begins}至{ends if first.year == last.year else f'{last.year}年{ends}'}"
