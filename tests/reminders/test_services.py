"""Reminders: owed by the rules, one digest a person a day, never twice."""

from __future__ import annotations

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.models import SpecialDays
from districts.messages import deliver_messages
from districts.models import District, Message, Office, Role
from progress.models import Report
from progress.services import ask_extension, decide_extension, file_report
from reminders.models import Digest, Reminder, RuleKind
from reminders.queries import owed_by_person
from reminders.services import plan_reminders
from tests.calendar_app.factories import make_entry, make_plan, make_task
from tests.circulars.factories import make_circular, make_clerk
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, TaskOffice

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 7, 40, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def bureau() -> District:
    return make_district("海云市")


@pytest.fixture
def office(bureau) -> Office:
    return make_office(bureau, "学校安全处")


@pytest.fixture
def staff(office):
    return make_user(office.district, Role.OFFICE_STAFF, office=office)


def remind(day: date = MONDAY) -> int:
    return plan_reminders(today=day, now=NOW)


def test_the_month_and_the_day_are_told_in_one_digest(bureau, office, staff):
    make_entry(bureau, "消防安全宣传", lead=office)
    task = make_task(make_plan(bureau, Plan.State.ISSUED), "排查隐患。", due_on=date(2026, 11, 4))
    TaskOffice.objects.create(task=task, office=office, role="lead")

    remind()

    message = Message.objects.in_portal().get()
    assert message.recipient == staff
    assert message.body.splitlines() == [
        "2026年11月2日，您有以下事项：",
        "",
        "即将到期",
        "  · 排查隐患 （2026年11月4日前）",
        "",
        "本月工作",
        "  · 消防安全宣传",
        "",
        "已经完成的，请在系统中反馈一下，之后不再提醒。",
        "为什么收到提醒、在什么时段接收，见“我的账号”中的“提醒方式”。",
    ]
    assert message.subject == "今天有 2 件事需要您办理"


def test_the_same_day_may_run_ten_times_and_tells_once(bureau, office, staff):
    make_entry(bureau, lead=office)

    assert [remind() for _ in range(10)] == [1] + [0] * 9
    deliver_messages(now=NOW)
    deliver_messages(now=NOW)

    assert (Reminder.objects.count(), Digest.objects.count(), len(mail.outbox)) == (1, 1, 1)
    assert mail.outbox[0].to == [staff.email]


def test_what_comes_up_after_the_digest_waits_for_tomorrow(bureau, office, staff):
    make_entry(bureau, "第一件", lead=office)
    remind()
    make_entry(bureau, "第二件", lead=office)

    assert remind() == 0
    assert remind(date(2026, 11, 3)) == 1
    newest = Message.objects.in_portal().latest("pk")
    assert "第二件" in newest.body
    assert "第一件" not in newest.body


def test_nobody_is_reminded_on_a_day_off_and_nothing_is_forgotten(bureau, office, staff):
    make_entry(bureau, lead=office)

    assert remind(date(2026, 11, 1)) == 0  # a Sunday
    assert remind(MONDAY) == 1


def test_what_its_lead_reported_done_reminds_nobody(bureau, office, staff):
    entry = make_entry(bureau, lead=office)
    file_report(by=staff, status=Report.Status.DONE, entry=entry, office=office)

    assert remind() == 0


def test_who_was_granted_more_time_is_reminded_of_the_new_day(bureau, office, staff):
    task = make_task(make_plan(bureau, Plan.State.ISSUED), "排查隐患。", due_on=date(2026, 11, 4))
    task.duties.create(office=office, role="lead")
    request = ask_extension(
        item=task, until=date(2026, 12, 4), reason="等待名单", by=staff, now=NOW, today=MONDAY, office=office
    )
    assert owed_by_person(bureau, MONDAY)

    decide_extension(extension=request, is_granted=True, by=make_user(bureau, Role.APPROVER), now=NOW)

    assert owed_by_person(bureau, MONDAY) == []
    assert owed_by_person(bureau, date(2026, 11, 9)) == []
    [(person, [owed])] = owed_by_person(bureau, date(2026, 12, 2))
    assert (person, owed.notice.occasion.day) == (staff, date(2026, 12, 4))


def test_drafts_and_closed_plans_remind_nobody(bureau, office, staff):
    for state in (Plan.State.DRAFT, Plan.State.APPROVED, Plan.State.CLOSED):
        make_entry(bureau, plan=make_plan(bureau, state), lead=office)

    assert remind() == 0


