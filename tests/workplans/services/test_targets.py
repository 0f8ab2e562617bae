"""Targets follow the text, keep what a hand has set, and are measured by somebody."""

from datetime import date
from decimal import Decimal

import pytest

from districts.models import AuditEntry
from tests.districts.factories import make_district
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Target, Task
from workplans.refusals import ChangedMeanwhile, NotADraft
from workplans.services import add_target, edit_target, edit_task, remove_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Task:
    district = make_district()
    plan = make_plan(district, make_editor(district))
    task = plan.tasks.get(title="第1件事")
    write(task, "新建幼儿园3所。力争近视率降低1个百分点。")
    return task


def write(task: Task, body: str) -> None:
    edit_task(task=task, changes={"body": body}, by=task.plan.drafted_by)


def facts(task: Task) -> list[tuple[str, str, str, bool]]:
    return [
        (target.as_written, target.value_shown, target.unit, target.is_hard) for target in task.targets.all()
    ]


def test_what_the_text_promises_stands_in_the_table(task):
    assert facts(task) == [
        ("新建幼儿园3所", "3", "所", True),
        ("力争近视率降低1个百分点", "1", "个百分点", False),
    ]


def test_a_changed_clause_takes_its_target_and_what_was_set_along(task):
    target = task.targets.get(unit="所")
    changes = {"due_on": date(2026, 9, 1), "is_hard": False, "measured": Decimal(2)}
    edit_target(target=target, changes=changes, by=task.plan.drafted_by)

    write(task, "新建幼儿园5所，8月底前投入使用。力争近视率降低1个百分点。")

    followed = Target.objects.get(pk=target.pk)
    assert (followed.as_written, followed.value_shown) == ("新建幼儿园5所", "5")
    assert (followed.due_on, followed.is_hard, followed.measured) == (date(2026, 9, 1), False, Decimal(2))
    assert task.targets.count() == 2


def test_a_value_set_by_hand_is_kept_when_the_clause_changes(task):
    target = task.targets.get(unit="所")
    edit_target(target=target, changes={"value": Decimal(4)}, by=task.plan.drafted_by)

    write(task, "新建幼儿园5所。")

    assert task.targets.get(unit="所").value_shown == "4"


def test_a_clause_that_left_takes_only_an_untouched_target_with_it(task):
    measured = task.targets.get(unit="所")
    edit_target(target=measured, changes={"measured": Decimal(3)}, by=task.plan.drafted_by)

    write(task, "办好学校。")

    assert list(task.targets.all()) == [measured]


def test_a_target_taken_out_by_hand_does_not_come_back_with_a_new_number(task):
    remove_target(target=task.targets.get(unit="所"), by=task.plan.drafted_by)

    write(task, "新建幼儿园5所。力争近视率降低1个百分点。")

    assert [target.unit for target in task.targets.all()] == ["个百分点"]


def test_a_target_added_by_hand_outlives_any_change_of_text(task):
    values = {"as_written": "全覆盖", "comparator": "at_least", "value": Decimal(100), "unit": "%"}
    added = add_target(task=task, values=values, by=task.plan.drafted_by)

    write(task, "办好学校。")

    assert list(task.targets.all()) == [added]
    assert AuditEntry.objects.filter(verb="add_target").count() == 1


def test_an_issued_promise_stands_still_but_is_measured(task):
    editor = task.plan.drafted_by
    target = task.targets.get(unit="所")
    Plan.objects.filter(pk=task.plan_id).update(state=Plan.State.ISSUED)

    with pytest.raises(NotADraft):
        edit_target(target=target, changes={"value": Decimal(1)}, by=editor)
    with pytest.raises(NotADraft):
        remove_target(target=target, by=editor)
    saved = edit_target(target=target, changes={"measured": Decimal(2)}, by=editor)

    assert (saved.measured_by, saved.is_reached, saved.value_shown) == (editor, False, "3")


@pytest.mark.parametrize(
    ("comparator", "reached"),
    [("at_least", True), ("at_most", True), ("equal", True), ("above", False), ("below", False)],
)
def test_the_very_value_is_reached_or_not_by_the_comparison(comparator, reached):
    assert Target(comparator=comparator, value=Decimal(3), measured=Decimal("3.0")).is_reached is reached


def test_the_same_field_set_by_two_is_told_and_different_fields_are_both_kept(task):
    editor, target = task.plan.drafted_by, task.targets.get(unit="所")
    edit_target(target=target, changes={"value": Decimal(4)}, was={"value": Decimal(3)}, version=1, by=editor)

    edit_target(target=target, changes={"unit": "个"}, was={"unit": "所"}, version=1, by=editor)
    with pytest.raises(ChangedMeanwhile):
        edit_target(
            target=target, changes={"value": Decimal(9)}, was={"value": Decimal(3)}, version=1, by=editor
        )

    target.refresh_from_db()
    assert (target.value_shown, target.unit) == ("4", "个")
