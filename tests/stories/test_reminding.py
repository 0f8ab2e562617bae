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
from districts.models import ChannelAccount, District, Role
from districts.posting.sending import deliver_posts
from reminders.services import plan_reminders, switch_rule
from tests.calendar_app.factories import make_plan, make_task
from tests.districts.chat_servers import chat_server
from tests.districts.factories import make_administrator, make_district, make_office, make_user
from tests.districts.test_posting import add, owe
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
    expect(
        page.get_by_role("heading", name=f"{month_before.year}年{month_before.month}月按此规则会发出")
    ).to_be_visible()
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


def test_a_robot_that_is_refused_is_seen_switched_off_and_said_and_another_way_is_taken(
    transactional_db: None, signed_in: Callable[[Any], Page], settings: Any
) -> None:
    bureau: District = make_district("海云市")
    keeper = make_administrator(bureau)
    person = make_user(bureau)
    now = timezone.now().replace(minute=12)  # the twenty minutes from here hold no full or half hour
    with chat_server(now) as server:
        settings.CHANNEL_ORIGINS_INSIDE = [server.origin]
        page = signed_in(keeper)
        page.goto(reverse("channel_list"))
        assert_good(page)
        page.get_by_role("link", name="添加渠道").first.click()
        page.get_by_role("link", name="企业微信群机器人").click()
        page.get_by_label("名称").fill("机关工作群")
        page.get_by_label("通知范围").select_option("bureau")
        page.get_by_label("Webhook 地址").fill(
            f"{server.origin}/cgi-bin/webhook/send?key=a-key-of-another-group"
        )
        page.get_by_role("button", name="保存").click()
        page.get_by_role("button", name="发送试发消息").click()
        deliver_posts(now=now)
        expect(page.get_by_text("试发被拒收")).to_be_visible()
        expect(page.get_by_text("invalid webhook url", exact=False)).to_be_visible()
        assert_good(page)

        ways = [
            add(server, kind, keeper, name=name, keys=keys)
            for kind, name, keys in (
                ("dingtalk_app", "钉钉", {"secret": "wrong"}),
                ("wecom_app", "企业微信", {}),
            )
        ]
        for app in ways:
            ChannelAccount.objects.create(channel=app, person=person, account="lu")
        owe([person], now=now)
        for minute in (0, 2, 5, 10, 19, 20):
            server.clock = now + timedelta(minutes=minute)
            deliver_posts(now=server.clock)

        page.goto(reverse("notices"))
        expect(page.get_by_text("通知渠道“钉钉”已自动停用").first).to_be_visible()
        page.goto(reverse("channel", args=[ways[0].pk]))
        expect(page.get_by_text("invalid credential", exact=False).first).to_be_visible()
        page.goto(reverse("message_outcomes"))
        for way, became in (("钉钉", "被拒收"), ("企业微信", "已发送")):
            sent = page.get_by_role("row").filter(has=page.get_by_role("cell", name=way, exact=True))
            expect(sent).to_contain_text(became)
        assert_good(page)
