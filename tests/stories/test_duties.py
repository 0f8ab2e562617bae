"""Duties at a glance: a plan's matrix is filled without a mouse, from a spreadsheet, by two people at once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from districts.models import District, Office, Role, User
from tests.districts.factories import make_district, make_office, make_school, make_user
from tests.stories.looking import assert_good
from tests.workplans.factories import draft_of, make_editor
from workplans.drafts import Duties
from workplans.models import Plan, Task
from workplans.queries import duties_of, plan_outline
from workplans.services import assign_offices, create_plan, edit_target, edit_task

pytestmark = pytest.mark.django_db(transaction=True)

TASKS = 24
OFFICES = ("办公室", "人事处", "计划财务处", "基础教育处", "教育督导处", "学校安全处")
SAVED = 60_000  # milliseconds a save may take on a slow machine


@pytest.fixture
def bureau(transactional_db) -> District:
    return make_district("海云市")


@pytest.fixture
def editor(bureau: District) -> User:
    return make_editor(bureau)


@pytest.fixture
def offices(bureau: District) -> list[Office]:
    return [make_office(bureau, name) for name in OFFICES]


@pytest.fixture
def plan(bureau: District, editor: User, offices: list[Office]) -> Plan:
    """24 tasks that nobody leads yet, in two sections."""
    plan = create_plan(district=bureau, draft=draft_of(TASKS), by=editor)
    plan.tasks.update(no_lead_reason="")
    return plan


@pytest.fixture
def desk(plan: Plan, editor: User, signed_in: Any) -> Page:
    page: Page = signed_in(editor)
    page.goto(reverse("plan_matrix", args=[plan.pk]))
    expect(page.get_by_role("grid")).to_be_visible()
    return page


def tasks_of(plan: Plan) -> list[Task]:
    return [node.task for node in plan_outline(Plan.objects.get(pk=plan.pk)).all_tasks()]


def duties(plan: Plan) -> list[Duties]:
    return [duties_of(task) for task in tasks_of(plan)]


def cell(page: Page, plan: Plan, row: int, column: int) -> Locator:
    return page.locator(f"tr[data-task='{tasks_of(plan)[row].pk}'] td").nth(column)


def saved(page: Page) -> None:
    expect(page.locator("[data-matrix-state]")).to_have_text("已保存。", timeout=SAVED)


def enter_the_grid(page: Page) -> None:
    """By the Tab key alone, from the last of the buttons before it."""
    page.get_by_role("button", name="填表快捷键").focus()
    page.keyboard.press("Tab")
    expect(page.locator("td:focus")).to_have_count(1)


def test_a_matrix_of_24_tasks_is_filled_by_keyboard_alone(desk, plan, offices):
    assert_good(desk)
    enter_the_grid(desk)

    for row in range(TASKS):
        desk.keyboard.press("Home")
        for _ in range(row % 3):
            desk.keyboard.press("ArrowRight")
        desk.keyboard.press("z")
        desk.keyboard.press("ArrowRight")
        desk.keyboard.press("p")
        desk.keyboard.press("ArrowRight")
        desk.keyboard.press("Space" if row % 2 else "2")
        desk.keyboard.press("ArrowDown")
    saved(desk)

    keys = [office.pk for office in offices]
    assert duties(plan) == [
        Duties(keys[row % 3], frozenset({keys[row % 3 + 1], keys[row % 3 + 2]})) for row in range(TASKS)
    ]
    expect(desk.locator(".needs-lead")).to_have_count(0)
    expect(desk.locator("tfoot td").first.locator("b")).to_have_text("8")
    assert_good(desk)


def test_a_range_is_filled_cleared_and_undone(desk, plan, offices):
    enter_the_grid(desk)
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("Shift+ArrowDown")
    expect(desk.locator("td[aria-selected=true]")).to_have_count(3)
    desk.keyboard.press("1")
    saved(desk)
    assert [found.lead for found in duties(plan)[:4]] == [offices[0].pk] * 3 + [None]

    desk.keyboard.press("Delete")
    expect(cell(desk, plan, 2, 0)).to_be_empty()
    desk.keyboard.press("Control+z")
    expect(cell(desk, plan, 2, 0)).to_have_text("●主")
    saved(desk)

    assert [found.lead for found in duties(plan)[:4]] == [offices[0].pk] * 3 + [None]


def test_a_block_comes_from_a_spreadsheet_and_goes_back(desk, plan, offices):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = "主\t配\t\n牵头\t\t协办\n\t●主\t○"
    desk.evaluate("text => navigator.clipboard.writeText(text)", block)
    enter_the_grid(desk)
    desk.keyboard.press("ArrowRight")

    desk.keyboard.press("Control+v")
    saved(desk)

    keys = [office.pk for office in offices]
    assert duties(plan)[:3] == [
        Duties(keys[1], frozenset({keys[2]})),
        Duties(keys[1], frozenset({keys[3]})),
        Duties(keys[2], frozenset({keys[3]})),
    ]
    desk.keyboard.press("Control+c")
    assert desk.evaluate("navigator.clipboard.readText()").splitlines() == [
        "主\t配\t",
        "主\t\t配",
        "\t主\t配",
    ]


def test_a_word_that_means_nothing_is_not_pasted(desk, plan):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate("navigator.clipboard.writeText('主\\t也许')")
    enter_the_grid(desk)

    desk.keyboard.press("Control+v")

    expect(desk.locator("[data-matrix-state]")).to_have_text("“也许”既不是“主”也不是“配”，没有粘贴。")
    assert duties(plan) == [Duties()] * TASKS


def test_a_second_lead_is_asked_about_first(desk, plan, offices):
    enter_the_grid(desk)
    desk.keyboard.press("z")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("z")

    dialog = desk.get_by_role("dialog", name="已有牵头处室")
    expect(dialog).to_contain_text("现由办公室牵头。改由人事处牵头，办公室转为配合？")
    assert_good(desk)
    desk.keyboard.press("Escape")
    expect(cell(desk, plan, 0, 1)).to_be_empty()
    expect(cell(desk, plan, 0, 1)).to_be_focused()
    desk.keyboard.press("z")
    desk.keyboard.press("Enter")
    expect(cell(desk, plan, 0, 0)).to_have_text("○配")
    saved(desk)

    assert duties(plan)[0] == Duties(offices[1].pk, frozenset({offices[0].pk}))


def test_two_people_at_one_cell_and_the_second_sees_what_the_first_did(desk, plan, offices, bureau):
    colleague = make_user(bureau, Role.EDITOR)
    assign_offices(carrier=tasks_of(plan)[0], lead=offices[3], supporting=[offices[0]], by=colleague)
    enter_the_grid(desk)

    desk.keyboard.press("z")

    expect(desk.locator("[data-matrix-state]")).to_contain_text(
        f"{colleague.full_name}刚刚改过", timeout=SAVED
    )
    expect(cell(desk, plan, 0, 0)).to_have_text("○配")
    expect(cell(desk, plan, 0, 3)).to_have_text("●主")
    assert duties(plan)[0] == Duties(offices[3].pk, frozenset({offices[0].pk}))
    desk.keyboard.press("Delete")
    saved(desk)
    assert duties(plan)[0] == Duties(offices[3].pk)


def test_a_lost_connection_keeps_what_was_filled_and_saves_it_later(desk, plan, offices):
    enter_the_grid(desk)
    desk.context.set_offline(True)
    desk.keyboard.press("z")
    expect(desk.locator("[data-matrix-state]")).to_contain_text("网络已断开")
    assert duties(plan)[0] == Duties()

    desk.context.set_offline(False)

    saved(desk)
    assert duties(plan)[0] == Duties(offices[0].pk)


def test_ticked_tasks_get_one_lead_and_the_same_schools(desk, plan, offices, editor, bureau):
    make_school(bureau, "一小", stage="primary")
    make_school(bureau, "一中", stage="senior")
    first, second, third, *rest = tasks_of(plan)
    assign_offices(carrier=second, lead=offices[3], supporting=[], by=editor)
    desk.reload()
    enter_the_grid(desk)
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("x")
    desk.get_by_role("checkbox", name=f"选择“{third.name}”").click()
    ticked = desk.locator("[data-ticked]")
    expect(ticked).to_have_text("已勾选：3")
    assert_good(desk)

    desk.get_by_label("牵头处室", exact=True).select_option(label="人事处")
    desk.get_by_role("button", name="设为牵头处室").click()
    expect(desk.get_by_role("dialog", name="已有牵头处室")).to_contain_text("现由基础教育处牵头")
    desk.keyboard.press("Enter")
    saved(desk)
    expect(cell(desk, plan, 0, 1)).to_have_text("●主")
    assert duties(plan)[:4] == [
        Duties(offices[1].pk),
        Duties(offices[1].pk, frozenset({offices[3].pk})),
        Duties(offices[1].pk),
        Duties(),
    ]
    enter_the_grid(desk)
    desk.keyboard.press("Control+z")  # all of it is one step
    expect(cell(desk, plan, 0, 1)).to_be_empty()
    saved(desk)
    assert duties(plan)[:2] == [Duties(), Duties(offices[3].pk)]

    # The same tasks' schools: counted while they are chosen, to act and for information apart.
    desk.get_by_role("button", name="为所选任务指定学校").click()
    expect(desk.get_by_role("heading", name="批量设置")).to_be_visible()
    desk.wait_for_load_state()
    count = desk.locator("#would-kinds")
    desk.get_by_role("checkbox", name="小学", exact=True).check()
    expect(count).to_contain_text("批办 1 所", timeout=SAVED)
    desk.get_by_role("radio", name="阅知").first.check()
    expect(count).to_contain_text("阅知 1 所", timeout=SAVED)
    assert_good(desk)
    desk.get_by_role("button", name="给这些任务都加上").first.click()
    expect(desk.get_by_text("已更新 3 项任务的适用学校。")).to_be_visible()
    assert [task.audience.count() for task in (first, second, third, *rest)] == [1, 1, 1] + [0] * len(rest)


def test_targets_are_kept_in_their_table_and_the_load_shows_the_month(desk, plan, offices, editor, bureau):
    first, second, *_rest = tasks_of(plan)
    edit_task(task=first, changes={"body": "新建幼儿园3所。", "due_on": date(2026, 9, 20)}, by=editor)
    edit_task(task=second, changes={"due_on": date(2026, 9, 25)}, by=editor)
    for task in (first, second):
        assign_offices(carrier=task, lead=offices[3], supporting=[], by=editor)
    target = first.targets.get()
    desk.get_by_role("link", name="指标", exact=True).click()
    desk.wait_for_load_state()
    row = desk.locator(f"#target-{target.pk}")
    assert_good(desk)

    row.get_by_label("数值").fill("4")
    row.get_by_label("数值").press("Tab")
    expect(row.get_by_text("已保存。")).to_be_visible(timeout=SAVED)
    target.refresh_from_db()
    assert (target.value_shown, target.version) == ("4", 2)

    # Somebody else was quicker: both values are on the page, nothing is written over.
    edit_target(target=target, changes={"value": 7}, by=make_user(bureau, Role.EDITOR))
    row.get_by_label("数值").fill("9")
    row.get_by_label("数值").press("Tab")
    expect(row.get_by_role("alert")).to_contain_text("您填的是：9", timeout=SAVED)
    expect(row.get_by_label("数值")).to_have_value("7")
    assert_good(desk)
    target.refresh_from_db()
    assert target.value_shown == "7"

    desk.get_by_role("link", name="工作量").click()
    desk.get_by_role("link", name="基础教育处，2026-09：2 项").click()
    expect(desk.get_by_role("heading", name="基础教育处 · 2026-09")).to_be_visible()
    expect(desk.locator("#opened li")).to_have_count(2)
    assert_good(desk)


def test_a_plan_goes_on_only_when_its_last_task_says_why_nobody_leads_it(desk, plan, offices, editor):
    *led, last = tasks_of(plan)
    for task in led:
        assign_offices(carrier=task, lead=offices[0], supporting=[], by=editor)
    desk.goto(reverse("plan_approval", args=[plan.pk]))
    desk.get_by_role("button", name="送审").click()
    expect(desk.get_by_role("heading", name="还没有牵头处室的任务")).to_be_visible()
    assert_good(desk)
    desk.get_by_role("link", name=re.compile(last.title)).click()
    expect(desk.locator("[name=no_lead_reason]")).to_be_visible()
    assert_good(desk)

    desk.goto(reverse("plan_matrix", args=[plan.pk]) + "?show=open")
    enter_the_grid(desk)
    desk.keyboard.press("n")
    desk.get_by_role("textbox", name="原因").fill("各处室共同落实")
    desk.keyboard.press("Enter")
    saved(desk)
    expect(desk.locator("tr[data-task]")).to_contain_text("不设牵头： 各处室共同落实")

    desk.goto(reverse("plan_approval", args=[plan.pk]))
    desk.get_by_role("button", name="送审").click()
    expect(desk.get_by_text("待核稿").first).to_be_visible()
    plan.refresh_from_db()
    assert plan.state == Plan.State.SUBMITTED


def test_on_a_phone_and_on_paper_it_is_a_list_and_a_table(desk, plan, offices, editor):
    assign_offices(carrier=tasks_of(plan)[0], lead=offices[0], supporting=[offices[1]], by=editor)
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.goto(reverse("plan_matrix", args=[plan.pk]))

    row = desk.locator("tr[data-task]").first
    assert "●主 办公室" in " ".join(row.inner_text().split()) or row.locator("td.is-lead").get_attribute(
        "data-label"
    )
    row.get_by_role("link").click()
    expect(desk.locator("[name=lead]")).to_be_visible()
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(reverse("plan_matrix_print", args=[plan.pk]))
    assert_good(desk)
    expect(desk.get_by_role("columnheader", name="完成时限")).to_be_visible()
