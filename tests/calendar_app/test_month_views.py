"""The month page and the board, as each role sees them."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import Role
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
    make_user,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db

NOVEMBER = "/calendar/2026/11/"


@pytest.fixture
def county():
    return make_district("临溪县", parent=make_district("海云市"))


@pytest.fixture
def basic(county):
    return make_office(county, "基教科")


@pytest.fixture
def editor(county):
    return client_of(make_editor(county))


def page_of(client, address=NOVEMBER):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["page"]


def works(page):
    return [row.entry.work for group in page.groups for row in group.rows]


def grouped(page):
    return [(str(group.office), [row.entry.work for row in group.rows]) for group in page.groups]


class TestMonth:
    def test_calendar_leads_to_this_month_with_its_filters(self, county):
        with time_machine.travel(date(2026, 11, 22)):
            response = client_of(make_editor(county)).get("/calendar/?office=all")

        assert response.headers["Location"] == "/calendar/2026/11/?office=all"

    def test_this_month_is_the_one_in_shanghai(self, county):
        with time_machine.travel("2026-11-30T16:30:00Z"):
            response = client_of(make_editor(county)).get("/calendar/")

        assert response.headers["Location"] == "/calendar/2026/12/"

    def test_bureau_reads_it_by_leading_office(self, county, basic, editor):
        finance = make_office(county, "计财科")
        make_entry(county, "没有牵头")
        make_entry(county, "计财的", lead=finance, supporting=(basic,))
        make_entry(county, "基教的", lead=basic)

        assert grouped(page_of(editor)) == [
            ("基教科", ["基教的"]),
            ("计财科", ["计财的"]),
            ("None", ["没有牵头"]),
        ]
        assert grouped(page_of(editor, f"{NOVEMBER}?arranged=order")) == [
            ("None", ["没有牵头", "计财的", "基教的"])
        ]

    def test_span_says_where_in_it_we_are(self, county, editor):
        make_entry(county, "普查", first=date(2026, 9, 1), last=date(2026, 12, 1))

        text = editor.get(NOVEMBER).content.decode()

        assert "9月—12月" in text
        assert "第3个月，共4个月" in text

    def test_draft_is_marked(self, county, editor):
        make_entry(county, plan=make_plan(county))

        assert "尚未印发" in editor.get(NOVEMBER).content.decode()

    def test_entries_of_other_bureaus_are_not_in_it(self, county, editor):
        make_entry(make_district("青川县"))
        make_entry(county.parent).audience.create()

        assert works(page_of(editor)) == []

    def test_office_begins_with_its_own(self, county, basic):
        make_entry(county, "基教的", lead=basic)
        make_entry(county, "别人的")
        staff = client_of(make_user(county, Role.OFFICE_STAFF, office=basic))

        assert works(page_of(staff)) == ["基教的"]
        assert works(page_of(staff, f"{NOVEMBER}?office=all")) == ["基教的", "别人的"]

    def test_filters(self, county, basic, editor):
        plan = make_plan(county)
        make_entry(county, "检查食堂", lead=basic)
        make_entry(county, "检查校车", plan=plan)

        assert works(page_of(editor, f"{NOVEMBER}?q=食堂")) == ["检查食堂"]
        assert works(page_of(editor, f"{NOVEMBER}?office={basic.pk}")) == ["检查食堂"]
        assert works(page_of(editor, f"{NOVEMBER}?plan={plan.pk}")) == ["检查校车"]
        assert works(page_of(editor, f"{NOVEMBER}?plan=alone")) == ["检查食堂"]

    def test_plan_of_a_bureau_above_can_be_asked_for(self, county, editor):
        plan = make_plan(county.parent, Plan.State.ISSUED)
        make_entry(county.parent, "市里的", plan=plan)
        draft = make_plan(county.parent)
        make_entry(county.parent, "市里起草中", plan=draft)

        assert works(page_of(editor, f"{NOVEMBER}?plan={plan.pk}")) == ["市里的"]
        assert works(page_of(editor, f"{NOVEMBER}?plan={draft.pk}")) == []

    @pytest.mark.parametrize(
        "nonsense",
        ["office=x", "plan=-1", "arranged=up", "office=99999999999999999999", "plan=99999999999999999999"],
    )
    def test_nonsense_in_the_address_is_no_error(self, editor, nonsense):
        assert editor.get(f"{NOVEMBER}?{nonsense}").status_code == 200

    def test_strip_counts_the_school_year(self, county):
        make_entry(county, first=date(2026, 9, 1), last=date(2026, 11, 1))
        make_entry(county, first=date(2027, 8, 1))
        make_entry(county, first=date(2027, 9, 1))

        with time_machine.travel(date(2026, 10, 22)):
            strip = page_of(client_of(make_editor(county))).strip

        assert [(month.first_day.month, month.count) for month in strip] == [
            (9, 1), (10, 1), (11, 1), (12, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 1),
        ]  # fmt: skip
        assert [month.first_day.month for month in strip if month.is_now] == [10]
        assert [month.first_day.month for month in strip if month.is_current] == [11]

    def test_empty_month_says_so(self, editor):
        assert "本月尚无条目" in editor.get(NOVEMBER).content.decode()
        assert "本月没有安排" in editor.get(NOVEMBER, {"q": "消防"}).content.decode()

    @pytest.mark.parametrize("address", ["/calendar/2026/13/", "/calendar/2026/0/", "/calendar/1999/12/"])
    def test_month_that_is_none_is_not_found(self, editor, address):
        assert editor.get(address).status_code == 404

    @pytest.mark.parametrize(
        "address", ["/calendar/2000/01/", "/calendar/2099/12/", "/calendar/2026/1/", "/calendar/2024/02/"]
    )
    def test_first_and_last_months_have_no_broken_neighbours(self, editor, address):
        assert editor.get(address).status_code == 200

    def test_stranger_signs_in_first(self, client):
        assert client.get(NOVEMBER).headers["Location"] == f"/sign-in/?next={NOVEMBER}"


class TestSchool:
    @pytest.fixture
    def school(self, county):
        return make_school(county)

    @pytest.fixture
    def clerk(self, county, school):
        return client_of(make_user(county, Role.SCHOOL_CLERK, school=school))

    def test_what_is_asked_of_it_stands_apart(self, county, clerk):
        make_entry(county, "要办").audience.create(demand="act")
        make_entry(county.parent, "市里要知道").audience.create(demand="inform")
        make_entry(county, "局里的事")

        page = page_of(clerk)

        assert [(row.entry.work, row.must_act) for row in page.asked] == [
            ("要办", True),
            ("市里要知道", False),
        ]
        assert works(page) == ["局里的事"]

    def test_drafts_are_not_its_business(self, county, clerk):
        make_entry(county, plan=make_plan(county)).audience.create()

        page = page_of(clerk)

        assert page.asked == []
        assert works(page) == []

    def test_nothing_asked_says_so(self, clerk):
        assert "本月没有需要本校办理的工作" in clerk.get(NOVEMBER).content.decode()


class TestBoard:
    def test_bars_are_cut_at_the_edges_of_the_term(self, county, editor):
        make_entry(county, "九月", first=date(2026, 9, 1))
        make_entry(county, "从八月到十月", first=date(2026, 8, 1), last=date(2026, 10, 1))
        make_entry(county, "跨年到三月", first=date(2026, 12, 1), last=date(2027, 3, 1))
        make_entry(county, "二月", first=date(2027, 2, 1))

        page = page_of(editor, "/calendar/first-term/2026/")

        assert [(bar.entry.work, bar.start, bar.length) for bar in page.bars] == [
            ("从八月到十月", 0, 2),
            ("九月", 0, 1),
            ("跨年到三月", 3, 2),
        ]
        assert [month.first_day.month for month in page.months] == [9, 10, 11, 12, 1]

    @pytest.mark.parametrize("kind", ["first-term", "second-term", "school-year", "calendar-year"])
    @pytest.mark.parametrize("year", [2000, 2026, 2099])
    def test_every_period_has_a_board(self, editor, kind, year):
        assert editor.get(f"/calendar/{kind}/{year}/").status_code == 200

    def test_bar_is_told_in_words_too(self, county, editor):
        make_entry(county, first=date(2026, 9, 1), last=date(2026, 12, 1))

        assert "9月—12月" in editor.get("/calendar/first-term/2026/").content.decode()


@pytest.mark.parametrize("address", [NOVEMBER, "/calendar/first-term/2026/"])
@pytest.mark.parametrize("who", ["editor", "staff", "clerk"])
def test_as_many_queries_for_one_row_as_for_three(county, basic, address, who):
    user = {
        "editor": lambda: make_editor(county),
        "staff": lambda: make_user(county, Role.OFFICE_STAFF, office=basic),
        "clerk": lambda: make_user(county, Role.SCHOOL_CLERK, school=make_school(county)),
    }[who]()
    client = client_of(user)
    counts: list[int] = []
    for _ in range(2):
        for number in range(len(counts) * 2 + 1):
            plan = make_plan(county, Plan.State.ISSUED)
            office = make_office(county, f"第{number}科{len(counts)}")
            make_entry(county, lead=basic, supporting=(office,), plan=plan).audience.create()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 8
