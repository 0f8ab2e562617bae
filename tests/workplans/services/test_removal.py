from datetime import date
from decimal import Decimal

import pytest

from calendar_app.models import CalendarEntry
from districts.models import User
from tests.districts.factories import make_district, make_office
from tests.workplans.factories import draft_of, make_editor, make_plan
from workplans.models import Plan, Section, Target, Task, TaskAudience, TaskOffice
from workplans.queries import plan_outline
from workplans.refusals import CannotComeBack, ChangedMeanwhile, NotADraft
from workplans.services import create_plan, edit_task, remove_section, remove_task, restore_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    return make_plan(editor.seats[0].district, editor)


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, title="第1件事")


def titles(plan: Plan) -> list[str]:
    return [f"{node.label}{node.task.title}" for node in plan_outline(plan).all_tasks()]


def test_a_task_comes_back_where_it_stood_with_all_that_hung_on_it(plan, task, editor):
    TaskOffice.objects.create(task=task, office=make_office(plan.district, "办公室"))
    TaskAudience.objects.create(task=task, stage="primary")
    Target.objects.create(
        task=task, as_written="达98%", comparator="at_least", value=Decimal("98.5"), unit="%"
    )
    entry = CalendarEntry.objects.create(
        district=plan.district,
        plan=plan,
        starts_month=date(2026, 9, 1),
        ends_month=date(2026, 9, 1),
        work="检查",
    )
    entry.tasks.add(task)

    removal = remove_task(task=task, version=1, by=editor)

    assert titles(plan) == ["1．第2件事", "2．第3件事"]
    restore_part(plan=plan, entry=removal, by=editor)
    node = next(plan_outline(plan).all_tasks())
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]
    assert (node.task, node.task.key) == (task, task.key)
    assert [str(duty) for duty in node.duties] == ["办公室（牵头）"]
    assert [rule.stage for rule in node.audience] == ["primary"]
    assert [target.value for target in task.targets.all()] == [Decimal("98.5")]
    assert list(entry.tasks.all()) == [task]


def test_coming_back_twice_is_coming_back_once(plan, task, editor):
    removal = remove_task(task=task, by=editor)

    for _ in range(2):
        restore_part(plan=plan, entry=removal, by=editor)

    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


def test_a_section_goes_and_comes_back_with_its_tasks(plan, editor):
    section = Section.objects.get(plan=plan, title="抓好队伍")

    removal = remove_section(section=section, by=editor)

    assert titles(plan) == ["1．第3件事"]
    restore_part(plan=plan, entry=removal, by=editor)
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


def test_a_link_to_what_is_gone_meanwhile_is_left_out(plan, task, editor):
    office = make_office(plan.district, "办公室")
    TaskOffice.objects.create(task=task, office=office)
    removal = remove_task(task=task, by=editor)
    office.delete()

    restore_part(plan=plan, entry=removal, by=editor)

    assert not TaskOffice.objects.filter(task=task).exists()


def test_a_task_whose_section_is_gone_does_not_come_back_alone(plan, task, editor):
    removal = remove_task(task=task, by=editor)
    remove_section(section=task.section, by=editor)

    with pytest.raises(CannotComeBack):
        restore_part(plan=plan, entry=removal, by=editor)


def test_what_was_removed_elsewhere_does_not_come_back_here(plan, task, editor):
    other = create_plan(district=plan.district, draft=draft_of(), by=editor)
    removal = remove_task(task=task, by=editor)

    with pytest.raises(CannotComeBack):
        restore_part(plan=other, entry=removal, by=editor)


def test_a_task_that_was_changed_meanwhile_is_not_deleted_unseen(plan, task, editor):
    edit_task(task=task, changes={"body": "刚写的"}, by=editor)

    with pytest.raises(ChangedMeanwhile):
        remove_task(task=task, version=1, by=editor)

    assert Task.objects.filter(pk=task.pk).exists()


def test_nothing_is_deleted_from_a_plan_that_is_submitted(plan, task, editor):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        remove_task(task=task, by=editor)
