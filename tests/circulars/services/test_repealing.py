"""撤销, 废止, 恢复: an issued paper is taken back, and everybody who works by it hears of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from circulars.models import Circular, Receipt
from circulars.queries import people_unsigned
from circulars.refusals import AlreadyRepealed, Contradicts, NoLongerAsked, NotRepealed, StillBeingMade
from circulars.services import (
    faults_of,
    repeal_circular,
    restore_circular,
    set_disclosure,
    sign_for,
    withdraw_circular,
)
from districts.models import AuditEntry, Message
from tests.circulars.factories import (
    SIGNED_ON,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)

NOW = datetime(2026, 2, 3, 8, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def editor(district):
    return make_editor(district)


@pytest.fixture
def people(district):
    """A clerk who has signed, a clerk and an officer who have not."""
    return [
        make_clerk(make_school(district, "第一小学")), make_clerk(make_school(district, "第二小学")),
        make_officer(make_office(district, "办公室")),
    ]  # fmt: skip


@pytest.fixture
def circular(district, people):
    circular = ready(make_circular(district))
    sign_for(circular=circular, by=people[0], seat=people[0].seats[0])
    return circular


def ready(circular):
    Circular.objects.filter(pk=circular.pk).update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    circular.refresh_from_db()
    return circular


def annul(circular, by, **said):
    said = dict[str, Any]({"validity": "annulled", "reason": "附件有误。", "now": NOW}) | said
    return repeal_circular(circular=circular, by=by, **said)


def told():
    return set(
        Message.objects.filter(channel="portal", subject__contains="已撤销").values_list(
            "recipient", flat=True
        )
    )


def test_an_annulled_paper_says_since_when_by_whom_and_why(circular, editor):
    found = annul(circular, editor)

    found.refresh_from_db()
    assert (found.validity, found.repealed_at, found.repealed_by, found.repeal_reason) == (
        "annulled", NOW, editor, "附件有误。",
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="repeal_circular")
    assert (entry.actor, entry.before, entry.after) == (
        editor,
        {"validity": "in_force"},
        {"validity": "annulled", "reason": "附件有误。"},
    )


def test_everybody_addressed_is_told_once_whether_they_have_signed_or_not(circular, editor, people):
    newer = make_circular(circular.district)
    annul(circular, editor, replaced_by=newer)
    with pytest.raises(AlreadyRepealed):
        annul(circular, editor, reason="再来一次", now=LATER)

    assert told() == {person.pk for person in people}
    message = Message.objects.filter(subject=f"{circular.number}已撤销")[0]
    assert message.body.splitlines()[1:] == [
        "原因：附件有误。", "尚未签收的，不必再签收。", f"请改按{newer.number}执行。",
    ]  # fmt: skip
    circular.refresh_from_db()
    assert circular.repeal_reason == "附件有误。"
    assert Message.objects.filter(subject__contains="已撤销", channel="portal").count() == len(people)


def test_nobody_signs_for_it_any_more_and_receipts_stay(circular, editor, people):
    annul(circular, editor)

    with pytest.raises(NoLongerAsked):
        sign_for(circular=circular, by=people[1], seat=people[1].seats[0])

    circular.refresh_from_db()
    assert Receipt.objects.get().signed_by == people[0]
    assert not people_unsigned(circular)
    assert not Circular.objects.unsigned_by(people[1].seats[0])
    assert list(Circular.objects.addressed_to(people[1].seats[0])) == [circular]


def test_the_paper_and_its_number_stay_as_they_were(circular, editor):
    before = (circular.number, circular.snapshot, circular.content_hash, circular.pdf.name)

    annul(circular, editor)

    circular.refresh_from_db()
    assert (circular.number, circular.snapshot, circular.content_hash, circular.pdf.name) == before
    assert circular.registered_number.state == "used"
    assert "snapshot_changed" not in faults_of(circular, print_again=False)
    assert make_circular(circular.district).serial == circular.serial + 1


def test_a_paper_still_being_made_is_not_taken_back(district, editor):
    waiting = make_circular(district)

    with pytest.raises(StillBeingMade):
        annul(waiting, editor)

    waiting.refresh_from_db()
    assert waiting.is_in_force


def test_one_that_could_not_be_printed_is_taken_back_all_the_same(district, editor):
    failed = make_circular(district)
    Circular.objects.filter(pk=failed.pk).update(state=Circular.State.FAILED)

    assert annul(failed, editor).is_annulled


def test_what_holds_instead_is_not_older(circular, editor):
    older = make_circular(circular.district, signed_on=SIGNED_ON - timedelta(days=3))

    with pytest.raises(Contradicts):
        annul(circular, editor, replaced_by=older)

    circular.refresh_from_db()
    assert circular.is_in_force


def test_restored_it_holds_as_before_and_people_are_told(circular, editor, people):
    newer = make_circular(circular.district)
    annul(circular, editor, replaced_by=newer)

    restored = restore_circular(circular=circular, by=editor, now=LATER, reason="选错了文件")

    assert (restored.validity, restored.repealed_at, restored.repeal_reason, restored.replaced_by) == (
        "in_force", None, "", None,
    )  # fmt: skip
    sign_for(circular=circular, by=people[1], seat=people[1].seats[0])
    assert Message.objects.filter(channel="portal", subject=f"{circular.number}恢复有效").count() == len(
        people
    )
    assert AuditEntry.objects.get(verb="restore_circular").after == {
        "validity": "in_force",
        "reason": "选错了文件",
    }
    with pytest.raises(NotRepealed):
        restore_circular(circular=circular, by=editor, now=LATER, reason="再来一次")


def test_what_was_amended_before_is_amended_again(circular, editor):
    set_disclosure(circular=circular, by=editor, validity="amended")
    annul(circular, editor, validity="repealed")

    assert restore_circular(circular=circular, by=editor, now=LATER, reason="选错了").validity == "amended"


@pytest.mark.parametrize(("first", "wanted"), [(False, "repealed"), (False, "annulled"), (True, "in_force")])
def test_the_directory_alone_neither_repeals_nor_restores(circular, editor, first, wanted):
    if first:
        annul(circular, editor)

    with pytest.raises(Contradicts):
        set_disclosure(circular=circular, by=editor, validity=wanted)

    circular.refresh_from_db()
    assert circular.is_annulled is first


def test_withdrawing_it_from_the_public_page_leaves_it_annulled(district, editor):
    public, newer = ready(make_circular(district, publish=True)), make_circular(district, publish=True)
    annulled = annul(public, editor)

    withdraw_circular(circular=annulled, by=editor, now=LATER, reason="内容有误", replaced_by=newer)

    annulled.refresh_from_db()
    assert (annulled.validity, annulled.replaced_by) == ("annulled", newer)


def test_no_row_says_taken_back_without_a_reason(circular):
    with pytest.raises(IntegrityError), transaction.atomic():
        Circular.objects.filter(pk=circular.pk).update(repealed_at=NOW, validity="annulled")
