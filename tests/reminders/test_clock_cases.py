"""24 days that go wrong: ends of months and years, 29 February, long holidays, midnight against UTC, clocks that differ.

Each is lived through beat by beat: nobody is told too early, nobody twice, and the day is the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from calendar_app import working_days
from calendar_app.ical import as_ical
from calendar_app.models import CalendarEntry
from calendar_app.queries.subscriptions import as_happenings
from circulars.kinds import KINDS
from circulars.rendering import render_paper
from circulars.sources import source_of_plan
from districts.models import District, Message, Role
from reminders.jobs import plan_reminders_job
from reminders.models import Digest, Reminder
from reminders.rules import DUE_SOON, DUE_TODAY, MONTH_START, OVERDUE, Ask, Timing, occasions
from reminders.services import plan_reminders
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_entry,
    make_office,
    make_plan,
    make_task,
    make_user,
)
from tests.circulars.reading_pdf import read_pdf
from workplans.models import Plan, Task
from workplans.periods import chinese_date

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEAT = time(8, 5)
OFF = timedelta(seconds=90)


@dataclass(frozen=True)
class Case:
    """A day, and the days on which people hear of it: that it is near, that it is the last, that it is past."""

    name: str
    due: date
    soon: date
    last: date
    late: date


def case(name: str, year: int, due: str, soon: str, last: str, late: str) -> Case:
    """Days as month-day; one that comes before (after) the due day's month by the turn of a year is in that year."""
    day = date.fromisoformat(f"{year}-{due}")

    def near(words: str) -> date:
        turn = round((day.month - int(words[:2])) / 12)
        return date.fromisoformat(f"{year + turn}-{words}")

    return Case(name, day, near(soon), near(last), near(late))


CASES = [
    case("a month's end on a Saturday", 2026, "01-31", "01-28", "01-30", "02-02"),
    case("a month's end on a Monday", 2026, "11-30", "11-25", "11-30", "12-01"),
    case(
        "a Saturday worked for the New Year, the last of February", 2026, "02-28", "02-25", "02-28", "03-02"
    ),
    case("the leap day", 2024, "02-29", "02-26", "02-29", "03-01"),
    case("the day before the leap day", 2024, "02-28", "02-23", "02-28", "02-29"),
    case("28 February of a year without one", 2023, "02-28", "02-23", "02-28", "03-01"),
    case("the eve of Labour Day", 2026, "04-30", "04-27", "04-30", "05-06"),
    case("a Saturday worked for Labour Day", 2026, "05-09", "05-06", "05-09", "05-11"),
    case("the Dragon Boat Festival", 2026, "06-19", "06-16", "06-18", "06-22"),
    case("a Sunday worked before National Day", 2026, "09-20", "09-16", "09-20", "09-21"),
    case("between two holidays", 2026, "09-30", "09-24", "09-30", "10-08"),
    case("in the middle of National Day", 2026, "10-05", "09-28", "09-30", "10-08"),
    case("a Saturday worked after National Day", 2026, "10-10", "09-30", "10-10", "10-12"),
    case("the year's end before a single day off", 2024, "12-31", "12-26", "12-31", "01-02"),
    case("the year's end before a Sunday worked", 2025, "12-31", "12-26", "12-31", "01-04"),
    case("New Year's Day of a year not announced", 2027, "01-01", "12-29", "12-31", "01-04"),
    case("the first day of the lunar year", 2026, "02-17", "02-12", "02-14", "02-24"),
    case("a month's end in the lunar New Year", 2025, "01-31", "01-24", "01-27", "02-05"),
]


@pytest.fixture
def bureau(db) -> District:
    return make_district("海云市")


@pytest.fixture
def plan(bureau) -> Plan:
    return make_plan(bureau, Plan.State.ISSUED)


def carried(task: Task) -> Task:
    """With an office where somebody sits who leads it."""
    office = make_office(task.district)
    make_user(task.district, Role.OFFICE_STAFF, office=office)
    task.duties.create(office=office, role="lead")
    return task


