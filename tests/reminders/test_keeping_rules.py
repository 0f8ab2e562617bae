"""The bureau's rules: defaults without a row, changed under a version, tried before they are switched on."""

from __future__ import annotations

from datetime import date, datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from districts.models import AuditEntry, District, Message, Office, Role, User
from districts.services import ChangedMeanwhile
from progress.models import Report
from progress.services import file_report
from reminders.models import Digest, Reminder, Rhythm, Rule, RuleKind, rules_of
from reminders.queries import trial_of
from reminders.services import change_rhythm, change_rule, plan_reminders, switch_rule
from tests.calendar_app.factories import client_of, make_entry, make_plan, make_task
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, Task, TaskOffice

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 7, 40, tzinfo=ZoneInfo("Asia/Shanghai"))


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


def lead(bureau: District, office: Office, due_on: date, title: str = "排查隐患。") -> Task:
    task = make_task(make_plan(bureau, Plan.State.ISSUED), title, due_on=due_on)
    TaskOffice.objects.create(task=task, office=office, role="lead")
    return task


def told(day: date = MONDAY) -> set[tuple[str, int]]:
    plan_reminders(today=day, now=NOW)
    rows = Reminder.objects.filter(digest__day=day)
    return set(rows.values_list("rule", "recipient_id"))


def test_a_bureau_that_never_touched_its_rules_has_sensible_ones(bureau):
    assert {rule.kind: (rule.is_on, rule.days) for rule in rules_of(bureau)} == {
        "month_start": (True, 0),
        "due_soon": (True, 3),
        "due_today": (True, 0),
        "overdue": (True, 0),
        "unsigned": (True, 3),
        "asked": (True, 2),
        "leader": (True, 5),
        "director": (True, 10),
    }
    assert not Rule.objects.exists()


def test_a_change_is_kept_and_traced_and_a_stale_one_refused(bureau, editor):
    change_rule(district=bureau, kind="due_soon", facts={"days": 5}, by=editor, version=1)

    with pytest.raises(ChangedMeanwhile):
        change_rule(district=bureau, kind="due_soon", facts={"days": 7}, by=editor, version=1)
    assert Rule.objects.get().days == 5
    trace = AuditEntry.objects.get(verb="change_reminder_rule")
    assert (trace.before, trace.after, trace.district) == ({"days": 3}, {"days": 5}, bureau)


def test_switching_twice_does_once(bureau, editor):
    for _twice in range(2):
        switch_rule(district=bureau, kind="overdue", is_on=False, by=editor)

    assert not Rule.objects.get().is_on
    assert AuditEntry.objects.filter(verb="switch_reminder_rule_off").count() == 1


def test_a_rule_switched_off_takes_back_what_nobody_was_told_of(bureau, office, staff, editor):
    Digest.objects.create(recipient=staff, day=MONDAY)  # today's is out already
    lead(bureau, office, MONDAY)
    plan_reminders(today=MONDAY, now=NOW)

    switch_rule(district=bureau, kind="due_today", is_on=False, by=editor)

    assert told(date(2026, 11, 3)) == {("overdue", staff.pk), ("month_start", staff.pk)}
    taken_back = Reminder.objects.get(rule="due_today")
    assert (taken_back.digest, taken_back.withdrawn_because) == (None, Reminder.Withdrawn.OFF)


def test_a_rule_tells_the_chairs_it_names(bureau, office, staff, editor):
    head = make_user(bureau, Role.OFFICE_HEAD, office=office)
    clerk = make_user(bureau, Role.SCHOOL_CLERK, school=make_school(bureau))
    make_entry(bureau, lead=office).audience.create(demand="act")
    facts = {"tells": ["lead_head", "clerk"]}
    change_rule(district=bureau, kind="month_start", facts=facts, by=editor)

    assert told() == {("month_start", head.pk), ("month_start", clerk.pk)}
    assert Reminder.objects.get(recipient=clerk).place == clerk.memberships.get().school
    assert staff.digests.count() == 0


def test_a_school_that_reported_done_is_left_alone(bureau, office, staff):
    school = make_school(bureau)
    clerk = make_user(bureau, Role.SCHOOL_CLERK, school=school)
    entry = make_entry(bureau, lead=office)
    entry.audience.create(demand="act")
    file_report(by=clerk, status=Report.Status.DONE, entry=entry, school=school)

    assert told() == {("month_start", staff.pk)}


