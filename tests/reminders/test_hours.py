"""At which minute a digest goes out."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from reminders.hours import QUIET_FROM, has_come, minute_of, time_of


@given(person=st.integers(1, 10**9))
def test_a_minute_is_stable_and_never_the_full_or_the_half_hour(person):
    assert minute_of(person) == minute_of(person)
    assert minute_of(person) not in (0, 30)


def test_minutes_are_spread_over_the_hour():
    assert {minute_of(person) for person in range(3000)} == set(range(60)) - {0, 30}


def test_a_digest_waits_for_its_minute_and_stays_away_in_the_evening():
    moment = time_of(7, 8)

    assert not has_come(7, 8, time(7, 59))
    assert has_come(7, 8, moment)
    assert has_come(7, 8, time(19, 59))
    assert not has_come(7, 8, QUIET_FROM)
