"""Those who have not signed are reminded, only they, once a day; who signs meanwhile is not told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from circulars.models import Circular
from circulars.services import repeal_circular, restore_circular, sign_for
from districts.models import AuditEntry, Message
from reminders.models import Reminder
from reminders.queries import why_not
from reminders.services import NothingToUrge, UrgedToday, plan_reminders, remind_unsigned
from tests.circulars.factories import (
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)

TODAY = date(2026, 1, 30)  # a working day, the day after it was signed: no rule speaks of it yet
NOW = datetime(2026, 1, 30, 8, tzinfo=UTC)


@pytest.fixture
def bureau(db):
    return make_bureau()


@pytest.fixture
def editor(bureau):
    return make_editor(bureau)


@pytest.fixture
def people(bureau):
    """A clerk who will sign, a clerk and an officer who have not."""
    return [
        make_clerk(make_school(bureau, "第一小学")), make_clerk(make_school(bureau, "第二小学")),
        make_officer(make_office(bureau, "办公室")),
    ]  # fmt: skip


@pytest.fixture
def circular(bureau, people):
    circular = make_circular(bureau)
    sign_for(circular=circular, by=people[0], seat=people[0].seats[0])
    return circular


def told(day):
    return set(Message.objects.filter(key=f"digest:{day}").values_list("recipient", flat=True))


def test_why_somebody_was_not_told_of_a_circular(circular, bureau, editor, people, client):
    signed, unsigned, _officer = people
    stranger = make_editor(bureau)

    assert why_not(unsigned, circular, TODAY) == ["该公文尚未制作完成，暂不提醒任何人。"]
    Circular.objects.update(state=Circular.State.READY, pdf="paper.pdf", pages=2)

    assert why_not(signed, circular, TODAY) == ["其处室或学校已签收。"]
    assert why_not(stranger, circular, TODAY) == [f"{stranger}不在该公文的主送处室或学校任职。"]
    assert why_not(unsigned, circular, TODAY) == ["将于 2026-02-03 提醒：公文未签收。"]

    client.force_login(editor)
    page = client.get(reverse("reminder_why"), {"person": signed.full_name, "about": circular.title[:6]})
    assert "其处室或学校已签收。" in page.content.decode()


def test_only_those_are_reminded_once_a_day(circular, editor, people):
    assert remind_unsigned(circular=circular, by=editor, today=TODAY) == 2
    with pytest.raises(UrgedToday):
        remind_unsigned(circular=circular, by=editor, today=TODAY)

    plan_reminders(today=TODAY, now=NOW)

    assert told(TODAY) == {people[1].pk, people[2].pk}
    assert set(Reminder.objects.values_list("digest__day", flat=True)) == {TODAY}
    assert AuditEntry.objects.get(verb="remind_unsigned").after == {"people": 2}
    assert remind_unsigned(circular=circular, by=editor, today=TODAY + timedelta(days=1)) == 2


def test_where_nobody_has_an_account_the_editor_is_told_so(client, bureau, editor):
    make_school(bureau, "第三小学")
    paper = make_circular(bureau)
    client.force_login(editor)

    page = client.post(reverse("remind_unsigned", args=[paper.pk]), follow=True)

    assert "1 个单位尚未签收，但都没有账号" in page.text
    assert "第三小学" in page.text


def test_who_could_not_be_told_is_counted(client, bureau, circular, editor):
    make_school(bureau, "第三小学")
    client.force_login(editor)

    page = client.post(reverse("remind_unsigned", args=[circular.pk]), follow=True)

    assert "已提醒 2 个单位（2 人）。另有 1 个单位没有账号，提醒不到" in page.text


def test_who_signs_before_the_digest_is_not_told(circular, editor, people):
    remind_unsigned(circular=circular, by=editor, today=TODAY)
    sign_for(circular=circular, by=people[1], seat=people[1].seats[0])

    plan_reminders(today=TODAY, now=NOW)

    assert told(TODAY) == {people[2].pk}


def test_where_all_have_signed_there_is_nobody_to_remind(circular, editor, people):
    for person in people[1:]:
        sign_for(circular=circular, by=person, seat=person.seats[0])

    with pytest.raises(NothingToUrge):
        remind_unsigned(circular=circular, by=editor, today=TODAY)


def test_the_button_stands_where_it_is_seen_who_has_not_signed(client, circular, editor):
    client.force_login(editor)
    receipts, remind = (
        reverse(name, args=[circular.pk]) for name in ("circular_receipts", "remind_unsigned")
    )

    assert remind in client.get(receipts).text
    assert "已提醒 2 个单位（2 人）" in client.post(remind, follow=True).text
    assert "今天已提醒过" in client.post(remind, follow=True).text
    assert Reminder.objects.count() == 2
    assert "再次提醒签收" in client.get(reverse("reminder", args=[Reminder.objects.earliest("pk").pk])).text


def test_of_a_paper_that_was_taken_back_nobody_is_reminded(client, circular, editor, people):
    Circular.objects.update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    remind_unsigned(circular=circular, by=editor, today=TODAY)
    repeal_circular(circular=circular, by=editor, now=NOW, validity="annulled", reason="附件有误")
    circular.refresh_from_db()

    for days in range(20):
        plan_reminders(today=TODAY + timedelta(days=days), now=NOW + timedelta(days=days))

    assert not Reminder.objects.exclude(digest=None).exists()
    assert set(Reminder.objects.values_list("withdrawn_because", flat=True)) == {Reminder.Withdrawn.GONE}
    with pytest.raises(NothingToUrge):
        remind_unsigned(circular=circular, by=editor, today=TODAY + timedelta(days=1))
    assert why_not(people[1], circular, TODAY)[-1] == "本文已撤销或废止，不再提醒任何人。"


def test_of_a_paper_that_was_taken_back_the_rules_speak_no_more_and_once_restored_again(
    circular, editor, people
):
    Circular.objects.update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    day, now = date(2026, 2, 3), datetime(2026, 2, 3, 8, tzinfo=UTC)
    repeal_circular(circular=circular, by=editor, now=NOW, validity="repealed", reason="工作已结束")
    plan_reminders(today=day, now=now)
    assert told(day) == set()

    restore_circular(circular=circular, by=editor, now=now, reason="选错了")
    plan_reminders(today=day, now=now)

    assert told(day) == {people[1].pk, people[2].pk}
