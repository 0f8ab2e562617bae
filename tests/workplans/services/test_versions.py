"""Texts are kept by themselves and by hand, and brought back."""

from datetime import UTC, date, datetime

import pytest

from districts.models import AuditEntry, Role, User
from tests.districts.factories import make_district, make_office, make_user
from tests.workplans.factories import approve, make_editor, make_plan
from workplans.drafts import AudienceDraft
from workplans.models import Plan, PlanVersion, Section, Task
from workplans.queries import plan_outline
from workplans.queries.snapshots import content_hash, snapshot_of
from workplans.queries.versions import compare_versions
from workplans.refusals import CannotComeBack, NotADraft
from workplans.services import (
    add_section,
    add_task,
    address_schools,
    assign_offices,
    edit_plan,
    edit_task,
    keep_version,
    move_task,
    name_version,
    remove_section,
    remove_task,
    restore_task,
    restore_version,
    submit_plan,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def editor() -> User:
    return make_editor(make_district())


@pytest.fixture
def plan(editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    plan = make_plan(editor.seats[0].district, editor)
    first = Task.objects.get(plan=plan, title="第1件事")
    edit_task(task=first, changes={"body": "新增学位不少于1200个。", "due_on": date(2026, 9, 1)}, by=editor)
    assign_offices(carrier=first, lead=make_office(plan.district, "基础教育科"), supporting=[], by=editor)
    address_schools(carrier=first, rules=[AudienceDraft(stage="primary")], by=editor)
    return plan


def task(plan: Plan, title: str) -> Task:
    return Task.objects.get(plan=plan, title=title)


def text(plan: Plan) -> str:
    return content_hash(snapshot_of(Plan.objects.get(pk=plan.pk)))


def told(plan: Plan, before: PlanVersion) -> list[tuple[str, str]]:
    found = compare_versions(plan, before.snapshot, snapshot_of(Plan.objects.get(pk=plan.pk)))
    return [(row.change.part.title, row.word) for row in found.rows]


def change_much(plan: Plan, editor: User) -> None:
    edit_plan(plan=plan, changes={"title": "另一个题目", "restarts": True}, by=editor)
    first, second, third = (task(plan, f"第{number}件事") for number in (1, 2, 3))
    edit_task(task=first, changes={"body": "新增学位不少于1500个。", "due_on": None}, by=editor)
    assign_offices(carrier=first, lead=make_office(plan.district, "人事科"), supporting=[], by=editor)
    move_task(task=third, before=first, by=editor)
    remove_task(task=second, by=editor)
    section = add_section(plan=plan, title="新的章", by=editor)
    add_task(plan=plan, section=section, title="新的事", by=editor)
    remove_section(section=Section.objects.get(plan=plan, title="守住底线"), by=editor)


def test_one_is_kept_at_every_submission_and_signature(plan, editor):
    Task.objects.filter(plan=plan).update(no_lead_reason="统筹")
    approve(plan, make_user(plan.district, Role.APPROVER), now=NOW)

    assert [(row.number, row.why) for row in plan.versions.order_by("number")] == [(1, "submit"), (2, "sign")]


def test_the_same_text_has_the_same_fingerprint(plan, editor):
    first, second = (name_version(plan=plan, name=name, by=editor) for name in ("甲", "乙"))

    assert first.content_hash == second.content_hash
    edit_task(task=task(plan, "第2件事"), changes={"body": "改"}, by=editor)
    assert name_version(plan=plan, name="丙", by=editor).content_hash != first.content_hash


def test_what_changed_is_told_task_by_task(plan, editor):
    version = keep_version(plan=plan, why="named", by=editor)

    change_much(plan, editor)

    assert told(plan, version) == [
        ("另一个题目", "修改"),
        ("第3件事", "移动"),
        ("第1件事", "修改"),
        ("第2件事", "删去"),
        ("守住底线", "删去"),
        ("新的章", "新增"),
        ("新的事", "新增"),
    ]


def test_the_whole_text_comes_back_and_that_can_be_undone(plan, editor):
    version = keep_version(plan=plan, why="named", by=editor)
    pks = set(Task.objects.filter(plan=plan).values_list("pk", flat=True))
    change_much(plan, editor)
    changed = text(plan)

    restore_version(version=version, by=editor)

    assert text(plan) == version.content_hash
    assert set(Task.objects.filter(plan=plan).values_list("pk", flat=True)) == pks
    before = plan.versions.get(why="restore")
    assert before.content_hash == changed
    restore_version(version=before, by=editor)
    assert text(plan) == changed
    assert AuditEntry.objects.filter(verb="restore_version").count() == 2


def test_positions_count_from_nought_after_a_restoration(plan, editor):
    version = keep_version(plan=plan, why="named", by=editor)
    change_much(plan, editor)
    restore_version(version=version, by=editor)

    for nodes in [section.tasks for section in plan_outline(plan).walk()]:
        assert [node.task.position for node in nodes] == list(range(len(nodes)))


def test_one_task_comes_back_with_its_offices_and_schools(plan, editor):
    first = task(plan, "第1件事")
    version = keep_version(plan=plan, why="named", by=editor)
    change_much(plan, editor)

    restore_task(version=version, key=str(first.key), by=editor)

    first.refresh_from_db()
    assert (first.body, first.due_on) == ("新增学位不少于1200个。", date(2026, 9, 1))
    assert [duty.office.name for duty in first.duties.all()] == ["基础教育科"]
    assert [target.value for target in first.targets.all()] == [1200]
    assert task(plan, "新的事")


def test_a_deleted_task_comes_back_to_its_place(plan, editor):
    first = task(plan, "第1件事")
    version = keep_version(plan=plan, why="named", by=editor)
    remove_task(task=first, by=editor)

    restore_task(version=version, key=str(first.key), by=editor)

    titles = [node.task.title for node in plan_outline(plan).all_tasks()]
    assert titles == ["第1件事", "第2件事", "第3件事"]
    assert task(plan, "第1件事").pk == first.pk


def test_a_task_whose_section_is_gone_does_not_come_back_alone(plan, editor):
    third = task(plan, "第3件事")
    version = keep_version(plan=plan, why="named", by=editor)
    remove_section(section=Section.objects.get(plan=plan, title="守住底线"), by=editor)

    with pytest.raises(CannotComeBack):
        restore_task(version=version, key=str(third.key), by=editor)
    assert not plan.versions.filter(why="restore").exists()


def test_only_a_draft_is_brought_back(plan, editor):
    version = keep_version(plan=plan, why="named", by=editor)
    Task.objects.filter(plan=plan).update(no_lead_reason="统筹")
    submit_plan(plan=plan, by=editor, now=NOW)

    with pytest.raises(NotADraft):
        restore_version(version=version, by=editor)
    with pytest.raises(NotADraft):
        restore_task(version=version, key=version.snapshot["tasks"][0]["key"], by=editor)


def test_an_office_that_is_gone_is_left_out(plan, editor):
    first = task(plan, "第1件事")
    version = keep_version(plan=plan, why="named", by=editor)
    duty = first.duties.get()
    assign_offices(carrier=first, lead=None, no_lead_reason="统筹", supporting=[], by=editor)
    duty.office.delete()

    restore_version(version=version, by=editor)

    assert not first.duties.exists()
    assert first.audience.count() == 1
