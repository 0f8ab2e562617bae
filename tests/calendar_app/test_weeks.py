"""The month by weeks, and the weeks' numbers wherever they stand."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import SchoolTerm, SpecialDays
from circulars.kinds import KINDS
from circulars.sources import source_of_calendar
from districts.models import AuditEntry, Role
from progress.models import Extension
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

NOW = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
OCTOBER, NOVEMBER = "/calendar/weeks/2026/10/", "/calendar/weeks/2026/11/"


@pytest.fixture
def city():
    return make_district("海云市")


@pytest.fixture
def county(city):
    return make_district("临溪县", parent=city)


@pytest.fixture
def editor(county):
    return client_of(make_editor(county))


def set_first_day(district, day, last=date(2027, 1, 22)):
    return SchoolTerm.objects.create(
        district=district, kind=SchoolTerm.Kind.FIRST, year=2026, first_day=day, last_day=last
    )


def page_of(client, address=NOVEMBER):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["page"]


def works(rows):
    return [row.entry.work for row in rows]


def numbers(page):
    return [week.number.number if week.number else None for week in page.weeks]


def due(page):
    return {day.date: works(day.rows) for week in page.weeks for day in week.days if day.rows}


def test_what_has_a_day_stands_on_it_and_what_has_only_a_month_is_said_to(county, editor):
    make_entry(county, "月内完成")
    make_entry(county, "二十日前", due_on=date(2026, 11, 20))
    make_entry(county, "秋季推进", first=date(2026, 9, 1), last=date(2026, 12, 1))
    make_entry(county, "十月最后几天", first=date(2026, 10, 1), due_on=date(2026, 10, 30))
    make_entry(county, "别的月份", first=date(2026, 3, 1))

    page = page_of(editor)

    assert due(page) == {date(2026, 10, 30): ["十月最后几天"], date(2026, 11, 20): ["二十日前"]}
    assert (works(page.undated), works(page.spans)) == (["月内完成"], ["秋季推进"])
    assert [[(span.before, span.length) for span in week.spans] for week in page.weeks] == [[(0, 7)]] * 6
    assert [works(week.goes_on) for week in page.weeks] == [[]] + [["秋季推进"]] * 5
    at_the_end = {day.date: day.undated for week in page.weeks for day in week.days if day.undated}
    assert at_the_end == {date(2026, 11, 30): 1}  # as everywhere: without a day it is due on the month's last
    assert page.undated[0].entry.last_day == date(2026, 11, 30)


def test_a_span_is_drawn_over_the_days_it_lasts(county, editor):
    make_entry(county, "十一月起", first=date(2026, 11, 1), last=date(2027, 1, 1))
    make_entry(county, "到二十日", first=date(2026, 10, 1), last=date(2026, 11, 1), due_on=date(2026, 11, 20))

    weeks = page_of(editor).weeks

    drawn = [[(span.row.entry.work, span.before, span.length) for span in week.spans] for week in weeks]
    assert drawn[0] == [("到二十日", 0, 7), ("十一月起", 6, 1)]
    assert drawn[3] == [("到二十日", 0, 5), ("十一月起", 0, 7)]
    assert drawn[4] == [("十一月起", 0, 7)]


def test_who_was_granted_more_time_finds_it_on_the_day_granted(county, editor):
    office = make_office(county, "基教科")
    staff = client_of(make_user(county, Role.OFFICE_STAFF, office=office))
    entry = make_entry(county, "延到月中", first=date(2026, 10, 1), lead=office, due_on=date(2026, 10, 20))
    Extension.objects.create(
        district=county, entry=entry, office=office, due_on=date(2026, 10, 20), until=date(2026, 11, 12),
        asked_by=make_editor(county), asked_at=NOW, decided_at=NOW, state="granted",
    )  # fmt: skip

    page = page_of(staff)

    assert (due(page), works(page.spans)) == ({date(2026, 11, 12): ["延到月中"]}, ["延到月中"])
    assert due(page_of(editor)) == {}


def test_more_spans_than_a_week_draws_are_counted_and_all_are_listed(county, editor):
    for number in range(5):
        make_entry(county, f"推进{number}", last=date(2026, 12, 1))

    page = page_of(editor)

    assert (len(page.weeks[1].spans), page.weeks[1].more, len(page.spans)) == (3, 2, 5)
    assert "另有 2 项持续推进" in editor.get(NOVEMBER).content.decode()


def test_days_off_and_days_worked_in_exchange_are_said_in_words(county, editor):
    SpecialDays.objects.create(
        district=county, name="校庆", first_day=date(2026, 10, 15), last_day=date(2026, 10, 15)
    )

    page = page_of(editor, OCTOBER)

    marks = {day.date.day: day.mark.words for week in page.weeks for day in week.days if day.mark}
    assert marks == dict.fromkeys(range(1, 8), "放假 国庆节") | {10: "调休上班", 15: "放假 校庆"}
    assert page.worked == 17
    assert [day.date.day for week in page.weeks for day in week.days if day.date.month == 10 and day.is_free] == [
        1, 2, 3, 4, 5, 6, 7, 11, 15, 17, 18, 24, 25, 31,
    ]  # fmt: skip


def test_weeks_are_numbered_as_the_nearest_bureau_counts_and_else_as_is_usual(city, county, editor):
    usual = page_of(editor)
    set_first_day(city, date(2026, 8, 31))
    of_city = page_of(editor)
    set_first_day(county, date(2026, 9, 7), last=date(2026, 11, 27))
    own = page_of(editor)

    assert (numbers(usual), usual.is_usual) == ([9, 10, 11, 12, 13, 14], True)
    assert (numbers(of_city), of_city.is_usual) == ([9, 10, 11, 12, 13, 14], False)
    assert (numbers(own), own.is_usual) == ([8, 9, 10, 11, 12, None], False)


def test_the_weeks_number_is_the_same_on_every_page_and_on_paper(county, editor):
    """By the usual days it stands on no paper: nobody has said so."""
    make_entry(county)
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)

    def paper():
        return KINDS["week"].make(source_of_calendar(county, day=sunday, first=monday, last=sunday)).title

    unsaid = paper()
    set_first_day(county, date(2026, 9, 9))
    with time_machine.travel(date(2026, 11, 20)):
        week = next(week for week in page_of(editor).weeks if week.is_now)
        board = editor.get("/calendar/first-term/2026/").content.decode()
        terms = editor.get("/calendar/terms/2026/").content.decode()

    assert "一周工作安排\n（2026年11月16日至" in unsaid
    assert week.number
    assert (week.number.number, week.monday) == (11, monday)
    assert "第11周</small>" in board
    assert '第11周 <strong class="day-today">本周</strong>' in terms
    assert "第11周工作安排\n（2026年11月16日至11月22日）" in paper()


def test_a_school_sees_what_is_asked_of_it_and_how_much_else_there_is(county):
    clerk = client_of(make_user(county, Role.SCHOOL_CLERK, school=make_school(county)))
    make_entry(county, "要知道").audience.create(demand="inform")
    make_entry(county, "要办").audience.create(demand="act")
    make_entry(county, "要报", due_on=date(2026, 11, 20)).audience.create(demand="act")
    make_entry(county, "局里的事", due_on=date(2026, 11, 19))

    page = page_of(clerk)

    assert works(page.undated) == ["要办", "要知道"]
    assert due(page) == {date(2026, 11, 20): ["要报"]}
    assert page.others == 1
    strips = [page.strip, clerk.get("/calendar/2026/11/").context["page"].strip]
    assert [[month.count for month in strip if month.is_current] for strip in strips] == [[3], [3]]


def test_an_office_begins_with_its_own(county):
    basic = make_office(county, "基教科")
    make_entry(county, "基教的", lead=basic)
    make_entry(county, "别人的")
    staff = client_of(make_user(county, Role.OFFICE_STAFF, office=basic))

    assert works(page_of(staff).undated) == ["基教的"]
    assert works(page_of(staff, f"{NOVEMBER}?office=all").undated) == ["基教的", "别人的"]


@pytest.mark.parametrize("address", ["2000/01", "2099/12", "2026/02", "2027/02"])
def test_every_month_has_its_weeks(editor, address):
    assert editor.get(f"/calendar/weeks/{address}/").status_code == 200


@pytest.mark.parametrize("who", ["editor", "clerk"])
def test_as_many_queries_for_one_row_as_for_three(county, who):
    office, school = make_office(county, "基教科"), make_school(county)
    user = make_editor(county) if who == "editor" else make_user(county, Role.SCHOOL_CLERK, school=school)
    client, counts = client_of(user), []
    for rows in (1, 2):
        for _row in range(rows):
            plan = make_plan(county, Plan.State.ISSUED)
            make_entry(county, lead=office, plan=plan, due_on=date(2026, 11, 20)).audience.create()
            make_entry(county, lead=office, plan=plan, last=date(2026, 12, 1)).audience.create()
        with CaptureQueriesContext(connection) as caught:
            client.get(NOVEMBER)
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 8


class TestTerms:
    ADDRESS = "/calendar/terms/first-term/2026/"
    TYPED = {"first_day": "2026-09-02", "last_day": "2027-01-22"}

    @pytest.fixture
    def admin(self, county):
        return client_of(make_user(county, Role.ADMINISTRATOR))

    def test_an_administrator_sets_changes_and_takes_back(self, county, admin):
        offered = admin.get(self.ADDRESS).content.decode()
        admin.post(self.ADDRESS, self.TYPED)
        row = SchoolTerm.objects.get()
        page = admin.get(reverse("school_terms", args=[2026])).content.decode()
        admin.post(self.ADDRESS, self.TYPED | {"version": "1", "last_day": "2027-01-15"})
        stale = admin.post(self.ADDRESS, self.TYPED | {"version": "1"})

        assert 'value="2026-09-01"' in offered
        assert "暂按惯例推算" in offered
        assert (row.district, row.first_day) == (county, date(2026, 9, 2))
        assert "2026年9月2日 星期三" in page
        assert (stale.status_code, "2027-01-15" in stale.content.decode()) == (422, True)
        admin.post(reverse("school_term_clear", args=["first_term", 2026]), {"version": "2"})
        assert not SchoolTerm.objects.exists()
        verbs = ["set_term", "change_term", "clear_term"]
        assert (
            list(AuditEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True))
            == verbs
        )

    def test_two_who_set_it_at_once_are_shown_both(self, county, admin):
        set_first_day(county, date(2026, 9, 7))

        answer = admin.post(self.ADDRESS, self.TYPED)

        assert (answer.status_code, "2026-09-07" in answer.content.decode()) == (422, True)
        assert SchoolTerm.objects.get().first_day == date(2026, 9, 7)

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"first_day": "2025-09-01"}, "请检查年份"),
            ({"last_day": "2028-01-22"}, "一个学期最多 30 周"),
            ({"last_day": "2026-08-30"}, "结束日期早于开始日期"),
            ({"last_day": "2027-03-05"}, "与2026学年第二学期"),
        ],
    )
    def test_what_cannot_be_is_said_and_not_kept(self, county, admin, typed, told):
        SchoolTerm.objects.create(
            district=county, kind="second_term", year=2026, first_day=date(2027, 2, 22), last_day=date(2027, 7, 2)
        )  # fmt: skip

        answer = admin.post(self.ADDRESS, self.TYPED | typed)

        assert (answer.status_code, told in answer.content.decode()) == (422, True)
        assert SchoolTerm.objects.count() == 1

    def test_a_county_reads_whose_calendar_it_follows_and_cannot_take_it_back(self, city, admin):
        set_first_day(city, date(2026, 9, 7))

        page = admin.get(reverse("school_terms", args=[2026])).content.decode()

        assert city.bureau_name in page
        assert admin.post(reverse("school_term_clear", args=["first_term", 2026])).status_code == 404

    def test_holidays_that_are_not_announced_are_called_so_and_who_keeps_the_days_is_named(
        self, county, editor, admin
    ):
        this_year, far = editor.get("/calendar/terms/2025/"), editor.get("/calendar/terms/2090/")
        SpecialDays.objects.create(
            district=county, name="国庆节", first_day=date(2090, 10, 1), last_day=date(2090, 10, 7)
        )
        entered = admin.get("/calendar/terms/2090/")

        told = [page.context["page"].unannounced for page in (this_year, far, entered)]
        assert told == [[], [2090, 2091], [2091]]
        assert "2090、2091年放假调休安排尚未公布" in far.content.decode()
        keeper = county.memberships.get(role=Role.ADMINISTRATOR).user.full_name
        assert (far.context["keepers"], entered.context["keepers"]) == ([keeper], [])
        assert f"如需调整请联系：{keeper}" in far.content.decode()

    def test_a_school_year_is_no_term(self, admin):
        assert admin.get("/calendar/terms/school-year/2026/").status_code == 404