def beats(first: date, last: date) -> Iterator[datetime]:
    """Two a day, of two workers whose clocks are 90 seconds apart; the one that is behind comes second."""
    for offset in range((last - first).days + 1):
        moment = datetime.combine(first + timedelta(days=offset), BEAT, tzinfo=SHANGHAI)
        yield from (moment, moment - OFF)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_day_is_told_on_its_days_and_is_the_same_wherever_it_stands(plan, case):
    task = carried(make_task(plan, due_on=case.due))
    entry = make_entry(plan.district, first=case.due.replace(day=1), plan=plan, due_on=case.due)

    for moment in beats(case.soon - timedelta(days=4), case.late):
        plan_reminders(today=moment.date(), now=moment, clock=moment.time())

    told = Reminder.objects.filter(rule__in=[DUE_SOON, DUE_TODAY, OVERDUE])
    assert list(told.order_by("digest__day").values_list("rule", "digest__day")) == [
        (DUE_SOON, case.soon),
        (DUE_TODAY, case.last),
        (OVERDUE, case.late),
    ]
    letter = Message.objects.get(channel=Message.Channel.EMAIL, key=f"digest:{case.last}")
    assert f"（{chinese_date(case.due)}前）" in letter.body
    assert page_of(task) == page_of(entry) == case.due.isoformat()
    assert day_in_ical(entry) == (case.due, case.due + timedelta(days=1))


def page_of(item: Task | CalendarEntry) -> str:
    """The day that its page names."""
    assert item.plan
    page = client_of(item.plan.drafted_by).get(item.get_absolute_url()).content.decode()
    facts = page.partition("<dt>时限</dt>")[2].partition("</dd>")[0]
    return facts.rpartition("</span>")[0].rpartition(">")[2] or facts.rpartition(">")[2]


def day_in_ical(entry: CalendarEntry) -> tuple[date, date]:
    """The first day, and the first that is no longer part of it."""
    written = as_ical("行事历", as_happenings([entry]), now=datetime(2026, 1, 1, tzinfo=UTC))
    [event] = Calendar.from_ical(written).events
    return event.decoded("dtstart"), event.decoded("dtend")


def test_on_paper_it_is_the_same_day(plan):
    for case in CASES:
        make_task(plan, f"{case.due}。", due_on=case.due)

    paper = KINDS["breakdown"].make(source_of_plan(plan, day=date(2026, 1, 5)))
    lines = [line for page in read_pdf(render_paper(paper).pdf).pages for line in page.lines()]

    wanted = [f"{case.due}{chinese_date(case.due)}" for case in CASES]
    assert [words for words in wanted if not any(line.endswith(words) for line in lines)] == []


@pytest.mark.parametrize(
    ("today", "month"),
    [((2026, 1, 31), 1), ((2026, 2, 1), 2), ((2024, 2, 29), 2), ((2026, 12, 31), 12), ((2027, 1, 1), 1)],
)
def test_a_span_over_the_years_end_belongs_to_the_month_of_the_day(today, month):
    day = date(*today)
    span = Timing(starts_month=date(2023, 12, 1), ends_month=date(2027, 1, 1))

    [one] = occasions(span, [Ask(MONTH_START)], day, working_days)

    assert one.day == date(day.year, month, 1)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 2, 23, 59, tzinfo=SHANGHAI), 0),  # too late in the evening, and still Monday
        (datetime(2026, 11, 1, 22, 58, tzinfo=UTC), 0),  # Monday 6:58 here: before anybody's hour
        (datetime(2026, 11, 2, 0, 5, tzinfo=UTC), 1),  # Monday 8:05 here, hardly begun there
        (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), 0),  # Sunday here, Saturday there
    ],
)
def test_the_day_is_that_of_shanghai(bureau, moment, told):
    office = make_office(bureau)
    make_user(bureau, Role.OFFICE_STAFF, office=office)
    make_entry(bureau, lead=office)

    with time_machine.travel(moment, tick=False):
        plan_reminders_job()

    assert Digest.objects.filter(day=date(2026, 11, 2)).count() == told


@pytest.mark.parametrize("hour", [time(8, 5), time(19, 58)])
def test_what_is_asked_for_today_is_told_today_and_once(plan, hour):
    """当日: given in the morning, or when the day's last beat is near."""
    moment = datetime.combine(date(2026, 11, 2), hour, tzinfo=SHANGHAI)
    carried(make_task(plan, due_on=moment.date()))

    for now in (moment, moment + OFF, moment):
        plan_reminders(today=now.date(), now=now, clock=now.time())

    assert Digest.objects.count() == 1
    assert set(Reminder.objects.values_list("rule", flat=True)) == {"due_today", "month_start"}
