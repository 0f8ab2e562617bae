"""The editor in a real browser: parts change in place, numbers follow, two people lose nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from districts.models import District, User
from tests.browser import assert_accessible
from tests.districts.factories import make_district, make_office
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan, Task
from workplans.queries import plan_outline
from workplans.services import edit_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def district(transactional_db) -> District:
    return make_district()


@pytest.fixture
def editor(district: District) -> User:
    return make_editor(district)


@pytest.fixture
def plan(district: District, editor: User) -> Plan:
    """抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    return make_plan(district, editor)


@pytest.fixture
def desk(plan: Plan, editor: User, signed_in, live_site: str) -> Page:
    page: Page = signed_in(editor)
    page.goto(f"{live_site}{reverse('plan_edit', args=[plan.pk])}")
    return page


def card(desk: Page, plan: Plan, title: str):
    return desk.locator(f"#task-{Task.objects.get(plan=plan, title=title).pk}")


def titles(plan: Plan) -> list[str]:
    return [f"{node.label}{node.task.title}" for node in plan_outline(plan).all_tasks()]


def test_a_task_is_edited_where_it_stands(desk, plan):
    task = Task.objects.get(plan=plan, title="第2件事")
    here = card(desk, plan, "第2件事")
    here.get_by_role("link", name="修改").click()
    here.get_by_label("标题").fill("改过的事")
    here.get_by_role("button", name="保存").click()

    expect(here).to_contain_text("2．改过的事")
    expect(desk).to_have_url(re.compile(r"/edit/$"))
    task.refresh_from_db()
    assert task.title == "改过的事"


def test_cancel_brings_the_card_back(desk, plan):
    here = card(desk, plan, "第2件事")
    here.get_by_role("link", name="修改").click()
    here.get_by_role("link", name="取消").click()

    expect(here).to_contain_text("2．第2件事")


def test_an_arrow_moves_a_task_and_all_numbers_follow(desk, plan):
    card(desk, plan, "第3件事").get_by_role("button", name="上移").click()

    expect(desk.locator(".tasks").nth(1)).to_contain_text("3．第3件事")
    card(desk, plan, "第3件事").get_by_role("button", name="上移").click()
    expect(card(desk, plan, "第2件事")).to_contain_text("3．")
    assert titles(plan) == ["1．第1件事", "2．第3件事", "3．第2件事"]


def test_a_task_is_dragged_into_another_section(desk, plan):
    moved = card(desk, plan, "第1件事")
    moved.hover()
    moved.locator(".grip").drag_to(card(desk, plan, "第3件事").locator(".task-title"))

    expect(card(desk, plan, "第2件事")).to_contain_text("1．")
    assert {titles(plan)[1][2:], titles(plan)[2][2:]} == {"第1件事", "第3件事"}
    assert Task.objects.get(plan=plan, title="第1件事", section__title="守住底线")


def test_a_task_is_added_below_another_and_deleted_and_brought_back(desk, plan):
    desk.locator(".adders").first.get_by_role("link", name="任务").click()
    form = desk.locator("#new-part")
    form.get_by_role("button", name="添加").click()
    expect(form.locator(".error-summary")).to_be_visible()
    form.get_by_label("标题").fill("新的事")
    form.get_by_role("button", name="添加").click()
    expect(desk.locator("#outline")).to_contain_text("3．新的事")

    new = card(desk, plan, "新的事")
    new.locator("summary").click()
    new.get_by_role("link", name="删除").click()
    desk.locator("#confirm").get_by_role("button", name="删除").click()
    expect(desk.locator("#outline")).not_to_contain_text("3．新的事")
    desk.get_by_role("button", name="撤销删除").click()

    expect(desk.locator("#outline")).to_contain_text("3．新的事")
    assert titles(plan) == ["1．第1件事", "2．第2件事", "3．新的事", "4．第3件事"]


def test_two_people_at_one_task_see_both_texts(desk, plan, editor):
    task = Task.objects.get(plan=plan, title="第2件事")
    here = card(desk, plan, "第2件事")
    here.get_by_role("link", name="修改").click()
    here.get_by_label("正文").fill("我写的")
    edit_task(task=task, changes={"body": "对方写的"}, by=editor)
    here.get_by_role("button", name="保存").click()

    expect(here.locator(".sides")).to_contain_text("对方写的")
    expect(here.locator(".sides")).to_contain_text("我写的")
    assert_accessible(desk)
    here.get_by_label("正文").fill("对方写的\n我写的")
    here.get_by_role("button", name="保存这份文字").click()

    expect(here.locator(".part-words")).to_contain_text("我写的")
    task.refresh_from_db()
    assert task.body == "对方写的\n我写的"


def test_numbers_change_their_style_in_one_click(desk, plan):
    desk.get_by_label("序号样式").select_option("paren")

    expect(card(desk, plan, "第3件事")).to_contain_text("（3）")
    desk.get_by_label("每章重新编号").check()
    expect(card(desk, plan, "第3件事")).to_contain_text("（1）")


@pytest.mark.parametrize("width", [1440, 360])
def test_pages_of_a_plan_are_accessible(desk, plan, district, live_site, width):
    make_office(district, "办公室")
    task = Task.objects.get(plan=plan, title="第1件事")
    desk.set_viewport_size({"width": width, "height": 900})

    for name, pk in (
        ("plan_list", None), ("plan_new", None), ("plan", plan.pk), ("plan_edit", plan.pk), ("plan_head", plan.pk),
        ("plan_duties", plan.pk), ("plan_approval", plan.pk), ("plan_deleted", plan.pk), ("task", task.pk),
        ("task_edit", task.pk), ("task_move", task.pk), ("task_delete", task.pk), ("task_duties", task.pk),
    ):  # fmt: skip
        desk.goto(f"{live_site}{reverse(name, args=[pk] if pk else [])}")

        assert_accessible(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, name
