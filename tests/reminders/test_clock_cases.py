"""Days that go wrong: ends of months and years, 29 February, midnight against UTC, long holidays, clocks that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from calendar_app import working_days
from districts.models import Role
from reminders.jobs import plan_reminders_job
from reminders.models import Digest, Reminder
from reminders.rules import DUE_SOON, DUE_TODAY, MONTH_START, OVERDUE, Ask, Timing, occasions
from reminders.services import plan_reminders
from tests.calendar_app.factories import (
    make_district,
    make_entry,
    make_office,
    make_plan,
    make_task,
    make_user,
)
from workplans.models import Plan

SHANGHAI = ZoneInfo("Asia/Shanghai")
RULES = (Ask(DUE_SOON, 3), Ask(DUE_TODAY), Ask(OVERDUE))


def first_days(due: date) -> dict[str, date]:
    """The day on which each rule first speaks of something due on `due`, on working days only."""
    found: dict[str, date] = {}
    for offset in range(-30, 31):
        day = due + timedelta(days=offset)
        if working_days.is_working_day(day):
            for one in occasions(Timing(due), RULES, day, working_days):
                found.setdefault(one.rule, day)
    return found


@pytest.mark.parametrize(
    ("due", "soon", "last", "late"),
    [
        ((2026, 1, 31), (2026, 1, 28), (2026, 1, 30), (2026, 2, 2)),  # a month's end on a Saturday
        ((2026, 2, 28), (2026, 2, 25), (2026, 2, 28), (2026, 3, 2)),  # a Saturday worked for the New Year
        ((2024, 2, 29), (2024, 2, 26), (2024, 2, 29), (2024, 3, 1)),  # the leap day
        ((2023, 2, 28), (2023, 2, 23), (2023, 2, 28), (2023, 3, 1)),  # and a year without one
        ((2026, 4, 30), (2026, 4, 27), (2026, 4, 30), (2026, 5, 6)),  # then Labour Day
        ((2026, 9, 30), (2026, 9, 24), (2026, 9, 30), (2026, 10, 8)),  # between two holidays
        ((2026, 10, 5), (2026, 9, 28), (2026, 9, 30), (2026, 10, 8)),  # in the middle of the holiday
        ((2025, 12, 31), (2025, 12, 26), (2025, 12, 31), (2026, 1, 4)),  # the year's end
        ((2026, 2, 17), (2026, 2, 12), (2026, 2, 14), (2026, 2, 24)),  # the first day of the lunar year
        ((2025, 6, 2), (2025, 5, 28), (2025, 5, 30), (2025, 6, 3)),  # the Dragon Boat holiday
    ],
)
def test_a_day_is_neither_early_nor_late(due, soon, last, late):
    assert first_days(date(*due)) == {
        DUE_SOON: date(*soon),
        DUE_TODAY: date(*last),
        OVERDUE: date(*late),
    }


@pytest.mark.parametrize(
    ("today", "month"),
    [((2026, 1, 31), 1), ((2026, 2, 1), 2), ((2024, 2, 29), 2), ((2026, 12, 31), 12), ((2027, 1, 1), 1)],
)
def test_a_span_over_the_years_end_belongs_to_the_month_of_the_day(today, month):
    day = date(*today)
    span = Timing(starts_month=date(2023, 12, 1), ends_month=date(2027, 1, 1))

    [one] = occasions(span, [Ask(MONTH_START)], day, working_days)

    assert one.day == date(day.year, month, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 2, 23, 59, tzinfo=SHANGHAI), 0),  # too late in the evening, and still Monday
        (datetime(2026, 11, 1, 22, 58, tzinfo=UTC), 0),  # Monday 6:58 here: before anybody's hour
        (datetime(2026, 11, 2, 0, 5, tzinfo=UTC), 1),  # Monday 8:05 here, hardly begun there
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), 0),  # Sunday here, Saturday there
    ],
)
def test_the_day_is_that_of_shanghai(moment, told):
    bureau = make_district()
    office = make_office(bureau)
    make_user(bureau, Role.OFFICE_STAFF, office=office)
    make_entry(bureau, lead=office)

    with time_machine.travel(moment, tick=False):
        plan_reminders_job()

    assert Digest.objects.filter(day=date(2026, 11, 2)).count() == told


@pytest.mark.django_db
@pytest.mark.parametrize("second_off", [timedelta(seconds=90), timedelta(seconds=-90)])
def test_two_workers_whose_clocks_differ_tell_once(second_off):
    bureau = make_district()
    office = make_office(bureau)
    make_user(bureau, Role.OFFICE_STAFF, office=office)
    task = make_task(make_plan(bureau, Plan.State.ISSUED), due_on=date(2026, 11, 2))
    task.duties.create(office=office, role="lead")
    now = datetime(2026, 11, 2, 8, 5, tzinfo=SHANGHAI)

    for moment in (now, now + second_off, now):
        plan_reminders(today=moment.date(), now=moment, clock=moment.time())

    assert Digest.objects.count() == 1
    assert set(Reminder.objects.values_list("rule", flat=True)) == {"due_today", "month_start"}
