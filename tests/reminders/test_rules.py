"""Which reminders an item owes on a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.rules import (
    DUE_SOON,
    DUE_TODAY,
    MONTH_START,
    OVERDUE,
    WEEKS_OVERDUE,
    Occasion,
    Timing,
    key_of,
    occasions,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def weekdays_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def owed(timing: Timing, today: date) -> list[Occasion]:
    return occasions(timing, today, weekdays_before)


def test_an_entry_is_owed_in_every_month_of_its_span():
    span = Timing(starts_month=date(2026, 9, 1), ends_month=date(2027, 1, 1))

    assert owed(span, date(2026, 8, 31)) == []
    assert owed(span, date(2026, 9, 1)) == [Occasion(MONTH_START, date(2026, 9, 1))]
    assert owed(span, date(2027, 1, 31)) == [Occasion(MONTH_START, date(2027, 1, 1))]
    assert owed(span, date(2027, 2, 1)) == []


def test_a_task_with_a_day_is_owed_three_working_days_ahead_on_the_day_and_weekly_after():
    task = Timing(due_on=date(2026, 11, 30))  # a Monday
    month = Occasion(MONTH_START, date(2026, 11, 1))

    assert owed(task, date(2026, 11, 24)) == [month]
    assert owed(task, date(2026, 11, 25)) == [Occasion(DUE_SOON, date(2026, 11, 30)), month]
    assert owed(task, date(2026, 11, 30)) == [Occasion(DUE_TODAY, date(2026, 11, 30)), month]
    assert owed(task, date(2026, 12, 1)) == [Occasion(OVERDUE, date(2026, 11, 30))]
    assert owed(task, date(2026, 12, 6)) == [Occasion(OVERDUE, date(2026, 11, 30))]
    assert owed(task, date(2026, 12, 7)) == [Occasion(OVERDUE, date(2026, 12, 7))]


def test_a_moved_day_makes_a_new_reminder():
    before = key_of(owed(Timing(due_on=date(2026, 11, 30)), date(2026, 11, 30))[0], "task", 7)
    after = key_of(owed(Timing(due_on=date(2026, 12, 30)), date(2026, 12, 30))[0], "task", 7)

    assert before == "due_today:task:7:2026-11-30"
    assert after != before


@given(due=DAYS, today=DAYS)
def test_nobody_is_told_of_the_day_after_eight_weeks(due, today):
    told = [one for one in owed(Timing(due_on=due), today) if one.rule == OVERDUE]

    assert bool(told) == (due < today < due + timedelta(weeks=WEEKS_OVERDUE))


@given(due=DAYS)
def test_within_a_week_overdue_is_one_reminder_however_often_the_beat_runs(due):
    week = {
        one
        for offset in range(7)
        for one in owed(Timing(due_on=due), due + timedelta(days=7 * 2 + offset))
        if one.rule == OVERDUE
    }

    assert week == {Occasion(OVERDUE, due + timedelta(weeks=2))}
