from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.models import CalendarEntry, EntryOffice
from districts.models import District, User
from tests.districts.factories import make_district, make_office
from tests.workplans.factories import make_editor, make_plan, task
from workplans.drafts import TaskDraft
from workplans.models import Plan, TaskOffice
from workplans.queries import unmatched_offices
from workplans.services import match_offices

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return make_district()


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


def plan_of(editor: User, *tasks: TaskDraft) -> Plan:
    return make_plan(editor.seats[0].district, editor, sections=(), loose=tasks)


def duties(title: str) -> list[tuple[str, str]]:
    return list(TaskOffice.objects.filter(task__title=title).values_list("office__name", "role"))


def test_the_first_named_office_leads_and_the_others_support(district, editor):
    make_office(district, "计划财务科", aliases="计财科")
    make_office(district, "办公室")
    plan = plan_of(editor, task("甲", "计财科", "办公室"))

    assert match_offices(plan=plan, by=editor) == 2

    assert duties("甲") == [("计划财务科", "lead"), ("办公室", "support")]


def test_matching_again_writes_nothing(district, editor):
    make_office(district, "办公室")
    plan = plan_of(editor, task("甲", "办公室"))
    match_offices(plan=plan, by=editor)

    assert match_offices(plan=plan, by=editor) == 0


def test_calendar_entries_of_the_plan_are_matched_with_its_tasks(district, editor):
    make_office(district, "办公室")
    plan = plan_of(editor)
    entry = CalendarEntry.objects.create(
        district=district, plan=plan, starts_month=date(2026, 9, 1), ends_month=date(2026, 9, 1), work="开学检查",
        offices_as_written=[{"name": "办公室", "role": "lead"}, {"name": "督导科", "role": "support"}],
    )  # fmt: skip

    match_offices(plan=plan, by=editor)

    assert [(duty.office.name, duty.role) for duty in EntryOffice.objects.filter(entry=entry)] == [
        ("办公室", "lead")
    ]
    assert [(item.name, item.places) for item in unmatched_offices(plan)] == [("督导科", [entry])]


def test_a_merged_office_hands_its_work_to_the_successor(district, editor):
    heir = make_office(district, "基础教育科")
    make_office(district, "普教科", successor=heir, is_active=False)
    make_office(district, "电教站", is_active=False)
    plan = plan_of(editor, task("甲", "普教科"), task("乙", "电教站"))

    match_offices(plan=plan, by=editor)

    assert duties("甲") == [("基础教育科", "lead")]
    assert [item.name for item in unmatched_offices(plan)] == ["电教站"]


def test_an_office_of_another_bureau_is_not_meant(district, editor):
    make_office(make_district("青川县"), "办公室")
    plan = plan_of(editor, task("甲", "办公室"))

    assert match_offices(plan=plan, by=editor) == 0


def test_matching_one_name_brings_back_nothing_that_was_removed(district, editor):
    make_office(district, "办公室")
    make_office(district, "人事科")
    plan = plan_of(editor, task("甲", "办公室"), task("乙", "人事科"))

    match_offices(plan=plan, by=editor, names=["人事科"])

    assert (duties("甲"), duties("乙")) == ([], [("人事科", "lead")])


def test_thirty_tasks_cost_as_many_queries_as_three(district, editor):
    make_office(district, "办公室")
    counts = []

    for number in (3, 30):
        plan = plan_of(editor, *(task(f"第{index}件", "办公室") for index in range(number)))
        with CaptureQueriesContext(connection) as queries:
            match_offices(plan=plan, by=editor)
        counts.append(len(queries))

    assert counts[0] == counts[1]
