"""Remarks: made, answered, settled, opened again, taken away; told of; never lost with the text they mean."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import AuditEntry, Message
from drafting.models import Answer, Remark
from drafting.queries.parts import parts_of_plan
from drafting.queries.talk import open_counts, rights, threads
from drafting.refusals import AlreadyDecided, NothingSaid, NotYours, PartGone, TalkIsOver
from drafting.services import (
    answer_remark,
    make_remark,
    remove_remark,
    reopen_remark,
    restore_remark,
    settle_remark,
)
from tests.drafting.conftest import NOW
from workplans.models import Plan, Task
from workplans.services import edit_task, move_task, remove_task, restore_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def remark(plan, parts, task, head) -> Remark:
    """Of 新建幼儿园3所."""
    return make_remark(
        plan=plan, part=parts[task.key], field="body", quote="新建幼儿园3所", text="数字请核实。", by=head, now=NOW
    )  # fmt: skip


def thread_of(remark, user):
    return threads(
        Remark.objects.filter(pk=remark.pk), parts_of_plan(remark.plan), rights(remark.plan, user)
    )[0]


def test_a_thread_is_answered_settled_and_opened_again(remark, head, editor):
    answer_remark(remark=remark, text="已核实，是3所。", by=editor, now=NOW)
    settled = settle_remark(remark=remark, by=head, now=NOW)
    reopened = reopen_remark(remark=remark, by=editor, now=NOW)

    assert (settled.settled_by, settled.settled_at) == (head, NOW)
    assert reopened.is_open
    assert [answer.text for answer in remark.answers.all()] == ["已核实，是3所。"]
    verbs = AuditEntry.objects.filter(object_type="drafting.remark").order_by("pk")
    assert [entry.verb for entry in verbs] == [
        "make_remark",
        "answer_remark",
        "settle_remark",
        "reopen_remark",
    ]


def test_words_are_still_held_after_an_edit_around_them(remark, task, editor):
    edit_task(task=task, changes={"body": "今年秋季前，新建幼儿园3所，由基础教育科负责。"}, by=editor)

    assert thread_of(remark, editor).excerpt.words == "新建幼儿园3所"


def test_words_that_were_changed_are_shown_as_they_were(remark, task, editor):
    edit_task(task=task, changes={"body": "新建幼儿园5所。"}, by=editor)

    found = thread_of(remark, editor)
    assert found.is_stale
    assert found.remark.quote == "新建幼儿园3所"


def test_a_remark_outlives_its_task_and_finds_it_when_it_comes_back(remark, task, plan, editor):
    entry = remove_task(task=task, by=editor)
    gone = thread_of(remark, editor)
    restore_part(plan=plan, entry=entry, by=editor)
    back = thread_of(remark, editor)

    assert (gone.part, gone.remark.part_title) == (None, "1．第1件事")
    assert back.part is not None
    assert back.excerpt.words == "新建幼儿园3所"


def test_a_remark_goes_along_when_its_task_moves(remark, task, plan, editor):
    move_task(task=task, section=plan.sections.get(title="守住底线"), by=editor)

    assert thread_of(remark, editor).part.label == "3．"


def test_asking_twice_makes_one(plan, parts, task, head, remark):
    again = make_remark(
        plan=plan, part=parts[task.key], text="数字请核实。", by=head, now=NOW, key=remark.key
    )
    for _ in range(2):
        answer_remark(remark=remark, text="好", by=head, now=NOW, key=remark.key)

    assert again == remark
    assert (Remark.objects.count(), Answer.objects.count()) == (1, 1)


def test_what_is_taken_away_is_kept_and_comes_back(remark, head):
    removed = remove_remark(remark=remark, by=head, now=NOW)
    assert (removed.removed_by, removed.text) == (head, "数字请核实。")

    assert restore_remark(remark=remark, by=head, now=NOW).is_open


def test_nobody_settles_or_takes_away_what_another_one_raised_but_an_editor(remark, approver, editor):
    for act in (settle_remark, remove_remark):
        with pytest.raises(NotYours):
            act(remark=remark, by=approver, now=NOW)

    assert settle_remark(remark=remark, by=editor, now=NOW).settled_by == editor


def test_a_second_click_is_told(remark, editor):
    settle_remark(remark=remark, by=editor, now=NOW)

    with pytest.raises(AlreadyDecided):
        settle_remark(remark=remark, by=editor, now=NOW)


def test_another_bureau_has_no_say(plan, parts, remark, outsider):
    with pytest.raises(NotYours):
        make_remark(plan=plan, part=parts[None], text="路过", by=outsider, now=NOW)
    with pytest.raises(NotYours):
        answer_remark(remark=remark, text="路过", by=outsider, now=NOW)
    assert not Remark.objects.visible_to(outsider).exists()


def test_nothing_is_said_of_an_issued_plan_nor_of_a_deleted_task(plan, parts, task, remark, editor):
    remove_task(task=task, by=editor)
    with pytest.raises(PartGone):
        make_remark(plan=plan, part=parts[task.key], text="晚了", by=editor, now=NOW)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    with pytest.raises(TalkIsOver):
        make_remark(plan=plan, part=parts[None], text="晚了", by=editor, now=NOW)
    with pytest.raises(TalkIsOver):
        settle_remark(remark=remark, by=editor, now=NOW)
    with pytest.raises(NothingSaid):
        make_remark(plan=plan, part=parts[None], text=" ", by=editor, now=NOW)


def test_the_drafter_hears_of_remarks_once_until_having_read(plan, parts, head, editor, remark):
    make_remark(plan=plan, part=parts[None], text="还有一处", by=head, now=NOW + timedelta(minutes=5))
    notices = Message.objects.in_portal().filter(recipient=editor)
    assert notices.count() == 1

    notices.update(read_at=NOW)
    make_remark(plan=plan, part=parts[None], text="又有一处", by=head, now=NOW + timedelta(minutes=9))
    assert notices.count() == 2


def test_those_who_spoke_hear_of_an_answer_and_nobody_of_their_own(remark, head, editor, approver):
    answer_remark(remark=remark, text="我看可以", by=approver, now=NOW)
    answer_remark(remark=remark, text="好的", by=editor, now=NOW)

    told = Message.objects.in_portal().filter(key__startswith="remark-answers:")
    assert sorted(message.recipient_id for message in told) == sorted([head.pk, approver.pk])


def test_counters_count_what_is_open(plan, parts, task, remark, editor):
    make_remark(plan=plan, part=parts[None], text="总的看", by=editor, now=NOW)
    settle_remark(
        remark=make_remark(plan=plan, part=parts[task.key], text="小事", by=editor, now=NOW),
        by=editor,
        now=NOW,
    )

    counts = open_counts(plan)
    assert (counts.of(task.key), counts.all_remarks) == (1, 2)


def test_the_list_costs_the_same_at_one_and_at_three_remarks(plan, parts, task, remark, editor):
    assert editor.seats  # read once a request

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            threads(Remark.objects.filter(plan=plan), parts_of_plan(plan), rights(plan, editor))
        return len(queries)

    one = cost()
    for other in Task.objects.filter(plan=plan).exclude(pk=task.pk):
        said = make_remark(plan=plan, part=parts[other.key], text="也看看", by=editor, now=NOW)
        answer_remark(remark=said, text="好", by=editor, now=NOW)
    assert cost() == one