def test_schools_are_not_reminded_of_what_they_only_need_to_know(bureau, office, staff):
    make_user(bureau, Role.SCHOOL_CLERK, school=make_school(bureau))
    make_entry(bureau, lead=office).audience.create(demand="inform")

    assert told() == {("month_start", staff.pk)}


def test_what_stays_late_climbs_to_the_leader_and_then_to_the_director_once_each(
    bureau, office, staff, editor
):
    deputy, chief = make_user(bureau, Role.APPROVER), make_user(bureau, Role.APPROVER)
    Office.objects.filter(pk=office.pk).update(supervised_by=deputy)
    change_rhythm(district=bureau, facts={"director": chief}, by=editor)
    lead(bureau, office, date(2026, 11, 4))

    climbed: dict[tuple[str, int], list[int]] = {}
    for number in range(2, 28):
        for rule, person in told(date(2026, 11, number)):
            if rule in ("leader", "director"):
                climbed.setdefault((rule, person), []).append(number)

    assert climbed == {("leader", deputy.pk): [11], ("director", chief.pk): [18]}
    letter = Message.objects.in_portal().get(recipient=chief, key="digest:2026-11-18")
    assert letter.subject == "有 1 件工作逾期，请督促办理"
    assert "逾期未办结，请督促办理\n  · 学校安全处：排查隐患" in letter.body
    assert "反馈" not in letter.body  # that is the office's to do


def test_a_later_day_granted_stops_the_climb(bureau, office, staff):
    deputy = make_user(bureau, Role.APPROVER)
    Office.objects.filter(pk=office.pk).update(supervised_by=deputy)
    task = lead(bureau, office, date(2026, 11, 4))
    Digest.objects.create(recipient=deputy, day=date(2026, 11, 11))
    plan_reminders(today=date(2026, 11, 11), now=NOW)
    assert Reminder.objects.get(recipient=deputy).withdrawn_at is None

    Task.objects.filter(pk=task.pk).update(due_on=date(2026, 12, 31))

    assert told(date(2026, 11, 12)) == set()
    assert Reminder.objects.get(recipient=deputy).withdrawn_because == Reminder.Withdrawn.MOVED


def test_the_trial_counts_last_month_and_writes_nothing(bureau, office, staff):
    make_user(bureau, Role.OFFICE_HEAD, office=office)
    lead(bureau, office, date(2026, 10, 15))
    lead(bureau, office, date(2026, 10, 15), "另一件。")
    rule = next(rule for rule in rules_of(bureau) if rule.kind == RuleKind.DUE_TODAY)

    trial = trial_of(rule, MONDAY)

    assert (trial.month, trial.reminders, trial.people, trial.items, trial.most) == (
        date(2026, 10, 1), 4, 2, 2, 2,
    )  # fmt: skip
    assert trial.days == ((date(2026, 10, 15), 4, 2),)
    assert not Reminder.objects.exists()


