import pytest

from tests.districts.factories import make_district, make_office, make_school
from tests.workplans.factories import make_plan
from workplans.drafts import SectionDraft, TaskDraft
from workplans.models import Plan, Section, Task, TaskAudience, TaskOffice
from workplans.queries import plan_outline

pytestmark = pytest.mark.django_db


def test_numbers_of_a_draft_follow_from_position_and_style():
    plan = make_plan(make_district(), task_form="comma", restarts=True)

    outline = plan_outline(plan)

    assert [node.label for node in outline.walk()] == ["一、", "二、"]
    assert [node.label for node in outline.all_tasks()] == ["1、", "2、", "1、"]


def test_numbers_after_issue_are_the_frozen_ones():
    plan = make_plan(make_district(), state=Plan.State.ISSUED)
    Section.objects.filter(plan=plan).update(label="第一部分")
    Task.objects.filter(plan=plan).update(label="①")

    outline = plan_outline(plan)

    assert {node.label for node in outline.walk()} == {"第一部分"}
    assert {node.label for node in outline.all_tasks()} == {"①"}


def test_a_task_knows_its_offices_and_whom_it_addresses():
    district = make_district()
    plan = make_plan(district)
    task = Task.objects.filter(plan=plan).earliest("id")
    lead, support = make_office(district, "办公室"), make_office(district, "督导科")
    TaskOffice.objects.create(task=task, office=support, role="support")
    TaskOffice.objects.create(task=task, office=lead, role="lead")
    TaskAudience.objects.create(task=task, school=make_school(district, "临溪中学"))

    node = next(plan_outline(plan).all_tasks())

    assert node.lead
    assert node.lead.office == lead
    assert [duty.office for duty in node.supporting] == [support]
    assert [str(rule) for rule in node.audience] == ["临溪中学"]


@pytest.mark.parametrize("tasks", [3, 30])
def test_an_outline_takes_four_queries(tasks, django_assert_num_queries):
    plan = make_plan(make_district(), sections=(section_of(tasks), section_of(1)))

    with django_assert_num_queries(4):
        list(plan_outline(plan).all_tasks())


def section_of(tasks: int) -> SectionDraft:
    return SectionDraft(
        "一章", sections=(SectionDraft("一节", tasks=tuple(TaskDraft(f"{n}") for n in range(tasks))),)
    )
