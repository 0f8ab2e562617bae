"""What is done on the board: each act is saved at once, shows both texts where two collide, and can be taken back."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.forms.board import read_names, read_when
from calendar_app.models import CalendarEntry
from calendar_app.months import PlanYear
from calendar_app.services import edit_entry, remove_entry
from districts.models import AuditEntry
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
)
from workplans.drafts import Duties
from workplans.models import Plan
from workplans.queries.duties import duties_of

TERM = "/calendar/first-term/2026/"
YEAR = PlanYear("first_term", 2026)


@pytest.fixture
def county(db):
    return make_district("临溪县")


@pytest.fixture
def user(county):
    return make_editor(county)


@pytest.fixture
def act(user):
    """Do one act as the script does it: the status, and what was told."""
    client = client_of(user)

    def acting(**sent):
        answer = client.post(f"{TERM}act/", sent, content_type="application/json")
        return answer.status_code, answer.json()

    return acting


def edit(entry, field, value, was, version=1):
    return {
        "act": "edit",
        "key": str(entry.key),
        "field": field,
        "value": value,
        "was": was,
        "version": version,
    }


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-09/2026-12/", date(2026, 9, 1), date(2026, 12, 1)),
        ("9月—12月", date(2026, 9, 1), date(2026, 12, 1)),
        ("12月—2027年2月", date(2026, 12, 1), date(2027, 2, 1)),
        ("1月", date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_months_are_read_as_the_page_keeps_them_and_as_people_write_them(text, first, last):
    when = read_when(text, YEAR, None)

    assert (when.first, when.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "某月", "2026-13/2026-13/", "2026-10/2026-09/", "2026-09/2026-09/2026-10-01"]
)
def test_months_that_are_none_are_refused_in_words(text):
    with pytest.raises(ValidationError):
        read_when(text, YEAR, None)


def test_names_are_typed_one_after_the_other_and_the_first_leads():
    assert [(one.name, one.role) for one in read_names("基教科， 计财科；基教科、")] == [
        ("基教科", "lead"),
        ("计财科", "support"),
    ]


def test_an_entry_is_added_once_with_its_offices(county, act):
    lead, helper = make_office(county, "基础教育科", aliases="基教科"), make_office(county, "计财科")
    sent = {
        "act": "add",
        "key": str(uuid4()),
        "month": "2026-09",
        "work": "开学检查",
        "offices": "基教科、计财科",
    }

    assert [act(**sent)[0], act(**sent)[0]] == [200, 200]

    entry = CalendarEntry.objects.get()
    assert (entry.work, entry.starts_month, entry.district) == ("开学检查", date(2026, 9, 1), county)
    assert duties_of(entry) == Duties(lead.pk, frozenset({helper.pk}))


def test_an_office_nobody_knows_is_said_and_nothing_is_written(act):
    status, told = act(act="add", key=str(uuid4()), month="2026-09", work="开学检查", offices="不存在科")

    assert (status, CalendarEntry.objects.count()) == (422, 0)
    assert told["sentence"] == "本局没有“不存在科”这个处室。"


def test_of_names_being_typed_it_is_said_which_offices_are_meant(county, user):
    make_office(county, "基础教育科", aliases="基教科")
    desk = client_of(user)

    def meant(names):
        return desk.get(reverse("calendar_offices_meant"), {"names": names}).json()

    assert meant("基教科") == {}
    assert meant("基较科、宣传科") == {
        "sentence": "没有“基较科”，是不是“基础教育科”？本局没有“宣传科”这个处室。",
        "instead": "基础教育科、宣传科",
    }


def test_an_added_entry_joins_the_draft_that_is_shown(county, user, act):
    plan, issued = make_plan(county), make_plan(county, Plan.State.ISSUED)
    sent = {"act": "add", "month": "2026-09", "work": "开学检查"}

    assert act(**sent, key=str(uuid4()), plan=plan.pk)[0] == 200
    assert act(**sent, key=str(uuid4()), plan=issued.pk)[0] == 409

    assert [entry.plan for entry in CalendarEntry.objects.all()] == [plan]


def test_a_moved_entry_is_drawn_where_it_stands_now_and_leaves_its_trace(county, act):
    entry = make_entry(county, first=date(2026, 12, 1))

    status, told = act(**edit(entry, "when", "2026-12/2027-02/", "2026-12/2026-12/"))

    entry.refresh_from_db()
    assert (status, entry.ends_month) == (200, date(2027, 2, 1))
    assert told["row"]["months"] == "12月—2027年2月"
    assert "至2027年2月" in told["row"]["html"]  # over the year's end, cut at the term's
    assert AuditEntry.objects.get(verb="edit_entry").after == {"ends_month": "2027-02-01"}


def test_offices_are_typed_and_taken_back(county, act):
    office, other = make_office(county, "基教科"), make_office(county, "计财科")
    entry = make_entry(county, lead=office)
    was = Duties(office.pk).as_text

    assert act(**edit(entry, "offices", "计财科、基教科", was))[0] == 200
    assert duties_of(CalendarEntry.objects.get()) == Duties(other.pk, frozenset({office.pk}))

    assert (
        act(**edit(entry, "offices", was, Duties(other.pk, frozenset({office.pk})).as_text, version=2))[0]
        == 200
    )
    assert duties_of(CalendarEntry.objects.get()) == Duties(office.pk)


@pytest.mark.parametrize(
    ("field", "value", "was"),
    [
        ("work", "我的话", "开学工作检查"),
        ("when", "2026-12/2026-12/", "2026-11/2026-11/"),
        ("offices", "计财科", "::"),
    ],
)
def test_who_comes_second_is_shown_both_and_may_keep_theirs(county, user, act, field, value, was):
    office = make_office(county, "基教科")
    make_office(county, "计财科")
    entry = make_entry(county)
    edit_entry(entry=entry, changes={"work": "别人的话", "starts_month": date(2026, 10, 1)}, by=user)
    entry.duties.create(office=office, role="lead")

    status, told = act(**edit(entry, field, value, was))

    assert (status, told["refusal"], told["by"]) == (409, "ChangedMeanwhile", str(user))
    theirs = {"work": "别人的话", "when": "2026年10月—11月", "offices": "基教科"}
    mine = {"work": "我的话", "when": "2026年12月", "offices": "计财科"}
    assert told["side"] == {"theirs": theirs[field], "mine": mine[field]}
    assert "别人的话" in told["row"]["html"]


def test_two_who_change_different_things_both_keep_theirs(county, user, act):
    entry = make_entry(county)
    edit_entry(entry=entry, changes={"work": "别人的话"}, by=user)

    assert act(**edit(entry, "when", "2026-12/2026-12/", "2026-11/2026-11/"))[0] == 200

    entry.refresh_from_db()
    assert (entry.work, entry.starts_month) == ("别人的话", date(2026, 12, 1))


def test_a_deleted_entry_comes_back_whole_by_its_key(county, act):
    entry = make_entry(county, lead=make_office(county))
    key = str(entry.key)

    assert [act(act="remove", key=key, version=1)[0] for _ in range(2)] == [200, 200]
    assert not CalendarEntry.objects.exists()
    status, told = act(act="restore", key=key)

    assert (status, told["row"]["key"], CalendarEntry.objects.get().pk) == (200, key, entry.pk)
    assert duties_of(CalendarEntry.objects.get()) == duties_of(entry)


def test_what_somebody_else_changed_is_not_deleted_unseen(county, user, act):
    entry = make_entry(county)
    edit_entry(entry=entry, changes={"work": "别人的话"}, by=user)

    status, told = act(act="remove", key=str(entry.key), version=1)

    assert (status, told["side"]["theirs"]) == (409, "别人的话（2026年11月）")
    assert CalendarEntry.objects.exists()


def test_an_issued_plans_entry_stands_still_and_one_that_is_gone_says_so(county, user, act):
    issued = make_entry(county, plan=make_plan(county, Plan.State.ISSUED))
    gone = make_entry(county)
    remove_entry(entry=gone, by=user)

    told = act(**edit(issued, "work", "改了", issued.work))[1]
    assert (told["refusal"], "data-open>" in told["row"]["html"]) == ("NotADraft", False)
    status, told = act(**edit(gone, "work", "改了", gone.work))
    assert (status, told["refusal"], told["row"]) == (409, "PartGone", None)


def test_another_bureaus_entry_is_not_there(act):
    entry = make_entry(make_district("青川县"))

    assert act(**edit(entry, "work", "改了", entry.work))[1]["refusal"] == "PartGone"
    assert act(act="remove", key=str(entry.key), version=1)[1]["refusal"] == "PartGone"


def test_each_act_asks_the_same_of_the_database_on_a_board_of_1_and_of_30(county, act):
    office = make_office(county, "基教科")
    make_office(county, "计财科")
    entry, counts = make_entry(county, lead=office), []

    def asked(**sent):
        with CaptureQueriesContext(connection) as caught:
            status, told = act(**sent)
        assert status == 200, told
        return len(caught)

    for rows in (1, 30):
        CalendarEntry.objects.bulk_create(
            CalendarEntry(
                district=county, starts_month=entry.starts_month, ends_month=entry.ends_month, work=f"第{number}项"
            )
            for number in range(CalendarEntry.objects.count(), rows)
        )  # fmt: skip
        entry.refresh_from_db()
        key = str(entry.key)
        add = {
            "act": "add",
            "key": str(uuid4()),
            "month": "2026-09",
            "work": f"新{rows}",
            "offices": "基教科",
        }
        counts.append([
            asked(**edit(entry, "work", f"改{rows}", entry.work, entry.version)),
            asked(**edit(entry, "when", "2026-10/2026-12/", "2026-11/2026-11/", entry.version + 1)),
            asked(**edit(entry, "when", "2026-11/2026-11/", "2026-10/2026-12/", entry.version + 2)),
            asked(**edit(entry, "offices", "计财科、基教科", duties_of(entry).as_text, entry.version + 3)),
            asked(**edit(entry, "offices", "基教科", duties_of(CalendarEntry.objects.get(pk=entry.pk)).as_text, entry.version + 4)),
            asked(**add),
            asked(act="remove", key=key, version=entry.version + 5),
            asked(act="restore", key=key),
        ])  # fmt: skip

    assert counts[0] == counts[1]


class TestWhatOthersDid:
    @pytest.fixture
    def changes(self, user):
        client = client_of(user)

        def asking(**query):
            answer = client.get(f"{TERM}changes/", query)
            return answer.json() if answer.status_code == 200 else answer.status_code

        return asking

    def test_nothing_is_told_until_somebody_changed_something(self, county, user, changes):
        entry = make_entry(county)
        state = changes()["state"]

        assert changes(since=state) == 204
        edit_entry(entry=entry, changes={"work": "别人的话"}, by=user)
        told = changes(since=state)

        assert told["rows"] == [[str(entry.key), 2, True]]
        assert changes(since=told["state"]) == 204

    def test_the_page_begins_in_the_state_it_shows(self, county, user, changes):
        make_entry(county)

        assert f'data-state="{changes()["state"]}"' in client_of(user).get(TERM).content.decode()

    def test_rows_come_as_the_page_draws_them_and_those_that_are_gone_do_not(self, county, user, changes):
        entry, gone, other = make_entry(county), make_entry(county), make_entry(make_district("青川县"))
        remove_entry(entry=gone, by=user)

        rows = changes(key=[str(entry.key), str(gone.key), str(other.key), "x"])["rows"]

        assert [row["key"] for row in rows] == [str(entry.key)]
        assert "data-open>" in rows[0]["html"]

    def test_filters_hold_and_a_submitted_plan_is_told_of(self, county, changes):
        plan = make_plan(county)
        entry = make_entry(county, plan=plan)
        make_entry(county, "别的")
        Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUBMITTED)

        assert changes(plan=plan.pk)["rows"] == [[str(entry.key), 1, False]]

    def test_it_asks_the_same_of_the_database_at_1_and_3_rows(self, county, changes):
        counts: list[tuple[int, int]] = []
        for _ in (1, 2, 3):
            make_entry(county, lead=make_office(county, f"第{len(counts)}科"))
            with CaptureQueriesContext(connection) as whole:
                changes()
            with CaptureQueriesContext(connection) as rows:
                changes(key=[str(one.key) for one in CalendarEntry.objects.all()])
            counts.append((len(whole), len(rows)))

        assert counts[0] == counts[1] == counts[2]
        assert max(counts[0]) <= 8


@pytest.mark.parametrize("sent", [{}, {"act": "add"}, {"act": "edit"}, {"act": "dance"}])
def test_what_is_not_understood_changes_nothing(act, sent):
    assert act(**sent, key=str(uuid4()))[0] == 422


def test_the_board_offers_its_acts_only_where_they_are_possible(county, user):
    make_entry(county, first=date(2026, 9, 1), plan=make_plan(county, Plan.State.ISSUED))
    client = client_of(user)

    issued = client.get(f"{TERM}?plan={Plan.objects.get().pk}").content.decode()
    make_entry(county, first=date(2026, 9, 1))
    own = client.get(TERM).content.decode()

    assert ("data-open>" in issued, "board-add" in issued) == (False, False)
    assert ("data-open>" in own, "board-add" in own) == (True, True)
