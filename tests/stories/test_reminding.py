"""Reminders from both sides: the bureau tries a rule and switches it on; somebody is told, asks why, and is urged by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from calendar_app.working_days import working_days_before
from districts.messages import deliver_messages
from districts.models import District, Role
from reminders.services import plan_reminders, switch_rule
from tests.calendar_app.factories import make_plan, make_task
from tests.districts.factories import make_district, make_office, make_user
from tests.stories.looking import assert_good
from workplans.models import Plan, Task

SHANGHAI = ZoneInfo("Asia/Shanghai")
DUE = date(2027, 3, 31)  # a Wednesday; what the beat does is told its day
SOON, TOMORROW = date(2027, 3, 26), date(2027, 3, 29)


def beat(day: date) -> None:
    """What the beat does of a morning."""
    now = datetime(day.year, day.month, day.day, 8, 5, tzinfo=SHANGHAI)
    plan_reminders(today=day, now=now, clock=now.time())
    deliver_messages(now=now)


def task_of(plan: Plan, title: str, due_on: date, office: Any) -> Task:
    task = make_task(plan, title, due_on=due_on)
    task.duties.create(office=office, role="lead")
    return task


def test_a_rule_is_tried_and_switched_on_and_what_it_sends_can_be_asked_about(
    transactional_db: None, signed_in: Callable[[Any], Page]
) -> None:
    bureau: District = make_district("海云市")
    editor, office = make_user(bureau), make_office(bureau, "学校安全处")
    staff = make_user(bureau, Role.OFFICE_STAFF, office=office)
    plan = make_plan(bureau, Plan.State.ISSUED, drafted_by=editor)
    task = task_of(plan, "排查校园隐患。", DUE, office)
    month_before = timezone.localdate().replace(day=1) - timedelta(days=1)
    task_of(plan, "上月的一项工作。", working_days_before(month_before, 1), office)
    switch_rule(district=bureau, kind="due_soon", is_on=False, by=editor)

    page = signed_in(editor)
    page.goto(reverse("rule_list"))
    assert_good(page)
    page.get_by_role("link", name="试算并启用 即将到期").click()
    expect(page.get_by_role("heading", name=f"{month_before:%Y-%m} 按此规则会发出")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.get_by_text("规则已启用。")).to_be_visible()

    beat(SOON)
    assert [letter.to for letter in mail.outbox] == [[staff.email]]
    assert "排查校园隐患 （2027年3月31日前）" in str(mail.outbox[0].body)

    page = signed_in(staff)
    page.goto(reverse("notices"))
    expect(page.locator(".message-body")).to_contain_text("排查校园隐患 （2027年3月31日前）")
    page.goto(reverse("reminder_choice"))
    assert_good(page)
    soon = page.locator("li").filter(has_text="即将到期")
    soon.get_by_role("link", name="原因 排查校园隐患").click()
    expect(page.get_by_text("到期前 3 个工作日提醒", exact=False)).to_be_visible()
    expect(page.get_by_role("row", name="电子邮件")).to_contain_text("已发送")
    assert_good(page)

    page = signed_in(editor)
    page.goto(reverse("task_urge", args=[task.pk]))
    assert_good(page)
    page.get_by_label("附言").fill("周三前请报结果。")
    page.get_by_role("button", name="催办", exact=True).click()
    expect(page.get_by_text("已列入 1 人的下一次每日提醒。")).to_be_visible()

    beat(TOMORROW)
    assert "周三前请报结果。" in str(mail.outbox[1].body)
    page = signed_in(staff)
    page.goto(reverse("notices"))
    expect(page.locator(".message-body").first).to_contain_text("周三前请报结果。")
