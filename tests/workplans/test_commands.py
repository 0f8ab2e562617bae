"""Every step of a plan by command: the same services, the same rights, refusals in words."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from districts.models import District, Role, User
from tests.districts.factories import make_district, make_office, make_school, make_user
from tests.workplans.factories import make_editor, make_plan, task
from workplans.drafts import Duties
from workplans.models import Plan, Section, Task
from workplans.queries import duties_of, plan_outline

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> District:
    return make_district()


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    return make_plan(district, editor)


def run(name: str, *words: object, by: User, **options: object) -> str:
    out = StringIO()
    call_command(name, *words, by=by.username, stdout=out, **options)
    return out.getvalue()


def titles(plan: Plan) -> list[str]:
    return [f"{node.label}{node.task.title}" for node in plan_outline(plan).all_tasks()]


def test_a_plan_is_shown_with_the_numbers_of_its_parts(plan, editor):
    first = Task.objects.filter(plan=plan)[0]

    shown = run("show_plan", plan.pk, by=editor)

    assert f"1．第1件事 [task {first.pk}]" in shown


def test_a_plan_is_drafted_by_command(plan, editor):
    first = Task.objects.get(plan=plan, title="第1件事")
    home = Section.objects.get(plan=plan, title="守住底线")

    run("add_task", plan.pk, "新的事", by=editor, section=home.pk, due="2026-09-30")
    run("edit_task", first.pk, by=editor, title="改过的事")
    run("move_task", first.pk, by=editor, section=home.pk)
    run("add_section", plan.pk, "加一章", by=editor)
    run("edit_section", home.pk, by=editor, title="守牢底线")
    run("move_section", home.pk, by=editor)
    run("edit_plan", plan.pk, by=editor, task_form="comma")

    plan.refresh_from_db()
    assert titles(plan) == ["1、第2件事", "2、第3件事", "3、新的事", "4、改过的事"]
    assert [node.section.title for node in plan_outline(plan).sections] == ["抓好队伍", "加一章", "守牢底线"]


def test_what_was_deleted_by_command_comes_back_by_command(plan, editor):
    section = Section.objects.get(plan=plan, title="抓好队伍")

    told = run("delete_section", section.pk, by=editor).splitlines()[-1].split()
    assert titles(plan) == ["1．第3件事"]
    run(*told, by=editor)

    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．第3件事"]


def test_a_task_is_assigned_by_command_and_what_is_not_said_stays(plan, district, editor):
    carried = Task.objects.filter(plan=plan)[0]
    office, staff = make_office(district, "办公室"), make_office(district, "人事科")
    school = make_school(district, "临溪中学", stage="senior")

    run("assign_task", carried.pk, by=editor, lead="办公室", stage=["primary"], school=["临溪中学"])
    told = run("assign_task", carried.pk, by=editor, support=["人事科"])

    carried.refresh_from_db()
    assert duties_of(carried) == Duties(office.pk, frozenset({staff.pk}))
    assert [(rule.stage, rule.school) for rule in carried.audience.all()] == [("primary", None), ("", school)]
    assert "牵头：办公室" in told


def test_a_task_is_left_without_lead_by_command(plan, editor):
    carried = Task.objects.filter(plan=plan)[0]

    run("assign_task", carried.pk, by=editor, no_lead_reason="各科室共同落实")

    carried.refresh_from_db()
    assert duties_of(carried) == Duties(no_lead_reason="各科室共同落实")


def test_names_in_a_plan_are_matched_by_command(district, editor):
    make_office(district, "办公室")
    plan = make_plan(district, editor, sections=(), loose=[task("甲", "办公室", "安管办")])

    told = run("match_offices", plan.pk, by=editor)

    assert duties_of(plan.tasks.get()).lead is not None
    assert "安管办：甲" in told


def test_a_plan_goes_its_way_by_command(plan, district, editor):
    approver = make_user(district, Role.APPROVER)

    for name, by, options in (
        ("submit_plan", editor, {}),
        ("return_plan", approver, {"note": "再改改"}),
        ("submit_plan", editor, {}),
        ("check_plan", approver, {}),
        ("sign_plan", approver, {}),
        ("recall_plan", editor, {}),
    ):
        run(name, plan.pk, by=by, **options)

    assert [step.act for step in plan.approval_steps.all()] == [
        "submit",
        "return",
        "submit",
        "check",
        "sign",
        "recall",
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("check_plan", "您在这个局没有做这件事的权限。"),
        ("recall_plan", "您打开页面之后，计划的状态已经变了，这次操作没有执行。"),
    ],
)
def test_a_refusal_is_a_sentence(plan, editor, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(name, plan.pk, by=editor)


def test_a_stranger_finds_no_plan_and_no_task(plan):
    stranger = make_editor(make_district("青川县"))

    with pytest.raises(CommandError):
        run("show_plan", plan.pk, by=stranger)
    with pytest.raises(CommandError):
        run("edit_task", Task.objects.filter(plan=plan)[0].pk, by=stranger, title="改")


def test_an_approver_edits_nothing(plan, district):
    with pytest.raises(CommandError):
        run(
            "edit_task",
            Task.objects.filter(plan=plan)[0].pk,
            by=make_user(district, Role.APPROVER),
            title="改",
        )


def test_nobody_of_this_name(plan):
    with pytest.raises(CommandError, match="nobody"):
        call_command("show_plan", plan.pk, by="nobody")
