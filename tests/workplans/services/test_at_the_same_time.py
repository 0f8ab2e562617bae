"""Two people at the very same moment, in two connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from districts.models import Role, User
from tests.districts.factories import make_district, make_user
from tests.workplans.factories import make_editor, make_plan
from workplans.models import ApprovalStep, Plan, Task
from workplans.queries import plan_outline
from workplans.refusals import ChangedMeanwhile, NotADraft, NotNow
from workplans.services import add_task, check_plan, edit_task, move_task, submit_plan

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ROUNDS = 5


@pytest.fixture
def editor(transactional_db) -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    return make_plan(editor.seats[0].district, editor, tasks=6)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returns or is refused with, all begun at one moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except (ChangedMeanwhile, NotADraft, NotNow) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(run, acts))


def edit(task: Task, editor: User, **changes: str) -> Callable[[], Task]:
    """Somebody who saw the task as it is now and changes it so."""
    was = {name: getattr(task, name) for name in changes}
    return partial(edit_task, task=task, changes=changes, was=was, version=task.version, by=editor)


def test_of_two_edits_of_one_field_one_is_kept_and_one_is_told(plan, editor):
    task = Task.objects.filter(plan=plan)[0]

    for number in range(ROUNDS):
        task.refresh_from_db()
        answers = together(edit(task, editor, body=f"甲{number}"), edit(task, editor, body=f"乙{number}"))

        assert sorted(answer is ChangedMeanwhile for answer in answers) == [False, True]
        kept = next(answer for answer in answers if answer is not ChangedMeanwhile)
        assert Task.objects.get(pk=task.pk).body == kept.body


def test_edits_of_two_fields_are_both_kept(plan, editor):
    task = Task.objects.filter(plan=plan)[0]

    for number in range(ROUNDS):
        task.refresh_from_db()
        together(edit(task, editor, title=f"题{number}"), edit(task, editor, body=f"文{number}"))

        task.refresh_from_db()
        assert (task.title, task.body) == (f"题{number}", f"文{number}")


def test_moves_and_additions_leave_a_row_without_gaps(plan, editor):
    tasks = list(Task.objects.filter(plan=plan).exclude(title="第6件事"))
    key = uuid4()

    together(
        lambda: move_task(task=tasks[4], before=tasks[0], by=editor),
        lambda: move_task(task=tasks[0], section=tasks[0].section, by=editor),
        lambda: add_task(plan=plan, section=tasks[0].section, title="新的事", key=key, by=editor),
        lambda: add_task(plan=plan, section=tasks[0].section, title="新的事", key=key, by=editor),
    )

    first = plan_outline(plan).sections[0].tasks
    assert [node.task.position for node in first] == list(range(6))
    assert sum(node.task.title == "新的事" for node in first) == 1


def test_no_edit_slips_in_behind_a_submission(plan, editor):
    task = Task.objects.filter(plan=plan)[0]

    answers = together(
        lambda: submit_plan(plan=plan, by=editor, now=NOW),
        lambda: edit_task(task=task, changes={"body": "最后一刻"}, by=editor),
    )

    task.refresh_from_db()
    assert (task.body == "最后一刻") == (answers[1] is not NotADraft)


def test_two_approvers_check_once(plan, editor):
    approvers = [make_user(plan.district, Role.APPROVER) for _ in range(2)]
    submit_plan(plan=plan, by=editor, now=NOW)

    answers = together(
        *(lambda person=person: check_plan(plan=plan, by=person, now=NOW) for person in approvers)
    )

    assert sorted(answer is NotNow for answer in answers) == [False, True]
    assert ApprovalStep.objects.filter(plan=plan, act="check").count() == 1
