"""Entries one by one: what each role may see and do, and what is refused."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.models import CalendarEntry
from calendar_app.services import edit_entry
from districts.models import AuditEntry, Role
from tests.calendar_app.factories import (
    client_of,
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
    return make_district("临溪县", parent=make_district("海云市"))


@pytest.fixture
def editor(county):
    return make_editor(county)


@pytest.fixture
def desk(editor):
    return client_of(editor)


@pytest.fixture
def entry(county):
    return make_entry(county, "开学检查")


def form_of(entry, **changes):
    """What the edit form sends when the page was opened with the entry as it is."""
    seen = {
        "work": entry.work,
        "starts_month": f"{entry.starts_month:%Y-%m}",
        "ends_month": f"{entry.ends_month:%Y-%m}" if entry.is_span else "",
        "due_on": str(entry.due_on or ""),
    }
    hidden = {f"initial-{name}": value for name, value in seen.items()}
    return {**seen, **hidden, "version": str(entry.version), **changes}


class TestReading:
    def test_everything_about_it_is_on_the_page(self, county, desk):
        office, helper = make_office(county, "基教科"), make_office(county, "计财科")
        plan = make_plan(county, Plan.State.ISSUED)
        entry = make_entry(
            county, "普查", first=date(2026, 9, 1), last=date(2026, 12, 1), plan=plan, lead=office,
            supporting=(helper,), due_on=date(2026, 12, 10),
        )  # fmt: skip
        entry.tasks.add(make_task(plan, "守住底线"))
        entry.audience.create(school=make_school(county, "临溪实验小学"))

        text = desk.get(f"/calendar/entries/{entry.pk}/").content.decode()

        for words in (
            "普查",
            "2026年9月—12月",
            "2026-12-10",
            "基教科",
            "计财科",
            plan.title,
            "守住底线",
            "临溪实验小学",
        ):
            assert words in text

    def test_issued_entry_offers_no_change(self, county, desk):
        entry = make_entry(county, plan=make_plan(county, Plan.State.ISSUED))

        text = desk.get(f"/calendar/entries/{entry.pk}/").content.decode()

        assert f"/calendar/entries/{entry.pk}/edit/" not in text

    def test_name_no_office_bears_leads_to_matching(self, county, desk):
        plan = make_plan(county)
        entry = make_entry(county, plan=plan)
        CalendarEntry.objects.filter(pk=entry.pk).update(
            offices_as_written=[{"name": "电教馆", "role": "lead"}]
        )

        text = desk.get(f"/calendar/entries/{entry.pk}/").content.decode()

        assert "本局没有名为电教馆的处室" in text
        assert f"/plans/{plan.pk}/duties/#unmatched" in text

    def test_other_bureau_finds_nothing(self, entry):
        stranger = client_of(make_editor(make_district("青川县")))

        assert stranger.get(f"/calendar/entries/{entry.pk}/").status_code == 404

    def test_bureau_below_reads_what_addresses_schools(self, county, entry, desk):
        city_entry = make_entry(county.parent)
        assert desk.get(f"/calendar/entries/{city_entry.pk}/").status_code == 404

        city_entry.audience.create()
        assert desk.get(f"/calendar/entries/{city_entry.pk}/").status_code == 200

    def test_school_reads_its_bureaus_entries_but_no_drafts(self, county, entry):
        clerk = client_of(make_user(county, Role.SCHOOL_CLERK, school=make_school(county)))
        draft = make_entry(county, plan=make_plan(county))

        assert clerk.get(f"/calendar/entries/{entry.pk}/").status_code == 200
        assert clerk.get(f"/calendar/entries/{draft.pk}/").status_code == 404

    def test_queries_are_as_many_for_one_row_as_for_three(self, county, desk):
        plan = make_plan(county, Plan.State.ISSUED)
        counts = []
        for rows in (1, 3):
            entry = make_entry(county, plan=plan, lead=make_office(county))
            for _ in range(rows):
                entry.duties.create(office=make_office(county), role="support")
                entry.audience.create(school=make_school(county))
                entry.tasks.add(make_task(plan))
            with CaptureQueriesContext(connection) as queries:
                desk.get(f"/calendar/entries/{entry.pk}/")
            counts.append(len(queries))

        assert counts == [7, 7]


class TestAdding:
    ADDRESS = "/calendar/entries/new/"

    def new(self, **facts):
        return {"key": str(uuid4()), "work": "报送材料", "starts_month": "2026-11", **facts}

    def test_entry_of_its_own_with_offices(self, county, desk):
        basic, finance = make_office(county, "基教科"), make_office(county, "计财科")

        response = desk.post(
            self.ADDRESS,
            self.new(ends_month="2027-01", due_on="2027-01-15", lead=basic.pk, supporting=[finance.pk]),
        )

        entry = CalendarEntry.objects.get()
        assert response.headers["Location"] == f"/calendar/entries/{entry.pk}/"
        assert (entry.district, entry.plan, entry.work) == (county, None, "报送材料")
        assert (entry.starts_month, entry.ends_month) == (date(2026, 11, 1), date(2027, 1, 1))
        assert (entry.due_on, entry.lead, entry.supporting) == (date(2027, 1, 15), basic, [finance])

    def test_without_a_last_month_it_is_one_month(self, desk):
        desk.post(self.ADDRESS, self.new())

        assert CalendarEntry.objects.get().ends_month == date(2026, 11, 1)

    def test_month_of_the_page_is_filled_in(self, desk):
        assert 'value="2026-12"' in desk.get(f"{self.ADDRESS}?month=2026-12").content.decode()

    def test_double_click_adds_one(self, desk):
        data = self.new()
        first, second = desk.post(self.ADDRESS, data), desk.post(self.ADDRESS, data)

        assert first.headers["Location"] == second.headers["Location"]
        assert CalendarEntry.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"work": " "}, "work"),
            ({"starts_month": "2026-13"}, "starts_month"),
            ({"starts_month": ""}, "starts_month"),
            ({"ends_month": "2026-10"}, "ends_month"),
            ({"due_on": "2026-12-01"}, "due_on"),
            ({"due_on": "2026-10-31"}, "due_on"),
            ({"work": "长" * 501}, "work"),
        ],
    )
    def test_wrong_input_is_told_at_its_field(self, desk, wrong, field):
        response = desk.post(self.ADDRESS, self.new(**wrong))

        assert list(response.context["form"].errors) == [field]
        assert not CalendarEntry.objects.exists()

    def test_offices_and_plans_of_others_cannot_be_chosen(self, desk):
        elsewhere = make_district("青川县")
        data = self.new(lead=make_office(elsewhere).pk, plan=make_plan(elsewhere).pk)

        assert set(desk.post(self.ADDRESS, data).context["form"].errors) == {"lead", "plan"}

    def test_issued_plan_takes_no_more(self, county, desk):
        plan = make_plan(county, Plan.State.ISSUED)

        assert list(desk.post(self.ADDRESS, self.new(plan=plan.pk)).context["form"].errors) == ["plan"]

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR])
    def test_others_may_not(self, county, role):
        assert client_of(make_user(county, role)).post(self.ADDRESS, self.new()).status_code == 403
        assert not CalendarEntry.objects.exists()


class TestChanging:
    def address(self, entry):
        return f"/calendar/entries/{entry.pk}/edit/"

    def test_words_and_months(self, desk, entry):
        data = form_of(entry, work="冬季检查", starts_month="2026-12", ends_month="2027-02")
        desk.post(self.address(entry), data)

        entry.refresh_from_db()
        assert (entry.work, entry.starts_month, entry.ends_month, entry.version) == (
            "冬季检查",
            date(2026, 12, 1),
            date(2027, 2, 1),
            2,
        )
        trace = AuditEntry.objects.get(verb="edit_entry")
        assert trace.before == {
            "work": "开学检查",
            "starts_month": "2026-11-01",
            "ends_month": "2026-11-01",
        }

    def test_single_month_moves_as_one(self, desk, entry):
        desk.post(self.address(entry), form_of(entry, starts_month="2026-10"))

        entry.refresh_from_db()
        assert (entry.starts_month, entry.ends_month) == (date(2026, 10, 1), date(2026, 10, 1))

    def test_nothing_changed_leaves_no_trace(self, desk, entry):
        desk.post(self.address(entry), form_of(entry))

        entry.refresh_from_db()
        assert entry.version == 1
        assert not AuditEntry.objects.filter(verb="edit_entry").exists()

    def test_second_of_two_sees_both_texts_and_may_keep_hers(self, county, desk, entry):
        data = form_of(entry, work="我的话")
        edit_entry(entry=entry, changes={"work": "别人的话"}, by=make_editor(county))

        response = desk.post(self.address(entry), data)

        assert response.status_code == 409
        text = response.content.decode()
        assert "我的话" in text
        assert "别人的话" in text
        entry.refresh_from_db()
        assert entry.work == "别人的话"

        mine_over_theirs = response.context["form"].data
        desk.post(self.address(entry), mine_over_theirs)
        entry.refresh_from_db()
        assert entry.work == "我的话"

    def test_different_fields_are_both_kept(self, county, desk, entry):
        data = form_of(entry, starts_month="2026-12")
        edit_entry(entry=entry, changes={"work": "别人的话"}, by=make_editor(county))

        assert desk.post(self.address(entry), data).status_code == 302
        entry.refresh_from_db()
        assert (entry.work, entry.starts_month) == ("别人的话", date(2026, 12, 1))

    @pytest.mark.parametrize("part", ["edit", "duties", "delete"])
    @pytest.mark.parametrize("state", [Plan.State.SUBMITTED, Plan.State.APPROVED, Plan.State.ISSUED])
    def test_what_left_the_drafting_stands_still(self, county, desk, part, state):
        entry = make_entry(county, plan=make_plan(county, state))

        response = desk.post(f"/calendar/entries/{entry.pk}/{part}/", form_of(entry, work="改"))

        assert response.status_code == 409
        entry.refresh_from_db()
        assert (entry.work, entry.version) == ("开学工作检查", 1)

    @pytest.mark.parametrize("part", ["edit", "duties", "tasks", "delete"])
    def test_editor_of_another_bureau_finds_nothing(self, entry, part):
        stranger = client_of(make_editor(make_district("青川县")))

        assert stranger.post(f"/calendar/entries/{entry.pk}/{part}/", form_of(entry)).status_code == 404
        assert CalendarEntry.objects.filter(pk=entry.pk, version=1).exists()

    @pytest.mark.parametrize("part", ["edit", "duties", "tasks", "delete"])
    def test_school_may_not(self, county, entry, part):
        clerk = client_of(make_user(county, Role.SCHOOL_CLERK, school=make_school(county)))

        assert clerk.post(f"/calendar/entries/{entry.pk}/{part}/", form_of(entry)).status_code == 403


class TestDutiesAndTasks:
    def test_offices_and_schools_are_assigned_as_for_a_task(self, county, desk, entry):
        lead, helper = make_office(county), make_office(county)
        address = f"/calendar/entries/{entry.pk}/duties/"
        offices = {"act": "offices", "version": 1, "seen": ":", "lead": lead.pk, "supporting": [helper.pk]}

        assert desk.get(address).status_code == 200
        desk.post(address, offices)
        desk.post(address, {"act": "kinds", "demand": "inform", "stages": ["primary", "junior"]})

        assert (entry.lead, entry.supporting) == (lead, [helper])
        assert [(rule.demand, rule.stage) for rule in entry.audience.all()] == [
            ("inform", "primary"),
            ("inform", "junior"),
        ]

    def test_tasks_of_its_plan_are_linked(self, county, desk):
        plan = make_plan(county)
        entry, task, other = make_entry(county, plan=plan), make_task(plan, "甲"), make_task(plan, "乙")
        address = f"/calendar/entries/{entry.pk}/tasks/"

        assert "乙" in desk.get(address).content.decode()
        desk.post(address, {"tasks": [task.pk, other.pk]})
        desk.post(address, {"tasks": [other.pk]})

        assert list(entry.tasks.all()) == [other]
        trace = AuditEntry.objects.filter(verb="link_tasks").latest("id")
        assert (trace.before, trace.after) == ({"tasks": ["甲", "乙"]}, {"tasks": ["乙"]})

    def test_tasks_of_another_plan_cannot_be_chosen(self, county, desk):
        entry, stray = make_entry(county, plan=make_plan(county)), make_task(make_plan(county))

        response = desk.post(f"/calendar/entries/{entry.pk}/tasks/", {"tasks": [stray.pk]})

        assert list(response.context["form"].errors) == ["tasks"]
        assert not entry.tasks.exists()

    def test_entry_without_a_plan_has_no_tasks_to_choose(self, desk, entry):
        assert desk.get(f"/calendar/entries/{entry.pk}/tasks/").status_code == 404


class TestDeleting:
    def test_asks_deletes_and_brings_back(self, county, desk, entry):
        office = make_office(county)
        entry.duties.create(office=office, role="lead")
        entry.audience.create()
        address = f"/calendar/entries/{entry.pk}/delete/"

        assert "删除" in desk.get(address).content.decode()
        assert CalendarEntry.objects.exists()

        response = desk.post(address, {"version": 1})
        assert response.headers["Location"] == "/calendar/entries/removed/"
        assert not CalendarEntry.objects.exists()

        removal = AuditEntry.objects.get(verb="remove_entry")
        for _ in range(2):
            desk.post(f"/calendar/entries/removed/{removal.pk}/")
        back = CalendarEntry.objects.get()
        assert (back.pk, back.work, back.lead, back.audience.count()) == (entry.pk, entry.work, office, 1)
        assert AuditEntry.objects.filter(verb="restore_entry").count() == 1

    def test_second_click_ends_where_the_first_did(self, desk, entry):
        address = f"/calendar/entries/{entry.pk}/delete/"

        locations = [desk.post(address, {"version": 1}).headers["Location"] for _ in range(2)]

        assert locations == ["/calendar/entries/removed/"] * 2

    def test_nobody_deletes_what_they_have_not_seen(self, county, desk, entry):
        edit_entry(entry=entry, changes={"work": "新的话"}, by=make_editor(county))

        assert desk.post(f"/calendar/entries/{entry.pk}/delete/", {"version": 1}).status_code == 409
        assert CalendarEntry.objects.exists()

    def test_others_see_and_restore_nothing(self, desk, entry):
        desk.post(f"/calendar/entries/{entry.pk}/delete/", {"version": 1})
        stranger = client_of(make_editor(make_district("青川县")))
        removal = AuditEntry.objects.get(verb="remove_entry")

        assert entry.work not in stranger.get("/calendar/entries/removed/").content.decode()
        assert stranger.post(f"/calendar/entries/removed/{removal.pk}/").status_code == 404
        assert desk.get(f"/calendar/entries/removed/{removal.pk}/").status_code == 405
