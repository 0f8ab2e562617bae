"""Which reminders an item owes on a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reminders.rules import (
    ASKED,
    DIRECTOR,
    DUE_SOON,
    DUE_TODAY,
    LEADER,
    MONTH_START,
    OVERDUE,
    WEEKS_OVERDUE,
    Ask,
    Occasion,
    Timing,
    key_of,
    occasions,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class Weekdays:
    """A calendar without holidays."""

    @staticmethod
    def is_working_day(day: date) -> bool:
        return day.weekday() < 5

    @classmethod
    def _off(cls, day: date, count: int, step: int) -> date:
        while count:
            day += timedelta(days=step)
            count -= cls.is_working_day(day)
        return day

    @classmethod
    def working_days_before(cls, day: date, count: int) -> date:
        return cls._off(day, count, -1)

    @classmethod
    def working_days_after(cls, day: date, count: int) -> date:
        return cls._off(day, count, 1)


RULES = (Ask(MONTH_START), Ask(DUE_SOON, 3), Ask(DUE_TODAY), Ask(OVERDUE))


def owed(timing: Timing, today: date, rules: tuple[Ask, ...] = RULES) -> list[Occasion]:
    return occasions(timing, rules, today, Weekdays)


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


def test_the_last_day_of_something_due_on_a_sunday_is_the_friday_before():
    task = Timing(due_on=date(2026, 11, 29))

    assert owed(task, date(2026, 11, 26), RULES[1:]) == [Occasion(DUE_SOON, date(2026, 11, 29))]
    assert owed(task, date(2026, 11, 27), RULES[1:]) == [Occasion(DUE_TODAY, date(2026, 11, 29))]


def test_what_stays_late_climbs_once_to_each_leader_and_no_further_than_eight_weeks():
    late, climbing = Timing(due_on=date(2026, 11, 2)), (Ask(LEADER, 5), Ask(DIRECTOR, 10))
    leader, director = Occasion(LEADER, date(2026, 11, 2)), Occasion(DIRECTOR, date(2026, 11, 2))

    assert owed(late, date(2026, 11, 6), climbing) == []
    assert owed(late, date(2026, 11, 9), climbing) == [leader]
    assert owed(late, date(2026, 11, 13), climbing) == [leader]
    assert owed(late, date(2026, 11, 16), climbing) == [director, leader]
    assert owed(late, date(2026, 12, 28), climbing) == []


def test_what_is_asked_for_is_called_to_mind_until_its_day():
    asked = Timing(due_on=date(2026, 11, 6))

    held = [day for day in range(1, 15) if owed(asked, date(2026, 11, day), (Ask(ASKED, 2),))]

    assert held == [4, 5, 6]


def test_a_rule_switched_off_says_nothing():
    assert owed(Timing(due_on=date(2026, 11, 30)), date(2026, 11, 30), ()) == []


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
