from datetime import date, timedelta

import pytest
import time_machine

from districts.models import AuditEntry, Role, Stage
from districts.services import merge_office
from progress.models import Report
from progress.services import NotAsked, NotTheirSeat, file_report
from tests.calendar_app.factories import (
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
    make_task,
    make_user,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return make_district("临溪县")


@pytest.fixture
def office(county):
    return make_office(county, "基教科")


@pytest.fixture
def officer(county, office):
    return make_user(county, Role.OFFICE_STAFF, office=office)


@pytest.fixture
def school(county):
    return make_school(county)


@pytest.fixture
def clerk(county, school):
    return make_user(county, Role.SCHOOL_CLERK, school=school)


@pytest.fixture
def entry(county, office):
    entry = make_entry(county, lead=office)
    entry.audience.create(stage=Stage.PRIMARY)
    return entry


def test_office_reports_on_what_it_carries(county, office, officer, entry):
    report = file_report(by=officer, office=office, entry=entry, status="done", text="已完成")

    assert (report.district, report.entry, report.task, report.office, report.school) == (
        county,
        entry,
        None,
        office,
        None,
    )
    assert (report.status, report.text, report.filed_by) == ("done", "已完成", officer)


def test_school_reports_on_a_task_that_addresses_it(county, school, clerk):
    task = make_task(make_plan(county, Plan.State.ISSUED))
    task.audience.create(school=school)

    report = file_report(by=clerk, school=school, task=task, status="under_way")

    assert (report.task, report.school) == (task, school)


def test_what_it_was_before_stands_in_the_trail(office, officer, entry):
    file_report(by=officer, office=office, entry=entry, status="under_way", text="刚开始")
    file_report(by=officer, office=office, entry=entry, status="done", text="做完了")

    trace = AuditEntry.objects.filter(verb="file_report").latest("id")
    assert trace.before == {"status": "under_way", "text": "刚开始"}
    assert trace.after == {"status": "done", "text": "做完了", "from": "基教科"}


def test_double_click_is_one_report(office, officer, entry):
    first = file_report(by=officer, office=office, entry=entry, status="done", text="好了")
    second = file_report(by=officer, office=office, entry=entry, status="done", text="好了")

    assert first == second
    assert Report.objects.count() == 1
    assert AuditEntry.objects.filter(verb="file_report").count() == 1


def test_same_words_next_month_are_a_new_report(office, officer, entry):
    with time_machine.travel(date(2026, 11, 2)) as clock:
        file_report(by=officer, office=office, entry=entry, status="under_way")
        clock.shift(timedelta(days=30))
        file_report(by=officer, office=office, entry=entry, status="under_way")

    assert Report.objects.count() == 2


def test_change_of_mind_is_a_new_report(office, officer, entry):
    for status in ("done", "blocked", "done"):
        file_report(by=officer, office=office, entry=entry, status=status)

    assert list(Report.objects.values_list("status", flat=True)) == ["done", "blocked", "done"]


def test_people_of_a_merged_office_report_for_the_one_they_went_to(county, office, officer, entry):
    other = make_office(county, "义教科")
    merge_office(office=office, into=other, by=make_editor(county))
    officer = type(officer).objects.get(pk=officer.pk)

    file_report(by=officer, office=officer.seats[0].office, entry=entry, status="done")

    assert entry.reports.get().office == other


def test_office_that_does_not_carry_it_is_not_asked(county, entry):
    other = make_office(county, "计财科")
    somebody = make_user(county, Role.OFFICE_HEAD, office=other)

    with pytest.raises(NotAsked):
        file_report(by=somebody, office=other, entry=entry, status="done")


def test_school_that_is_not_addressed_is_not_asked(county, entry):
    senior = make_school(county, stage=Stage.SENIOR)
    clerk = make_user(county, Role.SCHOOL_CLERK, school=senior)

    with pytest.raises(NotAsked):
        file_report(by=clerk, school=senior, entry=entry, status="done")


def test_school_of_another_county_is_not_asked(entry):
    elsewhere = make_district("青川县")
    stranger = make_school(elsewhere)
    clerk = make_user(elsewhere, Role.SCHOOL_CLERK, school=stranger)

    with pytest.raises(NotAsked):
        file_report(by=clerk, school=stranger, entry=entry, status="done")


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.SUBMITTED, Plan.State.APPROVED])
def test_nobody_is_asked_about_a_plan_that_is_not_issued(county, office, officer, state):
    entry = make_entry(county, plan=make_plan(county, state), lead=office)

    with pytest.raises(NotAsked):
        file_report(by=officer, office=office, entry=entry, status="done")


def test_one_does_not_report_for_somebody_else(county, office, school, clerk, entry):
    with pytest.raises(NotTheirSeat):
        file_report(by=make_editor(county), office=office, entry=entry, status="done")
    with pytest.raises(NotTheirSeat):
        file_report(by=clerk, office=office, entry=entry, status="done")
    with pytest.raises(NotTheirSeat):
        file_report(by=clerk, entry=entry, status="done")

    assert not Report.objects.exists()


def test_report_has_one_item_and_a_known_status(county, office, officer, entry):
    task = make_task(make_plan(county, Plan.State.ISSUED))

    for wrong in (
        {"status": "done"},
        {"status": "done", "task": task, "entry": entry},
        {"status": "perfect", "entry": entry},
    ):
        with pytest.raises(ValueError, match="one item"):
            file_report(by=officer, office=office, **wrong)
