from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.services import merge_office
from progress.models import Report
from progress.queries import (
    DueItem,
    items_done_by,
    open_items_for_office,
    open_items_for_school,
    overdue_items,
)
from tests.calendar_app.factories import (
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
    make_task,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def county():
    return make_district("临溪县")


@pytest.fixture
def office(county):
    return make_office(county, "基教科")


@pytest.fixture
def other(county):
    return make_office(county, "计财科")


@pytest.fixture
def plan(county):
    return make_plan(county, Plan.State.ISSUED)


@pytest.fixture
def clerk(county):
    return make_editor(county)


def say(item, status, by, *, office=None, school=None):
    return item.reports.create(
        district=item.district, status=status, office=office, school=school, filed_by=by
    )


def titles(items):
    return [item.title for item in items]


class TestOpenItemsForOffice:
    def test_item_is_told_whole(self, county, office, plan):
        entry = make_entry(
            county, "普查", first=date(2026, 9, 1), last=date(2026, 11, 1), plan=plan, lead=office
        )
        task = make_task(plan, "建好学校。", due_on=date(2026, 11, 19))
        task.duties.create(office=office, role="lead")

        assert open_items_for_office(office, TODAY) == [
            DueItem(
                "task", task.pk, "建好学校", plan.title, date(2026, 11, 19), None, None, "", True,
                f"/tasks/{task.pk}/report/", office.pk, "基教科",
            ),
            DueItem(
                "entry", entry.pk, "普查", plan.title, date(2026, 11, 30), date(2026, 9, 1), date(2026, 11, 1), "",
                False, f"/calendar/entries/{entry.pk}/report/", office.pk, "基教科",
            ),
        ]  # fmt: skip

    def test_due_on_the_day_is_not_late(self, county, office):
        make_entry(county, lead=office, due_on=TODAY)

        [item] = open_items_for_office(office, TODAY)

        assert (item.due_on, item.is_late) == (TODAY, False)

    def test_what_begins_after_this_month_waits(self, county, office):
        make_entry(county, "十二月的事", first=date(2026, 12, 1), lead=office)

        assert open_items_for_office(office, TODAY) == []
        assert titles(open_items_for_office(office, TODAY, until=date(2026, 12, 5))) == ["十二月的事"]

    def test_task_without_a_day_comes_last(self, county, office, plan):
        make_task(plan, "全年的事").duties.create(office=office)
        make_entry(county, "这个月的事", lead=office)

        assert titles(open_items_for_office(office, TODAY)) == ["这个月的事", "全年的事"]

    def test_only_issued_plans_and_entries_of_their_own_are_owed(self, county, office):
        for state in Plan.State:
            make_entry(county, state.value, plan=make_plan(county, state), lead=office)
        make_entry(county, "单独", lead=office)

        assert titles(open_items_for_office(office, TODAY)) == ["issued", "单独"]

    def test_what_others_carry_is_not_here(self, county, office, other):
        make_entry(county, lead=other)

        assert open_items_for_office(office, TODAY) == []

    def test_newest_report_of_the_lead_counts(self, county, office, clerk):
        entry = make_entry(county, lead=office)
        say(entry, Report.Status.DONE, clerk, office=office)
        assert open_items_for_office(office, TODAY) == []

        say(entry, Report.Status.BLOCKED, clerk, office=office)
        assert [item.status for item in open_items_for_office(office, TODAY)] == ["blocked"]

    def test_supporting_office_is_done_when_it_says_so_and_the_lead_is_not(
        self, county, office, other, clerk
    ):
        entry = make_entry(county, lead=office, supporting=(other,))
        say(entry, Report.Status.DONE, clerk, office=other)

        assert open_items_for_office(other, TODAY) == []
        assert titles(open_items_for_office(office, TODAY)) == [entry.work]

    def test_lead_who_is_done_closes_it_for_the_supporting_office(self, county, office, other, clerk):
        entry = make_entry(county, lead=office, supporting=(other,))
        say(entry, Report.Status.DONE, clerk, office=office)

        assert open_items_for_office(other, TODAY) == []

    def test_report_of_a_school_does_not_close_it_for_the_office(self, county, office, clerk):
        entry = make_entry(county, lead=office)
        say(entry, Report.Status.DONE, clerk, school=make_school(county))

        assert titles(open_items_for_office(office, TODAY)) == [entry.work]

    def test_work_of_a_merged_office_is_owed_by_the_one_it_went_to(self, county, office, other, clerk):
        entry = make_entry(county, lead=office)
        late = make_entry(county, "九月的", first=date(2026, 9, 1), lead=office)
        say(late, Report.Status.UNDER_WAY, clerk, office=office)
        merge_office(office=office, into=other, by=clerk)
        other.refresh_from_db()

        assert titles(open_items_for_office(other, TODAY)) == ["九月的", entry.work]
        [item] = overdue_items(county, TODAY, other)
        assert (item.lead_id, item.lead, item.status) == (other.pk, "基教科", "under_way")

        say(late, Report.Status.DONE, clerk, office=other)
        assert overdue_items(county, TODAY) == []
        assert titles(open_items_for_office(other, TODAY)) == [entry.work]


class TestOpenItemsForSchool:
    @pytest.fixture
    def school(self, county):
        return make_school(county)

    def test_what_it_must_act_on_this_month(self, county, school, plan):
        make_entry(county, "要办的").audience.create(demand="act")
        make_entry(county, "只是知道").audience.create(demand="inform")
        make_entry(county, "没说是谁的")
        make_entry(county, "下月的", first=date(2026, 12, 1)).audience.create()
        make_task(plan, "全年的").audience.create(school=school)

        assert titles(open_items_for_school(school, TODAY, *NOVEMBER)) == ["要办的", "全年的"]

    def test_late_stays_until_it_is_done(self, county, school, clerk):
        entry = make_entry(county, "九月的", first=date(2026, 9, 1))
        entry.audience.create()

        assert [item.is_late for item in open_items_for_school(school, TODAY, *NOVEMBER)] == [True]

        say(entry, Report.Status.DONE, clerk, school=school)
        assert open_items_for_school(school, TODAY, *NOVEMBER) == []

    def test_another_school_closes_nothing(self, county, school, clerk):
        entry = make_entry(county)
        entry.audience.create()
        say(entry, Report.Status.DONE, clerk, school=make_school(county, "别的学校"))

        assert titles(open_items_for_school(school, TODAY, *NOVEMBER)) == [entry.work]

    def test_bureaus_above_ask_too_and_others_do_not(self, school, county):
        above = make_district("云山省")
        county.parent = above
        county.save()
        school.refresh_from_db()
        make_entry(above, "省里的").audience.create()
        make_entry(make_district("青川县"), "邻县的").audience.create()

        assert titles(open_items_for_school(school, TODAY, *NOVEMBER)) == ["省里的"]


class TestOverdueItems:
    def test_oldest_first_and_only_the_own_bureau(self, county, office, plan):
        make_entry(county, "十月的", first=date(2026, 10, 1), lead=office)
        make_entry(county, "九月的", first=date(2026, 9, 1))
        make_entry(county, "这个月的")
        make_entry(county, "跨到这个月", first=date(2026, 9, 1), last=date(2026, 11, 1))
        make_entry(make_district("青川县"), "邻县的", first=date(2026, 9, 1))
        make_task(plan, "昨天到期", due_on=date(2026, 11, 19))

        assert titles(overdue_items(county, TODAY)) == ["九月的", "十月的", "昨天到期"]
        assert titles(overdue_items(county, TODAY, office)) == ["十月的"]

    def test_only_the_lead_can_close_it(self, county, office, other, clerk):
        entry = make_entry(county, first=date(2026, 9, 1), lead=office, supporting=(other,))
        say(entry, Report.Status.DONE, clerk, office=other)
        assert [item.status for item in overdue_items(county, TODAY)] == [""]

        say(entry, Report.Status.DONE, clerk, office=office)
        assert overdue_items(county, TODAY) == []


def test_done_is_what_the_newest_report_says(county, office, plan, clerk):
    task, entry, reopened = make_task(plan), make_entry(county), make_entry(county)
    for item in (task, entry, reopened):
        say(item, Report.Status.DONE, clerk, office=office)
    say(reopened, Report.Status.UNDER_WAY, clerk, office=office)

    done = items_done_by(office=office)

    assert (done.tasks, done.entries) == (frozenset({task.pk}), frozenset({entry.pk}))
    assert items_done_by(school=make_school(county)).tasks == frozenset()


@pytest.mark.parametrize("rows", [1, 3])
def test_two_queries_at_any_number_of_rows(county, office, plan, rows):
    user = make_editor(county)
    school = make_school(county)
    for number in range(rows):
        entry = make_entry(county, f"{number}", first=date(2026, 9, 1), plan=plan, lead=office)
        task = make_task(plan, due_on=date(2026, 9, 30))
        task.duties.create(office=office)
        for item in (entry, task):
            item.audience.create()
            say(item, Report.Status.UNDER_WAY, user, office=office)

    for asked in (
        lambda: open_items_for_office(office, TODAY),
        lambda: open_items_for_school(school, TODAY, *NOVEMBER),
        lambda: overdue_items(county, TODAY),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert len(asked()) == 2 * rows
        assert len(queries) == 2
