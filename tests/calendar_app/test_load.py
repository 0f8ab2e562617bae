"""The load by month: what is counted, what stands out, what a cell opens."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.load import heavy_months, shade
from districts.models import Role
from tests.calendar_app.factories import make_entry
from tests.districts.factories import make_district, make_office, make_user
from tests.workplans.factories import make_plan
from workplans.services import assign_offices

YEAR = "/calendar/load/calendar-year/2026/"


@pytest.mark.parametrize(
    ("counts", "heavy"),
    [([1, 1, 9, 1], {2}), ([4, 0, 0, 0], set()), ([6, 6, 6, 6], set()), ([0, 5], {1}), ([], set())],
)
def test_a_month_far_above_the_others_stands_out(counts, heavy):
    assert heavy_months(counts) == heavy


def test_the_fullest_cell_is_the_darkest_and_an_empty_one_has_no_shade():
    assert [shade(count, 8) for count in (0, 1, 3, 5, 8)] == [0, 1, 2, 3, 4]


@pytest.fixture
def district(db):
    return make_district()


@pytest.fixture
def desk(client, district):
    client.force_login(make_user(district, Role.EDITOR))
    return client


def test_due_tasks_and_entries_are_counted_by_office_and_month(desk, district):
    office, helper = make_office(district, "办公室"), make_office(district, "人事科")
    plan = make_plan(district)
    task = plan.tasks.get(title="第1件事")
    plan.tasks.filter(pk=task.pk).update(due_on=date(2026, 9, 30))
    assign_offices(carrier=task, lead=office, supporting=[helper], by=plan.drafted_by)
    entry = make_entry(district, first=date(2026, 9, 1), last=date(2026, 10, 1))
    assign_offices(carrier=entry, lead=office, supporting=[], by=plan.drafted_by)

    page = desk.get(YEAR, {"of": office.pk, "month": "2026-09"}).context["page"]

    counted = {row.office.name: [cell.count for cell in row.cells][8:10] for row in page.rows}
    assert counted == {"办公室": [2, 1], "人事科": [1, 0]}
    assert (page.totals[8:10], page.total) == ([3, 1], 4)
    assert [item.row for item in page.opened] == [task, entry]
    led = desk.get(YEAR, {"role": "lead", "plan": plan.pk}).context["page"]
    assert [(row.office.name, row.total) for row in led.rows] == [("办公室", 1)]


def test_cells_hold_the_works_themselves_and_lead_to_the_month(desk, district):
    office = make_office(district, "办公室")
    entry = make_entry(district, "开学检查", first=date(2026, 9, 1), lead=office)

    text = desk.get(YEAR, {"show": "works", "of": office.pk, "month": "2026-09"}).content.decode()

    assert f'<li><a href="{entry.get_absolute_url()}"><strong>开学检查</strong></a></li>' in text
    assert f'"/calendar/2026/09/?office={office.pk}"' in text
    assert "<strong>开学检查" not in desk.get(YEAR).content.decode()


def test_the_last_year_of_the_calendar_has_its_page(desk, district):
    make_entry(district, first=date(2100, 1, 1), lead=make_office(district))

    assert desk.get("/calendar/load/school-year/2099/").status_code == 200


def test_a_time_without_work_says_so(desk):
    assert "没有到期任务" in desk.get(YEAR).content.decode()


def test_three_tasks_and_three_hundred_take_as_many_queries(desk, district):
    office, counts = make_office(district), []
    for tasks in (3, 300):
        plan = make_plan(district, tasks=tasks, title=f"{tasks}项")
        plan.tasks.update(due_on=date(2026, 9, 30))
        for task in plan.tasks.all()[:3]:
            assign_offices(carrier=task, lead=office, supporting=[], by=plan.drafted_by)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(YEAR).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
