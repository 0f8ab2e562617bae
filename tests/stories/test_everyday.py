"""What happens every day: two people write at once, one presses twice, a school answers from a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect

from circulars.models import Circular
from circulars.services import render_circular
from districts.models import AuditEntry, District, Role, User
from intake.services import keep_upload
from tests.browser import Complaints
from tests.calendar_app.factories import make_entry
from tests.circulars.factories import (
    approved_plan,
    make_bureau,
    make_circular,
    make_clerk,
    make_office,
    make_school,
)
from tests.districts.factories import make_user
from tests.intake.documents import PLAN
from tests.polling import PATIENCE
from tests.stories.looking import PHONE, assert_good
from tests.workplans.factories import make_plan
from workplans.models import Plan, Task
from workplans.services import assign_offices

PASSWORD = "sunflower-and-rain"

Desk = Callable[[User], Page]


@pytest.fixture
def bureau(transactional_db: None) -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def editor(bureau: District) -> User:
    return make_user(bureau, Role.EDITOR)


@pytest.fixture
def desk(browser: Browser, live_site: str, browser_context_args: dict[str, Any]) -> Iterator[Desk]:
    """A browser of one's own for each person, signed in; what any of them complains of fails the test."""
    opened: list[tuple[Page, Complaints]] = []

    def sit_down(user: User) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        context = browser.new_context(**browser_context_args, viewport=ViewportSize(width=1440, height=900))
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site}])
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        opened.append((page, Complaints(page)))
        return page

    yield sit_down
    for page, _complaints in opened:
        page.context.close()
    assert [line for _page, complaints in opened for line in complaints.seen] == []


def test_two_people_at_one_task_both_keep_their_words(bureau: District, editor: User, desk: Desk) -> None:
    colleague = make_user(bureau, Role.EDITOR)
    task = make_plan(bureau, editor).tasks.get(title="第2件事")
    first, second = desk(editor), desk(colleague)
    for page in (first, second):
        page.goto(reverse("task_edit", args=[task.pk]))

    write(first, "第一位写的话。", "保存")
    first.wait_for_url(f"**/plans/{task.plan_id}/edit/*")
    write(second, "第二位写的话。", "保存")

    sides = second.locator(".sides")
    expect(sides).to_contain_text("第一位写的话。")
    expect(sides).to_contain_text("第二位写的话。")
    expect(sides).to_contain_text(editor.full_name)
    assert Task.objects.get(pk=task.pk).body == "第一位写的话。"
    assert_good(second)

    write(second, "第一位写的话。\n第二位写的话。", "保存这份文字")
    second.wait_for_url(f"**/plans/{task.plan_id}/edit/*")
    assert Task.objects.get(pk=task.pk).body == "第一位写的话。\n第二位写的话。"
    edits = AuditEntry.objects.filter(verb="edit_task").order_by("pk")
    assert list(edits.values_list("after__body", flat=True)) == [
        "第一位写的话。",
        "第一位写的话。\n第二位写的话。",
    ]


def write(page: Page, words: str, button: str) -> None:
    page.get_by_label("正文").fill(words)
    page.get_by_role("button", name=button, exact=True).click()


def twice(page: Page, press: Callable[[Page], None]) -> Page:
    """The page in two tabs, the button pressed in both: no script of the page can know of the other. Gives the second."""
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (page, other):
        press(tab)
        tab.wait_for_load_state()
    return other


def test_confirming_in_two_tabs_makes_one_plan(bureau: District, editor: User, desk: Desk) -> None:
    upload = keep_upload(district=bureau, name="要点.txt", content=PLAN.encode(), by=editor)
    page = desk(editor)
    page.goto(upload.get_absolute_url())

    second = twice(page, lambda tab: tab.get_by_role("button", name="确认生成计划").click())

    plan = Plan.objects.get()
    assert (plan.tasks.count(), plan.entries.count()) == (3, 2)
    assert second.url == page.url
    expect(second.get_by_role("heading", name=plan.title, level=1)).to_be_visible()


def test_submitting_in_two_tabs_is_one_step(bureau: District, editor: User, desk: Desk) -> None:
    office = make_office(bureau, "办公室")
    plan = make_plan(bureau, editor)
    for task in plan.tasks.all():
        assign_offices(carrier=task, lead=office, supporting=[], by=editor)
    page = desk(editor)
    page.goto(reverse("plan_approval", args=[plan.pk]))

    submit = f"form[action='{reverse('plan_step', args=[plan.pk, 'submit'])}'] button"
    second = twice(page, lambda tab: tab.locator(submit).click())

    assert [step.act for step in plan.approval_steps.all()] == ["submit"]
    expect(second.get_by_role("heading", level=1)).to_have_text("审批")


def test_issuing_in_two_tabs_makes_one_circular(bureau: District, editor: User, desk: Desk) -> None:
    make_office(bureau, "办公室")
    plan = approved_plan(bureau)
    page = desk(editor)
    page.goto(reverse("plan_issue", args=[plan.pk]))

    second = twice(page, issue)

    circular = Circular.objects.get()
    assert (circular.serial, circular.register.last_serial) == (1, 1)
    assert second.url == page.url
    expect(second.get_by_role("heading", name=circular.title).first).to_be_visible()


def issue(page: Page) -> None:
    page.get_by_role("button", name="印发").click()
    page.get_by_role("dialog").get_by_role("button", name="印发").click()
    page.wait_for_url("**/circulars/*/")


def test_signing_in_two_tabs_leaves_one_receipt(bureau: District, desk: Desk) -> None:
    clerk = make_clerk(make_school(bureau, "第一小学"))
    circular = make_circular(bureau)
    page = desk(clerk)
    page.goto(circular.get_absolute_url())

    second = twice(page, lambda tab: tab.get_by_role("button", name="签收").click())

    assert circular.receipts.count() == AuditEntry.objects.filter(verb="sign_for").count() == 1
    expect(second.get_by_text("第一小学已签收，签收人")).to_be_visible()


def test_a_school_sees_what_is_asked_and_signs_on_a_phone(
    bureau: District, page: Page, live_site: str
) -> None:
    office = make_office(bureau, "安全处")
    clerk = make_clerk(make_school(bureau, "第一小学"))
    clerk.set_password(PASSWORD)
    clerk.save()
    entry = make_entry(bureau, "检查校舍", first=timezone.localdate().replace(day=1), lead=office)
    entry.audience.create()
    circular = make_circular(bureau, signed_on=timezone.localdate())
    render_circular(pk=circular.pk, now=timezone.now())
    page.set_viewport_size(PHONE)

    page.goto("/")
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    assert_good(page)
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("link", name="检查校舍").first).to_be_visible()
    assert_good(page)
    page.get_by_role("link", name=circular.title).first.click()
    expect(page.get_by_role("link", name="打开 PDF")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_text("第一小学已签收，签收人")).to_be_visible()
    assert_good(page)

    page.goto("/")
    expect(page.get_by_role("link", name=circular.title)).to_have_count(0)
