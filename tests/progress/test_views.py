import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import Role
from progress.models import Report
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
    return make_district("临溪县")


@pytest.fixture
def office(county):
    return make_office(county, "基教科")


@pytest.fixture
def school(county):
    return make_school(county)


@pytest.fixture
def officer(county, office):
    return make_user(county, Role.OFFICE_STAFF, office=office)


@pytest.fixture
def clerk(county, school):
    return make_user(county, Role.SCHOOL_CLERK, school=school)


@pytest.fixture
def task(county, office, school):
    task = make_task(make_plan(county, Plan.State.ISSUED), "守住底线")
    task.duties.create(office=office)
    task.audience.create(school=school)
    return task


@pytest.fixture
def entry(county, office, school):
    entry = make_entry(county, "开学检查", lead=office)
    entry.audience.create(school=school)
    return entry


def address(item, part="report"):
    kind = "tasks" if hasattr(item, "title") else "calendar/entries"
    return f"/{kind}/{item.pk}/{part}/"


@pytest.mark.parametrize("item", ["task", "entry"])
@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_report_is_filed_and_shown(request, item, who):
    item, user = request.getfixturevalue(item), request.getfixturevalue(who)
    client = client_of(user)

    page = client.get(address(item)).content.decode()
    response = client.post(address(item), {"status": "done", "text": "已全部完成"}, follow=True)

    assert str(item) in page
    assert response.redirect_chain == [(address(item, "reports"), 302)]
    assert "已全部完成" in response.content.decode()
    [report] = item.reports.all()
    assert (report.status, report.filed_by) == ("done", user)
    assert (report.office_id, report.school_id) == (user.seats[0].office_id, user.seats[0].school_id)


def test_double_click_files_one(officer, entry):
    client = client_of(officer)

    for _ in range(2):
        client.post(address(entry), {"status": "done", "text": ""})

    assert entry.reports.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({}, "status"), ({"status": "perfect"}, "status"), ({"status": "blocked"}, "text")],
)
def test_wrong_input_is_told_at_its_field(officer, entry, wrong, field):
    response = client_of(officer).post(address(entry), wrong)

    assert list(response.context["form"].errors) == [field]
    assert not Report.objects.exists()


def test_office_not_asked_finds_nothing(county, entry, task):
    other = client_of(make_user(county, Role.OFFICE_HEAD, office=make_office(county)))

    for item in (entry, task):
        assert other.get(address(item)).status_code == 404
        assert other.post(address(item), {"status": "done"}).status_code == 404
    assert not Report.objects.exists()


def test_other_bureau_finds_nothing(entry, task):
    elsewhere = make_district("青川县")
    stranger = client_of(make_user(elsewhere, Role.OFFICE_HEAD, office=make_office(elsewhere)))

    for part in ("report", "reports"):
        assert stranger.get(address(entry, part)).status_code == 404
        assert stranger.get(address(task, part)).status_code == 404


def test_editor_reads_and_does_not_report(county, entry, clerk):
    client_of(clerk).post(address(entry), {"status": "blocked", "text": "缺人手"})
    editor = client_of(make_editor(county))

    assert "缺人手" in editor.get(address(entry, "reports")).content.decode()
    assert editor.get(address(entry)).status_code == 403


def test_school_does_not_read_what_others_report(county, entry, officer):
    client_of(officer).post(address(entry), {"status": "blocked", "text": "缺人手"})
    other = make_school(county)
    entry.audience.create(school=other)
    neighbour = client_of(make_user(county, Role.SCHOOL_CLERK, school=other))

    assert "缺人手" not in neighbour.get(address(entry, "reports")).content.decode()


def test_reports_on_a_draft_are_not_asked_for(county, office, officer):
    draft = make_entry(county, plan=make_plan(county), lead=office)

    assert client_of(officer).get(address(draft)).status_code == 404


def test_person_with_two_seats_reports_from_the_one_that_is_asked(county, officer, office, entry):
    second = make_office(county)
    officer.memberships.create(district=county, office=second, role=Role.OFFICE_HEAD)
    mine = make_entry(county, lead=second)

    client_of(officer).post(address(mine), {"status": "under_way", "text": ""})

    assert mine.reports.get().office == second


def test_history_comes_alone_when_a_page_asks_for_it(officer, entry):
    client = client_of(officer)

    part = client.get(address(entry, "reports"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert f'href="{address(entry)}"' in part


@pytest.mark.parametrize("part", ["report", "reports"])
def test_queries_are_as_many_for_one_report_as_for_three(county, office, officer, entry, part):
    client = client_of(officer)
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            entry.reports.create(district=county, office=office, filed_by=make_editor(county), status="done")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(entry, part))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 8
