from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplans.periods import Period, month_of, period_of, school_year_of, term_of

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("calendar_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("school_year", date(2026, 9, 1), date(2027, 8, 31)),
        ("first_term", date(2026, 9, 1), date(2027, 1, 31)),
        ("second_term", date(2027, 2, 1), date(2027, 8, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(kind, first, last):
    assert period_of(kind, 2026) == Period(first, last)


def test_an_unknown_kind_has_no_period():
    with pytest.raises(ValueError, match="no period"):
        period_of("decade", 2026)


@given(st.integers(2000, 2098))
def test_two_terms_are_a_school_year(year):
    first, second, whole = (period_of(kind, year) for kind in ("first_term", "second_term", "school_year"))

    assert (first.starts_on, second.ends_on) == (whole.starts_on, whole.ends_on)
    assert second.starts_on - first.ends_on == timedelta(days=1)


@given(DAYS)
def test_a_day_lies_in_its_own_term_school_year_and_month(day):
    assert term_of(day).holds(day)
    assert period_of("school_year", school_year_of(day)).holds(day)
    assert month_of(day).holds(day)


@given(DAYS)
def test_a_month_ends_where_the_next_begins(day):
    month = month_of(day)

    assert month.starts_on.day == 1
    assert month_of(month.ends_on + timedelta(days=1)).starts_on - month.ends_on == timedelta(days=1)
