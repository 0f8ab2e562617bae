"""The register: a number is kept, used by a paper or made void, once; what it may never have is found."""

from datetime import UTC, date, datetime

import pytest

from circulars.models import NumberRegister, RegisteredNumber
from circulars.queries import find_numbers, register_faults
from circulars.refusals import NoDocumentCode, NotReserved, OtherYear
from circulars.services import issue_plan, reserve_number, use_number_elsewhere, void_number
from districts.models import AuditEntry, District
from tests.circulars.factories import SIGNED_ON, approved_plan, make_bureau, make_circular, make_editor
from workplans.models import Plan

NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)
State = RegisteredNumber.State


@pytest.fixture
def bureau(db):
    return make_bureau()


@pytest.fixture
def editor(bureau):
    return make_editor(bureau)


@pytest.fixture
def reserved(bureau, editor):
    return reserve_number(district=bureau, year=2026, purpose="开学通知", by=editor, now=NOW)


def issued(bureau, editor, **choices):
    return issue_plan(plan=approved_plan(bureau), by=editor, **{"signed_on": SIGNED_ON, **choices})


def faults():
    return register_faults(NumberRegister.objects.all())


def test_a_paper_stands_in_the_register_under_its_number(bureau, editor):
    circular = issued(bureau, editor)

    row = RegisteredNumber.objects.get()
    assert (row.number, row.state, row.circular, row.purpose) == (
        circular.number, State.USED, circular, circular.title,
    )  # fmt: skip
    assert not faults()


def test_a_reserved_number_is_passed_over_and_used_by_its_paper(bureau, editor, reserved):
    other = issued(bureau, editor)
    circular = issued(bureau, editor, reserved=reserved)

    assert (reserved.number, other.number) == ("临教〔2026〕1号", "临教〔2026〕2号")
    assert (circular.number, circular.snapshot["number"]) == (reserved.number, reserved.number)
    reserved.refresh_from_db()
    assert (reserved.state, reserved.circular) == (State.USED, circular)
    assert not faults()


def test_a_void_number_stays_and_is_never_given_again(bureau, editor, reserved):
    void_number(number=reserved, reason="不再印发", by=editor, now=NOW)

    assert issued(bureau, editor).serial == 2
    with pytest.raises(NotReserved):
        issued(bureau, editor, reserved=reserved)
    assert (reserved.state, reserved.void_reason, reserved.voided_by, reserved.voided_at) == (
        State.VOID, "不再印发", editor, NOW,
    )  # fmt: skip
    assert AuditEntry.objects.get(verb="void_number").after == {"reason": "不再印发"}
    assert not faults()


def test_only_a_reserved_number_becomes_void(bureau, editor, reserved):
    issued(bureau, editor, reserved=reserved)

    with pytest.raises(NotReserved):
        void_number(number=reserved, reason="错号", by=editor, now=NOW)

    assert RegisteredNumber.objects.get().state == State.USED


def test_a_refused_issue_leaves_the_number_reserved_and_the_plan_as_it_was(bureau, editor, reserved):
    plan = approved_plan(bureau)

    with pytest.raises(OtherYear):
        issue_plan(plan=plan, by=editor, signed_on=date(2027, 1, 4), reserved=reserved)

    reserved.refresh_from_db()
    plan.refresh_from_db()
    assert (reserved.state, plan.state) == (State.RESERVED, Plan.State.APPROVED)


def test_another_bureaus_number_is_not_to_be_had(editor, reserved):
    there = make_bureau("青川县")

    with pytest.raises(NotReserved):
        issue_plan(plan=approved_plan(there), by=editor, signed_on=SIGNED_ON, reserved=reserved)


def test_a_bureau_without_a_code_is_asked_for_one(bureau, editor):
    District.objects.filter(pk=bureau.pk).update(document_code="")
    bureau.refresh_from_db()

    with pytest.raises(NoDocumentCode):
        reserve_number(district=bureau, year=2026, purpose="开学通知", by=editor, now=NOW)


def test_gaps_and_strangers_in_a_register_are_found(bureau):
    circular = make_circular(bureau)
    NumberRegister.objects.update(last_serial=2)
    assert faults() == ["临教〔2026〕: [1] 1–2"]

    NumberRegister.objects.update(last_serial=1)
    RegisteredNumber.objects.update(number="临教〔2026〕9号")
    assert faults() == [f"临教〔2026〕9号 ≠ {circular.number}"]


def test_numbers_are_found_by_words_year_code_and_state(bureau, editor, reserved):
    issued(bureau, editor)
    everything = RegisteredNumber.objects.visible_to(editor)

    assert find_numbers(everything, words="临教 开学").get() == reserved
    assert find_numbers(everything, state=State.USED).get().serial == 2
    assert find_numbers(everything, year=2026, code="临教").count() == 2
    assert not find_numbers(everything, year=2025)


def test_a_number_of_a_paper_not_made_here_is_used_and_says_by_which(bureau, editor, reserved):
    use_number_elsewhere(number=reserved, title="关于开学的通知", dated=date(2026, 2, 20), by=editor)

    row = RegisteredNumber.objects.get()
    assert (row.state, row.purpose, row.dated, row.circular) == (
        State.USED, "关于开学的通知", date(2026, 2, 20), None,
    )  # fmt: skip
    assert AuditEntry.objects.latest("pk").verb == "use_number_elsewhere"
    assert not faults()
    with pytest.raises(NotReserved):
        void_number(number=row, reason="错号", by=editor, now=NOW)
    with pytest.raises(NotReserved):
        issued(bureau, editor, reserved=row)


def test_a_paper_elsewhere_bears_a_number_of_its_own_year(editor, reserved):
    with pytest.raises(OtherYear):
        use_number_elsewhere(number=reserved, title="通知", dated=date(2027, 1, 4), by=editor)

    assert RegisteredNumber.objects.get().is_reserved
