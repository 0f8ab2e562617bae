"""The account of a simulated year says what was wrong as what it was."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reminders.year import Tally

pytestmark = pytest.mark.pure

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)


def kept() -> Tally:
    """Two days as they should be."""
    tally = Tally(max_digests=1)
    tally.owed = {(1, "overdue:task:1:2026-01-04"): MONDAY, (1, "due_today:task:2:2026-01-06"): TUESDAY}
    tally.sent.update(list(tally.owed))
    tally.to_hear = {("app", "clerk1", MONDAY), ("robot", "head1", MONDAY), ("robot", "head1", TUESDAY)}
    tally.heard.update(tally.to_hear)
    return tally


def test_a_year_in_which_all_is_told_once_holds():
    assert kept().holds


def test_what_is_heard_on_the_next_day_is_missed_and_nothing_is_doubled():
    tally = kept()
    del tally.heard["app", "clerk1", MONDAY], tally.heard["robot", "head1", MONDAY]
    tally.heard.update([("app", "clerk1", TUESDAY), ("robot", "head1", TUESDAY)])

    assert tally.heard_late == {
        ("app", "clerk1", MONDAY): TUESDAY,
        ("robot", "head1", MONDAY): TUESDAY,
    }
    assert (tally.missed, tally.doubled, tally.holds) == (2, 0, False)


def test_what_nobody_heard_is_missed_and_what_was_heard_before_its_day_does_not_make_up_for_it():
    tally = kept()
    tally.to_hear.add(("app", "clerk1", WEDNESDAY))
    tally.heard["app", "clerk1", TUESDAY] += 1

    assert not tally.heard_late
    assert (tally.missed, tally.doubled) == (1, 1)


def test_a_post_that_is_heard_twice_is_doubled_whichever_day_it_came_again():
    tally = kept()
    tally.heard["robot", "head1", TUESDAY] += 1
    tally.heard["app", "clerk1", TUESDAY] += 1

    assert (tally.missed, tally.doubled, tally.holds) == (0, 2, False)


def test_what_nobody_can_know_is_neither_missed_nor_doubled_where_it_comes_later():
    tally = kept()
    tally.unknown = {("robot", "head1", MONDAY)}
    del tally.heard["robot", "head1", MONDAY]
    assert tally.holds

    tally.heard["robot", "head1", WEDNESDAY] += 1
    assert tally.holds
