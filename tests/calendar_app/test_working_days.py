"""Against the notices of the State Council's general office for 2024, 2025 and 2026."""

from datetime import date, timedelta

import pytest

from calendar_app.official_days import official_days
from calendar_app.working_days import (
    WorkingDays,
    is_announced,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


FREE = [
    *days(date(2024, 2, 10), date(2024, 2, 17)),  # Spring Festival 2024
    *days(date(2024, 10, 1), date(2024, 10, 7)),  # National Day 2024
    date(2025, 1, 1),
    *days(date(2025, 1, 28), date(2025, 2, 4)),  # Spring Festival 2025
    *days(date(2025, 10, 1), date(2025, 10, 8)),  # National Day and Mid-Autumn 2025
    *days(date(2026, 1, 1), date(2026, 1, 3)),
    *days(date(2026, 2, 15), date(2026, 2, 23)),  # Spring Festival 2026
    *days(date(2026, 4, 4), date(2026, 4, 6)),
    *days(date(2026, 5, 1), date(2026, 5, 5)),
    *days(date(2026, 6, 19), date(2026, 6, 21)),
    *days(date(2026, 9, 25), date(2026, 9, 27)),
    *days(date(2026, 10, 1), date(2026, 10, 7)),
]
WORKED = [
    date(2024, 2, 4),
    date(2024, 2, 18),
    date(2024, 9, 29),
    date(2024, 10, 12),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]


@pytest.mark.parametrize("day", FREE, ids=str)
def test_holiday_is_free(day):
    assert not is_working_day(day)


@pytest.mark.parametrize("day", WORKED, ids=str)
def test_exchanged_weekend_is_worked(day):
    assert day.weekday() >= 5
    assert is_working_day(day)


def test_plain_week():
    assert [is_working_day(day) for day in days(date(2026, 11, 2), date(2026, 11, 8))] == [True] * 5 + [
        False
    ] * 2


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 30), 3, date(2026, 11, 25)),  # within a week
        (date(2026, 11, 30), 1, date(2026, 11, 27)),  # Monday goes back to Friday
        (date(2026, 10, 8), 1, date(2026, 9, 30)),  # over the National Day holiday
        (date(2026, 10, 12), 2, date(2026, 10, 9)),  # the worked Saturday counts
        (date(2026, 1, 5), 2, date(2025, 12, 31)),  # over New Year, the worked Sunday counts
        (date(2026, 10, 4), 1, date(2026, 9, 30)),  # counted from a holiday
        (date(2024, 3, 1), 1, date(2024, 2, 29)),  # leap day
    ],
)
def test_days_before(day, count, expected):
    assert working_days_before(day, count) == expected


def test_days_after():
    assert working_days_after(date(2026, 9, 30), 3) == date(2026, 10, 10)


@pytest.mark.parametrize("count", [0, -2])
def test_count_begins_at_one(count):
    with pytest.raises(ValueError, match="from 1"):
        working_days_before(date(2026, 11, 2), count)


def test_october_2026_has_eighteen_working_days():
    assert working_days_between(date(2026, 10, 1), date(2026, 10, 31)) == 18
    assert working_days_between(date(2026, 10, 31), date(2026, 10, 1)) == 0


def test_a_year_is_announced_when_its_exchanged_days_are_known():
    assert is_announced(2026)
    assert not is_announced(2090)


def test_a_holiday_is_counted_as_the_notice_counts_it():
    spring, worked = [date(2026, 2, 15), date(2026, 2, 23)], [date(2026, 2, 14), date(2026, 2, 28)]
    found = [one for one in official_days(2026) if one.name == "春节"]

    assert [(one.first_day, one.last_day) for one in found if not one.is_working] == [tuple(spring)]
    assert [one.first_day for one in found if one.is_working] == worked


def test_what_was_decided_goes_before_the_table():
    days = WorkingDays({date(2026, 10, 6): True, date(2026, 10, 9): False})

    assert days.working_days_after(date(2026, 9, 30), 2) == date(2026, 10, 8)
    assert days.working_days_before(date(2026, 10, 10), 2) == date(2026, 10, 6)
    assert days.working_days_between(date(2026, 10, 1), date(2026, 10, 31)) == 18
