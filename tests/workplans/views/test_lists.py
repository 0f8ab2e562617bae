from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.districts.factories import make_district
from tests.workplans.factories import make_editor, make_plan
from tests.workplans.views.conftest import browser_of
from workplans.models import Plan


def titles(browser, **filters):
    return [plan.title for plan in browser.get(reverse("plan_list"), filters).context["page"]]


def test_the_register_shows_the_bureaus_plans_in_every_state(plan, district, desk):
    make_plan(district, title="去年的要点", year=2025, state="issued")

    assert titles(desk) == ["2026年全县教育工作要点", "去年的要点"]


def test_issued_plans_of_bureaus_above_and_below_stand_in_a_tab_of_their_own(district, desk):
    below = make_district("石桥镇", parent=district)
    make_plan(below, title="印发了的", state="issued")
    make_plan(below, title="还在写的")

    assert titles(desk) == []
    assert titles(desk, of="others") == ["印发了的"]


def test_unrelated_bureaus_show_nothing(outsider, plan):
    Plan.objects.update(state=Plan.State.ISSUED)

    assert titles(browser_of(outsider)) == titles(browser_of(outsider), of="others") == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "学年"}, ["2025学年计划"]),
        ({"q": "2026年 要点"}, ["2026年全县教育工作要点"]),
        ({"year": "2025"}, ["2025学年计划"]),
        ({"kind": "school_year"}, ["2025学年计划"]),
        ({"state": "issued"}, ["2025学年计划"]),
        ({"q": "没有这份"}, []),
        ({"year": "猫", "state": "猫"}, ["2026年全县教育工作要点", "2025学年计划"]),
    ],
)
def test_filters_narrow_the_register(plan, district, desk, filters, found):
    make_plan(district, title="2025学年计划", kind="school_year", year=2025, state="issued")

    assert titles(desk, **filters) == found


def test_an_empty_register_offers_the_way_to_begin(desk):
    page = desk.get(reverse("plan_list"))

    assert reverse("plan_new") in page.text


def test_a_reader_is_offered_no_beginning(plan, staff):
    assert reverse("plan_new") not in browser_of(staff).get(reverse("plan_list")).text


def test_the_register_takes_the_same_queries_for_one_plan_and_for_three(plan, district, desk):
    counts = []
    for more in (0, 2):
        for _number in range(more):
            make_plan(district, make_editor(district))
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("plan_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8


def test_a_new_plan_is_begun_once_however_often_it_is_sent(district, desk, editor):
    form = {"key": str(uuid4()), "title": "2027年要点", "kind": "calendar_year", "year": "2027"}

    pages = [desk.post(reverse("plan_blank"), form) for _ in range(2)]

    plan = Plan.objects.get()
    assert (plan.title, plan.year, plan.issuer, plan.drafted_by) == (
        "2027年要点",
        2027,
        district.bureau_name,
        editor,
    )
    assert {page.url for page in pages} == {reverse("plan_edit", args=[plan.pk])}


def test_a_plan_without_a_title_is_not_begun(desk):
    page = desk.post(
        reverse("plan_blank"), {"key": str(uuid4()), "title": " ", "kind": "calendar_year", "year": "2027"}
    )

    assert page.status_code == 422
    assert not Plan.objects.exists()
