"""The register of numbers, with real transactions at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from circulars.models import Circular, NumberRegister
from circulars.queries import register_faults
from circulars.refusals import Refused
from circulars.services import issue_plan
from circulars.services.numbers import take_number
from districts.models import Message
from tests.circulars.factories import (
    SIGNED_ON,
    approved_plan,
    make_bureau,
    make_editor,
    make_office,
    make_officer,
)
from workplans.models import Plan

PEOPLE = 25


def at_once(acts):
    """Run the acts in as many threads, all let go at the same moment; returns results, refusals as values."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def taken(district, code="临教", year=2026):
    """The serial number taken next."""
    by = make_editor(district)
    number = take_number(
        district=district, code=code, year=year, purpose="开学通知", by=by, now=timezone.now()
    )
    return number.serial


def test_numbers_count_per_bureau_code_and_year(db):
    here, there = make_bureau("临溪县"), make_bureau("青川县")

    with transaction.atomic():
        serials = [taken(here), taken(here), taken(here, year=2027), taken(here, "临教办"), taken(there)]

    assert serials == [1, 2, 1, 1, 1]


def test_a_number_is_taken_inside_a_transaction_only(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        taken(make_bureau())


def test_a_transaction_rolled_back_gives_its_number_back(db):
    district = make_bureau()

    with transaction.atomic():
        taken(district)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert taken(district) == 1


def test_many_who_issue_at_once_get_consecutive_numbers(transactional_db):
    district = make_bureau()
    editor = make_editor(district)
    plans = [approved_plan(district, title=f"第{n}份工作要点") for n in range(PEOPLE)]

    issued = at_once([lambda p=plan: issue_plan(plan=p, by=editor, signed_on=SIGNED_ON) for plan in plans])

    assert sorted(circular.serial for circular in issued) == list(range(1, PEOPLE + 1))
    assert {circular.number for circular in issued} == {f"临教〔2026〕{n}号" for n in range(1, PEOPLE + 1)}
    assert NumberRegister.objects.get().last_serial == PEOPLE
    assert not register_faults(NumberRegister.objects.all())


def test_refused_issues_among_many_leave_no_gap(transactional_db):
    district = make_bureau()
    editor = make_editor(district)
    plans = [approved_plan(district, title=f"第{n}份工作要点") for n in range(PEOPLE)]
    Plan.objects.filter(pk__in=[plan.pk for plan in plans[::3]]).update(state=Plan.State.DRAFT)

    outcomes = at_once([lambda p=plan: issue_plan(plan=p, by=editor, signed_on=SIGNED_ON) for plan in plans])

    serials = sorted(outcome.serial for outcome in outcomes if isinstance(outcome, Circular))
    assert serials == list(range(1, len(plans) - len(plans[::3]) + 1))


def test_many_clicks_on_one_plan_issue_it_once(transactional_db):
    district = make_bureau()
    officer = make_officer(make_office(district, "办公室"))
    plan = approved_plan(district)
    editor = make_editor(district)

    def issue():
        return issue_plan(plan=Plan.objects.get(pk=plan.pk), by=editor, signed_on=SIGNED_ON)

    outcomes = at_once([issue] * 8)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [*["AlreadyIssued"] * 7, "Circular"]
    assert Circular.objects.count() == 1
    assert Message.objects.in_portal().filter(recipient=officer).count() == 1