def test_the_editors_are_told_of_an_office_where_nobody_sits(bureau, office):
    editor = make_user(bureau)
    make_entry(bureau, lead=office)

    remind()

    assert Reminder.objects.get().recipient == editor


def test_an_unsigned_circular_is_called_to_mind_once(bureau, office, staff):
    bureau.document_code = "海教"
    bureau.save()
    clerk = make_clerk(make_school(bureau))
    circular = make_circular(bureau, signed_on=date(2026, 10, 28))
    type(circular).objects.update(state="ready", pdf="x.pdf", pages=1)

    remind()
    remind(date(2026, 11, 3))

    told = Reminder.objects.filter(rule=RuleKind.UNSIGNED)
    assert sorted(told.values_list("recipient_id", flat=True)) == sorted([staff.pk, clerk.pk])


def test_the_preview_tells_what_would_go_and_writes_nothing(bureau, office, staff):
    make_entry(bureau, "消防安全宣传", lead=office)

    out = StringIO()
    call_command("send_reminders", today=MONDAY, dry_run=True, stdout=out)

    assert "消防安全宣传" in out.getvalue()
    assert (Reminder.objects.count(), Message.objects.count()) == (0, 0)
    [(person, [owed])] = owed_by_person(bureau, MONDAY)
    assert (person, str(owed.item)) == (staff, "消防安全宣传")


def test_what_is_owed_is_read_in_the_same_few_queries(bureau, office, staff):
    counts = []
    for number in range(3):
        task = make_task(make_plan(bureau, Plan.State.ISSUED), f"第{number}项。", due_on=MONDAY)
        TaskOffice.objects.create(task=task, office=office, role="lead")
        make_entry(bureau, f"第{number}件", lead=office).audience.create(demand="act")
        make_school(bureau)
        with CaptureQueriesContext(connection) as queries:
            owed_by_person(bureau, MONDAY)
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 21


def test_a_bureau_that_rests_tells_on_its_next_day_and_others_are_told_today(bureau, office, staff):
    SpecialDays.objects.create(district=bureau, name="校庆", first_day=MONDAY, last_day=MONDAY)
    make_entry(bureau, lead=office)
    elsewhere = make_office(make_district("临溪县"), "教育股")
    colleague = make_user(elsewhere.district, Role.OFFICE_STAFF, office=elsewhere)
    make_entry(elsewhere.district, lead=elsewhere)

    remind()
    assert [digest.recipient for digest in Digest.objects.all()] == [colleague]

    remind(date(2026, 11, 3))
    assert {digest.recipient: digest.day for digest in Digest.objects.all()} == {
        colleague: MONDAY,
        staff: date(2026, 11, 3),
    }


def test_days_that_become_free_move_what_is_due_soon(bureau, office, staff):
    task = make_task(make_plan(bureau, Plan.State.ISSUED), "排查隐患。", due_on=date(2026, 11, 6))
    TaskOffice.objects.create(task=task, office=office, role="lead")
    remind()
    assert not Reminder.objects.filter(rule=RuleKind.DUE_SOON).exists()  # three days before is Tuesday

    SpecialDays.objects.create(
        district=bureau, name="校庆", first_day=date(2026, 11, 4), last_day=date(2026, 11, 4)
    )
    remind()

    assert Reminder.objects.filter(rule=RuleKind.DUE_SOON).count() == 1


def test_of_a_merged_office_the_newest_word_decides_whoever_said_it(bureau, office, staff):
    """The old office said done too early; the one that carries its work now says so."""
    old = make_office(bureau, "安全稳定处")
    task = make_task(make_plan(bureau, Plan.State.ISSUED), due_on=MONDAY)
    TaskOffice.objects.create(task=task, office=old, role="lead")
    said = {"task": task, "district": bureau, "filed_by": staff}
    Report.objects.create(office=old, status=Report.Status.DONE, **said)
    Office.objects.filter(pk=old.pk).update(is_active=False, successor=office)
    assert remind() == 0

    Report.objects.create(office=office, status=Report.Status.UNDER_WAY, **said)

    assert remind() == 1
    assert set(Reminder.objects.values_list("rule", flat=True)) == {"due_today", "month_start"}