def test_what_was_done_in_time_counts_for_no_reminder_of_last_month(bureau, office, staff):
    task = lead(bureau, office, date(2026, 10, 15))
    rule = next(rule for rule in rules_of(bureau) if rule.kind == RuleKind.OVERDUE)
    assert trial_of(rule, MONDAY).reminders == 3

    with time_machine.travel(datetime(2026, 10, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
        file_report(by=staff, status=Report.Status.DONE, task=task, office=office)

    assert trial_of(rule, MONDAY).days == ((date(2026, 10, 16), 1, 1),)


def test_the_list_says_each_rule_as_a_sentence(bureau, editor):
    page = client_of(editor).get("/reminders/rules/").content.decode()

    assert "到期前 3 个工作日提醒：牵头处室工作人员、牵头处室负责人、配合处室、学校经办人。" in page
    assert "尚未指定局长，目前不会发送。" in page


def test_the_editor_changes_a_rule_and_sees_last_month_before_switching_it_on(bureau, editor, office, staff):
    client = client_of(editor)
    assert client.post("/reminders/rules/due_soon/switch/", {"to": "off"}).status_code == 302
    data = {"days": 5, "tells": ["lead_staff"], "version": 2}
    assert client.post("/reminders/rules/due_soon/", data).status_code == 302
    rule = Rule.objects.get()
    assert (rule.days, rule.tells, rule.is_on) == (5, ["lead_staff"], False)

    with time_machine.travel(NOW, tick=False):
        lead(bureau, office, date(2026, 10, 20))
        page = client.get("/reminders/rules/due_soon/switch/").content.decode()
    assert "2026年10月按此规则会发出" in page
    client.post("/reminders/rules/due_soon/switch/", {"to": "on"})

    assert Rule.objects.get().is_on


def test_a_change_to_a_rule_that_is_on_is_tried_before_it_holds(bureau, editor, office, staff):
    make_user(bureau, Role.OFFICE_HEAD, office=office)
    client, there = client_of(editor), "/reminders/rules/due_today/"

    def sent(*tells: str, tried: str = "") -> Any:
        with time_machine.travel(NOW, tick=False):
            return client.post(there, {"tells": tells, "version": 1, "tried": tried})

    lead(bureau, office, date(2026, 10, 15))
    first = sent("lead_head")
    change, typed = first.context["change"], first.context["form"]["tried"].value()
    other = sent("lead_head", "lead_staff", tried=typed)

    assert (change.now.people, change.then.people, change.newly, change.no_more) == (2, 1, 0, 1)
    assert "尚未保存" in first.content.decode()
    assert first.context["form"]["tells"].value() == ["lead_head"]
    assert other.context["change"].is_none  # typed anew, tried anew
    assert not Rule.objects.exists()
    assert sent("lead_head", tried=typed).status_code == 302
    assert Rule.objects.get().tells == ["lead_head"]
    trail = client_of(make_user(bureau, Role.ADMINISTRATOR)).get(there).content.decode()
    assert "学校经办人" not in trail.partition('id="history"')[2]
    assert "<del>牵头处室工作人员、</del>" in trail.partition('id="history"')[2]


def test_the_director_hears_later_than_the_leader(bureau, editor):
    answer = client_of(editor).post("/reminders/rules/director/", {"days": 5, "version": 1})

    assert "告知局长应晚于告知分管领导。" in answer.content.decode()
    assert not Rule.objects.filter(days=5).exists()


def test_a_stale_save_shows_both(bureau, editor):
    change_rule(district=bureau, kind="due_soon", facts={"tells": ["lead_head"]}, by=editor)

    typed = {"days": 3, "tells": ["lead_staff"], "version": 1}
    client, there = client_of(editor), "/reminders/rules/due_soon/"
    tried = client.post(there, typed).context["form"]["tried"].value()
    answer = client.post(there, typed | {"tried": tried})

    page = answer.content.decode()
    assert "牵头处室负责人" in page
    assert Rule.objects.get().tells == ["lead_head"]


def test_the_hour_is_the_bureaus(bureau, editor):
    client_of(editor).post("/reminders/rules/hour/", {"hour": 9, "director": "", "version": 1})

    assert Rhythm.objects.get().hour == 9


def test_the_command_shows_tries_and_switches(bureau, editor, office, staff):
    lead(bureau, office, date(2026, 10, 15))

    def said(**options: Any) -> str:
        out = StringIO()
        call_command("reminder_rules", district=bureau.code, today=MONDAY, stdout=out, **options)
        return out.getvalue()

    assert said(tried="due_today").splitlines() == [
        "2026-10-15      1      1",
        "2026-10 会发出提醒 1 条，涉及 1 人、1 件事；本次没有发送",
    ]
    switched = said(off="overdue", by=editor.username)
    assert "overdue     已停用  逾期后每周提醒一次" in switched
    assert not Rule.objects.get().is_on
    for wrong in ({"off": "nudge", "by": editor.username}, {"on": "overdue", "by": staff.username}):
        with pytest.raises(CommandError):
            said(**wrong)


def test_the_preview_looks_ahead_and_knows_days_of_rest(bureau, editor, office):
    make_user(bureau, Role.OFFICE_STAFF, office=office)
    make_entry(bureau, "消防安全宣传", lead=office)
    client = client_of(editor)

    with time_machine.travel(NOW, tick=False):
        monday, saturday, gone = (
            client.get("/reminders/preview/", {"day": day}).content.decode()
            for day in ("2026-11-02", "2026-11-07", "2026-10-08")
        )

    assert "消防安全宣传" in monday
    assert "当天为休息日" in saturday
    assert "消防安全宣传" not in saturday
    assert 'value="2026-11-02"' in gone
