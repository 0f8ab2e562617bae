"""Suggested wording: accepted through the door of every edit, declined with a word, stale where the text moved on."""

from __future__ import annotations

import pytest

from districts.models import AuditEntry, Message
from drafting.models import Suggestion
from drafting.queries.parts import parts_of_plan
from drafting.queries.talk import proposal, rights
from drafting.refusals import AlreadyDecided, NothingSaid, NotYours, TooLong, WordsGone
from drafting.services import accept_wording, decline_wording, suggest_wording, withdraw_wording
from tests.drafting.conftest import NOW
from workplans.models import Plan
from workplans.refusals import ChangedMeanwhile, NotADraft
from workplans.services import edit_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggestion(plan, parts, task, head) -> Suggestion:
    """新建幼儿园3所 → 新建幼儿园5所."""
    return suggest_wording(
        plan=plan, part=parts[task.key], field="body", quote="3所", start=5, proposed="5所",
        reason="按最新规划。", by=head, now=NOW,
    )  # fmt: skip


def shown(suggestion, user):
    suggestion.refresh_from_db()
    return proposal(suggestion, parts_of_plan(suggestion.plan), rights(suggestion.plan, user), [])


def test_an_editor_accepts_and_the_text_and_its_target_follow(suggestion, task, editor, head):
    accept_wording(suggestion=suggestion, by=editor, now=NOW)

    task.refresh_from_db()
    suggestion.refresh_from_db()
    assert task.body == "新建幼儿园5所，由人事科负责。"
    assert [target.value for target in task.targets.all()] == [5]
    assert (suggestion.state, suggestion.decided_by) == ("accepted", editor)
    assert AuditEntry.objects.filter(verb="edit_task", actor=editor).exists()
    assert Message.objects.in_portal().filter(recipient=head, key__startswith="wording-decided:").exists()


def test_words_are_replaced_where_they_stand_now(suggestion, task, editor):
    edit_task(task=task, changes={"body": "今年新建幼儿园3所。"}, by=editor)

    accept_wording(suggestion=suggestion, by=editor, now=NOW)

    task.refresh_from_db()
    assert task.body == "今年新建幼儿园5所。"


def test_a_stale_suggestion_says_so_and_changes_nothing(suggestion, task, editor):
    edit_task(task=task, changes={"body": "新建幼儿园4间。"}, by=editor)

    assert shown(suggestion, editor).is_stale
    with pytest.raises(WordsGone):
        accept_wording(suggestion=suggestion, by=editor, now=NOW)
    suggestion.refresh_from_db()
    assert suggestion.is_open


def test_no_text_is_overwritten_that_the_editor_did_not_see(suggestion, task, editor):
    seen = (task.version, task.body)
    edit_task(task=task, changes={"body": task.body + "年底完成。"}, by=editor)

    with pytest.raises(ChangedMeanwhile):
        accept_wording(suggestion=suggestion, by=editor, now=NOW, version=seen[0], was=seen[1])

    task.refresh_from_db()
    suggestion.refresh_from_db()
    assert task.body.endswith("年底完成。")
    assert suggestion.is_open


def test_a_whole_title_can_be_suggested_and_says_when_it_is_stale(plan, parts, task, editor, head):
    made = suggest_wording(
        plan=plan, part=parts[task.key], field="title", proposed="办好第1件事", by=head, now=NOW
    )
    assert not shown(made, editor).is_stale
    edit_task(task=task, changes={"title": "做好第1件事"}, by=editor)

    assert shown(made, editor).is_stale
    accept_wording(suggestion=made, by=editor, now=NOW)
    task.refresh_from_db()
    assert task.title == "办好第1件事"


def test_a_decline_has_its_reason_and_a_decision_falls_once(suggestion, editor):
    with pytest.raises(NothingSaid):
        decline_wording(suggestion=suggestion, word=" ", by=editor, now=NOW)
    decline_wording(suggestion=suggestion, word="规划未批复。", by=editor, now=NOW)

    with pytest.raises(AlreadyDecided):
        accept_wording(suggestion=suggestion, by=editor, now=NOW)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.word) == ("declined", "规划未批复。")


def test_a_refused_second_decision_leaves_the_text_alone(suggestion, task, editor):
    decline_wording(suggestion=suggestion, word="暂不。", by=editor, now=NOW)
    with pytest.raises(AlreadyDecided):
        accept_wording(suggestion=suggestion, by=editor, now=NOW)

    task.refresh_from_db()
    assert "3所" in task.body


def test_only_editors_decide_and_only_its_author_withdraws(suggestion, approver, head, editor):
    with pytest.raises(NotYours):
        accept_wording(suggestion=suggestion, by=head, now=NOW)
    with pytest.raises(NotYours):
        withdraw_wording(suggestion=suggestion, by=editor, now=NOW)

    assert withdraw_wording(suggestion=suggestion, by=head, now=NOW).state == "withdrawn"


def test_a_submitted_text_stands_still(suggestion, plan, editor):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

    with pytest.raises(NotADraft):
        accept_wording(suggestion=suggestion, by=editor, now=NOW)


def test_what_does_not_fit_or_changes_nothing_is_refused(plan, parts, task, head):
    for words, refusal in (
        ("字" * 301, TooLong),
        ("两\n行", TooLong),
        ("", NothingSaid),
        ("第1件事", NothingSaid),
    ):
        with pytest.raises(refusal):
            suggest_wording(plan=plan, part=parts[task.key], field="title", proposed=words, by=head, now=NOW)
    assert not Suggestion.objects.exists()
