from datetime import date
from decimal import Decimal

import pytest

from districts.models import AuditEntry, User
from tests.districts.factories import make_district
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Section, Task
from workplans.refusals import ChangedMeanwhile, NotADraft
from workplans.services import edit_plan, edit_section, edit_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    return make_plan(editor.seats[0].district, editor)


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.filter(plan=plan).earliest("id")


def test_an_edit_counts_the_version_and_leaves_a_trace(task, editor):
    saved = edit_task(task=task, changes={"title": "新题", "due_on": date(2026, 9, 1)}, version=1, by=editor)

    assert (saved.title, saved.due_on, saved.version) == ("新题", date(2026, 9, 1), 2)
    entry = AuditEntry.objects.get(verb="edit_task")
    assert (entry.before, entry.after) == (
        {"title": "第1件事", "due_on": None},
        {"title": "新题", "due_on": "2026-09-01"},
    )


def test_an_edit_that_changes_nothing_leaves_no_trace(task, editor):
    saved = edit_task(task=task, changes={"title": task.title}, version=1, by=editor)

    assert saved.version == 1
    assert not AuditEntry.objects.filter(verb="edit_task").exists()


def test_the_same_field_changed_by_two_is_not_overwritten(task, editor):
    edit_task(task=task, changes={"body": "甲的话"}, was={"body": ""}, version=1, by=editor)

    with pytest.raises(ChangedMeanwhile) as refusal:
        edit_task(task=task, changes={"body": "乙的话"}, was={"body": ""}, version=1, by=editor)

    assert refusal.value.row == task
    task.refresh_from_db()
    assert task.body == "甲的话"


def test_different_fields_changed_by_two_are_both_kept(task, editor):
    edit_task(task=task, changes={"title": "甲的题"}, was={"title": task.title}, version=1, by=editor)

    saved = edit_task(task=task, changes={"body": "乙的话"}, was={"body": ""}, version=1, by=editor)

    assert (saved.title, saved.body) == ("甲的题", "乙的话")


def test_two_who_write_the_same_do_not_quarrel(task, editor):
    edit_task(task=task, changes={"title": "同一题"}, was={"title": task.title}, version=1, by=editor)

    saved = edit_task(task=task, changes={"title": "同一题"}, was={"title": task.title}, version=1, by=editor)

    assert saved.version == 2


def test_without_the_values_seen_any_change_meanwhile_refuses(task, editor):
    edit_task(task=task, changes={"title": "甲的题"}, version=1, by=editor)

    with pytest.raises(ChangedMeanwhile):
        edit_task(task=task, changes={"body": "乙的话"}, version=1, by=editor)


@pytest.mark.parametrize("state", ["submitted", "approved", "issued", "closed"])
def test_only_a_draft_is_edited(plan, task, editor, state):
    Plan.objects.filter(pk=plan.pk).update(state=state)
    section = Section.objects.filter(plan=plan).earliest("id")

    for verb, row in (
        (edit_task, {"task": task}),
        (edit_section, {"section": section}),
        (edit_plan, {"plan": plan}),
    ):
        with pytest.raises(NotADraft):
            verb(**row, changes={"title": "迟了"}, by=editor)

    assert not AuditEntry.objects.filter(verb__startswith="edit").exists()


def test_targets_follow_the_words_and_those_set_by_hand_stay(task, editor):
    edit_task(task=task, changes={"body": "新建公办幼儿园3所。教师满意率达到95%以上。"}, by=editor)
    task.targets.filter(unit="所").update(is_hard=False)

    edit_task(task=task, changes={"body": "新建公办幼儿园3所。教师满意率达到97%以上。"}, by=editor)

    assert [(target.value, target.unit, target.is_hard) for target in task.targets.order_by("value")] == [
        (Decimal(3), "所", False),
        (Decimal(97), "%", True),
    ]
