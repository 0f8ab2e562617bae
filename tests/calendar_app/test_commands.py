from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from calendar_app.models import CalendarEntry
from districts.models import Role
from tests.calendar_app.factories import (
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


@pytest.fixture
def county():
    return make_district("临溪县")


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


class TestMonthEntries:
    def test_prints_month_work_and_offices(self, county):
        lead, helper = make_office(county, "基教科"), make_office(county, "计财科")
        make_entry(
            county, "普查", first=date(2026, 9, 1), last=date(2026, 12, 1), lead=lead, supporting=(helper,)
        )

        out = run("month_entries", "--month", "2026-11", "--district", county.code)

        assert out == "9月—12月\t普查\t基教科、计财科\n"

    def test_of_an_office_or_a_school_only(self, county):
        office, school = make_office(county, "基教科"), make_school(county)
        make_entry(county, "处室的", lead=office)
        make_entry(county, "学校的").audience.create(school=school)
        month = ["month_entries", "--month", "2026-11", "--district", county.code]

        assert run(*month, "--office", "基教科") == "11月\t处室的\t基教科\n"
        assert run(*month, "--school", school.code) == "11月\t学校的\t\n"

    def test_drafts_only_when_asked_for(self, county):
        make_entry(county, "起草中", plan=make_plan(county))
        month = ["month_entries", "--month", "2026-11", "--district", county.code]

        assert run(*month) == "本月没有安排\n"
        assert run(*month, "--with-drafts") == "11月\t起草中\t\n"

    def test_unknown_place_is_told(self, county):
        with pytest.raises(CommandError, match="没有找到"):
            run("month_entries", "--month", "2026-11", "--district", "000000")


class TestAddEntry:
    def test_adds_what_the_page_would(self, county):
        office = make_office(county, "基础教育科", aliases="基教科")
        editor = make_editor(county)

        run(
            "add_entry", "报送材料", "--district", county.code, "--month", "2026-11", "--until", "2027-01",
            "--lead", "基教科", "--supporting", "电教馆、", "--due", "2027-01-10", "--by", editor.username,
        )  # fmt: skip

        entry = CalendarEntry.objects.get()
        assert (entry.work, entry.starts_month, entry.ends_month, entry.due_on, entry.lead) == (
            "报送材料",
            date(2026, 11, 1),
            date(2027, 1, 1),
            date(2027, 1, 10),
            office,
        )
        assert [name["name"] for name in entry.offices_as_written] == ["基教科", "电教馆"]

    @pytest.mark.parametrize("wrong", [["--until", "2026-10"], ["--plan", "999999"], ["--by", "nobody"]])
    def test_wrong_input_is_told_and_nothing_written(self, county, wrong):
        words = ["add_entry", "报送", "--district", county.code, "--month", "2026-11"]

        with pytest.raises(CommandError):
            run(*words, "--by", make_editor(county).username, *wrong)
        assert not CalendarEntry.objects.exists()

    def test_only_editors_of_the_bureau(self, county):
        approver = make_user(county, Role.APPROVER)

        with pytest.raises(CommandError, match="不是本局的编辑人员"):
            run(
                "add_entry",
                "报送",
                "--district",
                county.code,
                "--month",
                "2026-11",
                "--by",
                approver.username,
            )

    def test_issued_plan_takes_no_more(self, county):
        editor = make_editor(county)
        plan = make_plan(county, Plan.State.ISSUED)

        with pytest.raises(CommandError):
            run(
                "add_entry", "报送", "--district", county.code, "--month", "2026-11", "--by", editor.username,
                "--plan", str(plan.pk),
            )  # fmt: skip
        assert not CalendarEntry.objects.exists()
