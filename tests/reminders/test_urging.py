"""Urging by hand, choosing one's hour, and asking why."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from districts.messages import deliver_messages
from districts.models import AuditEntry, District, Message, Office, Role, User
from progress.models import Report
from progress.services import file_report
from reminders.hours import time_of
from reminders.models import Choice, Nudge, Reminder
from reminders.queries import why_mine, why_not
from reminders.services import (
    NothingToUrge,
    UrgedToday,
    change_rhythm,
    choose_reminders,
    nudge,
    plan_reminders,
    switch_rule,
)
from tests.calendar_app.factories import client_of, make_entry, make_plan, make_task
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, Task, TaskOffice

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
NOW = datetime(2026, 11, 2, 7, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
OFFICES = ["lead_staff", "lead_head"]


@pytest.fixture
def bureau() -> District:
    return make_district("海云市")


@pytest.fixture
def editor(bureau) -> User:
    return make_user(bureau)


@pytest.fixture
def office(bureau) -> Office:
    return make_office(bureau, "学校安全处")


@pytest.fixture
def staff(office) -> User:
    return make_user(office.district, Role.OFFICE_STAFF, office=office)


@pytest.fixture
def task(bureau, office, staff) -> Task:
    """Without a day: no rule speaks of it."""
    task = make_task(make_plan(bureau, Plan.State.ISSUED), "排查隐患。")
    TaskOffice.objects.create(task=task, office=office, role="lead")
    return task


def urge(item: Task, by: User, day: date = MONDAY, word: str = "周五前请给个准信。") -> Nudge:
    return nudge(item=item, tells=OFFICES, word=word, by=by, today=day, now=NOW)


def remind(day: date = MONDAY, clock: time | None = None) -> int:
    return plan_reminders(today=day, now=NOW, clock=clock)


def test_what_is_urged_stands_first_in_the_next_digest_with_its_word(task, editor, staff):
    make_entry(task.district, "消防安全宣传", lead=task.duties.get().office)
    urge(task, editor)

    remind()

    lines = Message.objects.in_portal().get(recipient=staff).body.splitlines()
    assert lines[2:7] == ["人工催办", "  · 排查隐患", f"    {editor}：周五前请给个准信。", "", "本月工作"]
    trace = AuditEntry.objects.get(verb="nudge")
    assert (trace.actor, trace.after) == (editor, {"word": "周五前请给个准信。", "people": 1})


def test_an_item_is_urged_once_a_day(task, editor):
    urge(task, editor)

    with pytest.raises(UrgedToday):
        urge(task, editor)
    urge(task, editor, TUESDAY)

    assert (Nudge.objects.count(), Reminder.objects.count()) == (2, 2)


def test_who_had_todays_digest_finds_it_in_tomorrows(task, editor, staff):
    make_entry(task.district, lead=task.duties.get().office)
    remind()
    urge(task, editor)

    assert (remind(), remind(TUESDAY)) == (0, 1)
    assert "排查隐患" in Message.objects.in_portal().filter(recipient=staff).latest("pk").body


def test_what_is_done_is_not_urged_and_what_was_urged_is_taken_back(task, office, editor, staff):
    urge(task, editor)
    file_report(by=staff, status=Report.Status.DONE, task=task, office=office)

    assert remind() == 0
    assert Reminder.objects.get().withdrawn_because == Reminder.Withdrawn.DONE
    with pytest.raises(NothingToUrge):
        urge(task, editor, TUESDAY)


def test_what_an_amendment_took_out_is_not_urged_any_more(task, editor, staff):
    entry = make_entry(task.district, "消防安全宣传", lead=task.duties.get().office)
    nudge(item=entry, tells=OFFICES, by=editor, today=MONDAY, now=NOW)
    urge(task, editor)
    for item in (task, entry):
        item.withdrawn_on = MONDAY
        item.save()

    assert remind() == 0
    assert {row.withdrawn_because for row in Reminder.objects.all()} == {Reminder.Withdrawn.GONE}


def test_the_page_urges_and_says_how_many_will_read_it(task, editor):
    client = client_of(editor)
    path = f"/reminders/urge/task/{task.pk}/"

    first = client.post(path, {"tells": OFFICES, "word": "请抓紧。"}, follow=True)
    second = client.post(path, {"tells": OFFICES, "word": "再催。"})

    assert "已列入 1 人的下一次每日提醒。" in first.content.decode()
    assert "今天已经催办过，一天一次即可。" in second.content.decode()
    assert Nudge.objects.get().word == "请抓紧。"


def test_a_person_has_one_minute_in_the_hour_of_the_bureau(bureau, office, staff, editor):
    make_entry(bureau, lead=office)
    change_rhythm(district=bureau, facts={"hour": 9}, by=editor)
    moment = time_of(staff.pk, 9)

    assert remind(clock=time(8, 59)) == 0
    assert remind(clock=moment) == 1


def test_a_person_chooses_the_hour_and_the_channel_and_the_portal_always_tells(bureau, office, staff):
    make_entry(bureau, lead=office)
    choose_reminders(person=staff, hour=11, by_email=False, district=bureau)

    assert (remind(clock=time(10, 59)), remind(clock=time_of(staff.pk, 11))) == (0, 1)
    deliver_messages(now=NOW)

    assert Message.objects.get().channel == Message.Channel.PORTAL
    assert mail.outbox == []


def test_ones_own_page_keeps_the_choice_and_says_why_one_was_told(bureau, office, staff):
    make_entry(bureau, "消防安全宣传", lead=office)
    remind()
    client = client_of(staff)

    client.post("/account/reminders/", {"hour": "9"})
    page = client.get("/account/reminders/").content.decode()

    choice = Choice.objects.get()
    assert (choice.person, choice.hour, choice.by_email) == (staff, 9, False)
    assert "消防安全宣传" in page
    assert "牵头处室工作人员" in page
    assert AuditEntry.objects.get(verb="choose_reminders").after == {"hour": 9, "by_email": False}


def test_a_reminder_tells_its_rule_its_chair_and_its_messages(bureau, office, staff):
    make_entry(bureau, "消防安全宣传", lead=office)
    remind()

    page = client_of(staff).get(f"/reminders/{Reminder.objects.get().pk}/").content.decode()

    for words in (
        "每月第一个工作日，告知本月应办事项",
        "牵头处室工作人员 · 学校安全处",
        "2026-11-02 已提醒",
        "电子邮件",
    ):
        assert words in page


def test_why_not_says_what_was_told_what_will_be_and_what_stands_in_the_way(
    bureau, office, staff, editor, task
):
    other = make_user(bureau, Role.OFFICE_STAFF, office=make_office(bureau))
    clerk = make_user(bureau, Role.SCHOOL_CLERK, school=make_school(bureau))
    task.audience.create(demand="act")
    assert why_not(staff, task, MONDAY) == ["这项工作没有期限，提醒规则不涉及；可以人工催办。"]

    Task.objects.update(due_on=date(2026, 11, 20))
    task.refresh_from_db()
    switch_rule(district=bureau, kind="overdue", is_on=False, by=editor)
    remind()

    assert why_not(staff, task, MONDAY) == [
        "2026-11-02 已提醒：本月工作。",
        "将于 2026-11-17 提醒：即将到期。",
        "规则“已逾期”已停用。",
    ]
    assert why_not(other, task, MONDAY) == [f"{other}不在承担这项工作的处室或学校任职。"]
    assert "规则“最后期限”不提醒其身份的人员。" in why_not(clerk, task, MONDAY)
    assert why_not(staff, task, date(2026, 11, 7))[1] == "今天是休息日，不发提醒。"

    file_report(by=staff, status=Report.Status.DONE, task=task, office=office)

    assert why_not(staff, task, TUESDAY)[-1] == "牵头处室已反馈办结，或这项工作未在执行，不再提醒任何人。"


def test_the_page_finds_the_person_and_the_work_by_their_names(bureau, editor, staff, task):
    with time_machine.travel(NOW, tick=False):
        page = client_of(editor).get("/reminders/why/", {"person": staff.full_name, "about": "排查"})

    assert "这项工作没有期限，提醒规则不涉及；可以人工催办。" in page.content.decode()


def test_what_one_was_told_is_read_in_the_same_few_queries(
    bureau, office, staff, django_assert_max_num_queries
):
    for number in range(3):
        make_entry(bureau, f"第{number}件", lead=office)
    remind()

    with django_assert_max_num_queries(4):
        assert len(why_mine(staff, 20)) == 3
