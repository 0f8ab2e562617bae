"""Cells of the matrix are saved: all of a step or none, one line of the trail a task, few queries."""

import pytest

from districts.models import AuditEntry
from tests.districts.factories import make_district, make_office
from tests.workplans.factories import make_editor, make_plan
from workplans.drafts import Duties
from workplans.matrix import RowChange
from workplans.models import Plan, Task, TaskOffice
from workplans.queries import duties_of
from workplans.refusals import AnotherBureau, NotADraft, RowsRefused
from workplans.services import assign_offices, fill_matrix

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    district = make_district()
    return make_plan(district, make_editor(district))


@pytest.fixture
def offices(plan):
    return [make_office(plan.district, name) for name in ("办公室", "人事科", "计财科")]


def tasks_of(plan) -> list[Task]:
    return list(plan.tasks.order_by("section__position", "position"))


def seen(task: Task) -> Duties:
    return duties_of(Task.objects.get(pk=task.pk))


def test_a_block_is_filled_in_one_step(plan, offices):
    office, staff, _finance = offices
    first, second, third = tasks_of(plan)

    changed = fill_matrix(
        plan=plan,
        changes=[
            RowChange(first.pk, seen(first), {office.pk: "lead", staff.pk: "support"}),
            RowChange(second.pk, seen(second), {office.pk: "support"}),
            RowChange(third.pk, seen(third), {}, "各科室共同落实"),
        ],
        by=plan.drafted_by,
    )

    assert changed == 3
    assert seen(first) == Duties(office.pk, frozenset({staff.pk}))
    assert seen(second) == Duties(None, frozenset({office.pk}), second.no_lead_reason)
    assert seen(third) == Duties(no_lead_reason="各科室共同落实")
    entry = AuditEntry.objects.get(verb="assign_offices", object_id=str(first.pk))
    assert entry.actor == plan.drafted_by
    assert entry.before == {"lead": [], "support": [], "no_lead_reason": first.no_lead_reason}
    assert entry.after == {"lead": ["办公室"], "support": ["人事科"]}


def test_one_row_that_cannot_be_saved_keeps_all_from_being_saved(plan, offices):
    office, staff, _finance = offices
    first, second, _third = tasks_of(plan)
    before = seen(first)
    assign_offices(carrier=first, lead=staff, supporting=[], by=plan.drafted_by)

    with pytest.raises(RowsRefused) as refusal:
        fill_matrix(
            plan=plan,
            changes=[
                RowChange(second.pk, seen(second), {office.pk: "lead"}),
                RowChange(first.pk, before, {office.pk: "lead"}),
            ],
            by=plan.drafted_by,
        )

    assert refusal.value.collided == [first.pk]
    assert seen(first).lead == staff.pk
    assert seen(second).lead is None


def test_a_deleted_task_collides(plan, offices):
    first, *_ = tasks_of(plan)
    before = seen(first)
    key = first.pk
    first.delete()

    with pytest.raises(RowsRefused) as refusal:
        fill_matrix(plan=plan, changes=[RowChange(key, before, {offices[0].pk: "lead"})], by=plan.drafted_by)

    assert refusal.value.collided == [key]


def test_a_task_of_another_plan_is_not_touched(plan, offices):
    other = make_plan(plan.district, plan.drafted_by, title="另一份")
    task = tasks_of(other)[0]

    with pytest.raises(RowsRefused):
        fill_matrix(
            plan=plan, changes=[RowChange(task.pk, seen(task), {offices[0].pk: "lead"})], by=plan.drafted_by
        )

    assert not TaskOffice.objects.exists()


def test_an_office_of_another_bureau_carries_nothing(plan):
    first, *_ = tasks_of(plan)
    stranger = make_office(make_district("青川县"))

    with pytest.raises(AnotherBureau):
        fill_matrix(
            plan=plan, changes=[RowChange(first.pk, seen(first), {stranger.pk: "lead"})], by=plan.drafted_by
        )


def test_a_submitted_plan_is_not_filled(plan, offices):
    first, *_ = tasks_of(plan)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        fill_matrix(
            plan=plan, changes=[RowChange(first.pk, seen(first), {offices[0].pk: "lead"})], by=plan.drafted_by
        )


def test_saving_the_same_again_leaves_no_trace(plan, offices):
    first, *_ = tasks_of(plan)
    for _ in range(2):
        change = RowChange(first.pk, seen(first), {offices[0].pk: "lead"})
        fill_matrix(plan=plan, changes=[change], by=plan.drafted_by)

    assert AuditEntry.objects.filter(verb="assign_offices").count() == 1


@pytest.mark.parametrize("tasks", [3, 300])
def test_a_cell_and_three_hundred_rows_take_as_many_queries(django_assert_max_num_queries, tasks):
    district = make_district()
    plan = make_plan(district, make_editor(district), tasks=tasks)
    office = make_office(district)
    changes = [RowChange(task.pk, duties_of(task), {office.pk: "lead"}) for task in plan.tasks.all()]

    with django_assert_max_num_queries(14):
        fill_matrix(plan=plan, changes=changes, by=plan.drafted_by)

    assert TaskOffice.objects.count() == tasks
