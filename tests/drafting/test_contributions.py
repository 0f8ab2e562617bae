"""Offices are asked, write, send; editors take over or decline; every word of it is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from districts.models import AuditEntry, Message, Role
from drafting.models import Call, Item
from drafting.queries.contributions import call_boards, waiting_items
from drafting.queries.parts import parts_of_plan
from drafting.refusals import AlreadyDecided, Late, NothingSaid, NotYours
from drafting.services import (
    add_item,
    ask_offices,
    close_call,
    decline_item,
    edit_item,
    remind_offices,
    remove_item,
    send_items,
    take_item,
)
from tests.districts.factories import make_district, make_office, make_user
from tests.drafting.conftest import NOW
from workplans.models import Plan, Task
from workplans.refusals import AnotherBureau, ChangedMeanwhile, NotADraft
from workplans.services import remove_section

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 20)


@pytest.fixture
def section(plan):
    return plan.sections.get(title="抓好队伍")


@pytest.fixture
def call(plan, section, office, editor, head) -> Call:
    other = make_office(plan.district, "人事科")
    return ask_offices(
        plan=plan, offices=[office, other], section=section, wanted_by=DAY, word="请报两三项。", by=editor, now=NOW
    )  # fmt: skip


@pytest.fixture
def asked(call, office):
    return call.asked.get(office=office)


@pytest.fixture
def item(asked, head) -> Item:
    item = add_item(
        asked=asked,
        title="办好暑期研修",
        body="研修教师不少于300人。",
        due_on=date(2026, 8, 31),
        supporting=[make_office(asked.district, "财务科")],
        by=head,
    )
    send_items(asked=asked, by=head, now=NOW)
    item.refresh_from_db()
    return item


def test_an_office_is_told_that_it_is_asked(asked, head):
    notice = Message.objects.in_portal().get(recipient=head)

    assert notice.link == asked.get_absolute_url()
    assert "2026-03-20" in notice.body
    assert "请报两三项。" in notice.body


def test_an_item_becomes_a_task_with_its_office_in_the_lead(item, section, office, editor):
    task = take_item(item=item, by=editor, now=NOW)

    assert (task.section, task.title, task.body, task.due_on) == (
        section,
        "办好暑期研修",
        "研修教师不少于300人。",
        item.due_on,
    )
    duties = {duty.office.name: duty.role for duty in task.duties.select_related("office")}
    assert duties == {"基础教育科": "lead", "财务科": "support"}
    assert [str(target) for target in task.targets.all()] == ["研修教师不少于300人"]
    item.refresh_from_db()
    assert (item.state, item.decided_by) == ("taken", editor)


def test_an_editor_takes_it_over_in_other_words_and_elsewhere(item, plan, editor):
    task = take_item(
        item=item,
        title="办好教师暑期研修。",
        body="",
        section=plan.sections.get(title="守住底线"),
        by=editor,
        now=NOW,
    )

    assert (task.title, task.body, task.due_on, str(task.section)) == (
        "办好教师暑期研修。",
        "",
        None,
        "守住底线",
    )
    item.refresh_from_db()
    assert item.title == "办好暑期研修"


def test_taking_over_twice_makes_one_task(item, editor):
    assert take_item(item=item, by=editor, now=NOW) == take_item(item=item, by=editor, now=NOW)
    assert Task.objects.filter(title="办好暑期研修").count() == 1


def test_when_its_section_is_gone_an_item_still_finds_a_place(item, section, editor):
    remove_section(section=section, by=editor)

    assert take_item(item=item, by=editor, now=NOW).section is None


def test_a_declined_item_says_why_and_stays_declined(item, head, editor):
    with pytest.raises(NothingSaid):
        decline_item(item=item, reason=" ", by=editor, now=NOW)
    decline_item(item=item, reason="已列入师训专项。", by=editor, now=NOW)

    with pytest.raises(AlreadyDecided):
        take_item(item=item, by=editor, now=NOW)
    told = Message.objects.in_portal().filter(recipient=head, key__startswith="item-decided:").get()
    assert "已列入师训专项。" in told.body
    assert not Task.objects.filter(title="办好暑期研修").exists()


def test_what_is_written_down_is_changed_and_dropped_until_it_is_sent(asked, head):
    item = add_item(asked=asked, title="草稿", by=head)
    changed = edit_item(item=item, changes={"title": "改过的草稿"}, by=head, version=1)
    with pytest.raises(ChangedMeanwhile):
        edit_item(item=item, changes={"title": "同事的草稿"}, by=head, version=1)
    remove_item(item=changed, by=head)

    assert not asked.items.exists()
    kept = AuditEntry.objects.get(verb="remove_item").before
    assert kept == {"title": "改过的草稿", "body": ""}


def test_what_is_sent_stands(item, head):
    with pytest.raises(AlreadyDecided):
        edit_item(item=item, changes={"title": "改"}, by=head, version=item.version)
    with pytest.raises(AlreadyDecided):
        remove_item(item=item, by=head)


def test_asking_and_writing_twice_with_one_key_makes_one(call, asked, head, editor, plan, office):
    again = ask_offices(plan=plan, offices=[office], wanted_by=DAY, by=editor, now=NOW, key=call.key)
    items = [add_item(asked=asked, title="一项", by=head, key=call.key) for _ in range(2)]

    assert again == call
    assert items[0] == items[1]


def test_no_item_needs_a_word(asked, head):
    with pytest.raises(NothingSaid):
        send_items(asked=asked, by=head, now=NOW)

    assert send_items(asked=asked, by=head, now=NOW, word="我科无补充。").word == "我科无补充。"


def test_sending_twice_sends_once(item, asked, head):
    send_items(asked=asked, by=head, now=NOW + timedelta(hours=1))

    asked.refresh_from_db()
    assert asked.sent_at == NOW


def test_who_has_not_answered_is_reminded_once_a_day(call, item, editor):
    silent = make_user(call.district, Role.OFFICE_STAFF, office=call.asked.get(office__name="人事科").office)

    told = [[row.office.name for row in remind_offices(call=call, by=editor, now=NOW)] for _ in range(2)]

    assert told == [["人事科"], []]
    notices = Message.objects.in_portal().filter(key__startswith="call-reminder:")
    assert [notice.recipient for notice in notices] == [silent]
    assert AuditEntry.objects.filter(verb="remind_offices").count() == 1


def test_a_closed_call_takes_nothing_more_but_its_items_can_be_taken_over(call, asked, item, head, editor):
    close_call(call=call, by=editor, now=NOW)

    with pytest.raises(Late):
        add_item(asked=asked, title="晚到的一项", by=head)
    with pytest.raises(Late):
        remind_offices(call=call, by=editor, now=NOW)
    with pytest.raises(AlreadyDecided):
        close_call(call=call, by=editor, now=NOW)
    assert take_item(item=item, by=editor, now=NOW).title == "办好暑期研修"


def test_only_a_draft_is_contributed_to(plan, call, asked, item, head, editor, office):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        ask_offices(plan=plan, offices=[office], wanted_by=DAY, by=editor, now=NOW)
    with pytest.raises(Late):
        add_item(asked=asked, title="晚到的一项", by=head)
    with pytest.raises(NotADraft):
        take_item(item=item, by=editor, now=NOW)


def test_nobody_acts_for_another_office_or_bureau(plan, asked, item, editor, outsider, office):
    stranger = make_user(plan.district, Role.OFFICE_HEAD, office=make_office(plan.district, "安全科"))
    with pytest.raises(NotYours):
        add_item(asked=asked, title="别人的一项", by=stranger)
    with pytest.raises(NotYours):
        take_item(item=item, by=outsider, now=NOW)
    with pytest.raises(AnotherBureau):
        ask_offices(
            plan=plan, offices=[make_office(make_district("远山县"))], wanted_by=DAY, by=editor, now=NOW
        )
    with pytest.raises(NothingSaid):
        ask_offices(plan=plan, offices=[], wanted_by=DAY, by=editor, now=NOW)


def test_the_board_costs_the_same_at_one_and_at_three_calls(
    plan, section, office, call, item, editor, django_assert_num_queries
):
    calls, parts = Call.objects.filter(plan=plan), parts_of_plan(plan)
    with django_assert_num_queries(4):
        boards = call_boards(calls, parts, DAY)
    assert [(board.answered, len(board.rows)) for board in boards] == [(1, 2)]
    assert waiting_items(plan)[section.key] == 1

    for _ in range(2):
        ask_offices(plan=plan, offices=[office], wanted_by=DAY, by=editor, now=NOW)
    with django_assert_num_queries(4):
        boards = call_boards(calls, parts, DAY + timedelta(days=1))
    assert [row.is_late for board in boards for row in board.rows] == [True, True, False, True]
