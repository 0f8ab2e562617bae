"""Papers of the calendar: asked for from its menu with one click, made by the queue, taken as PDF and as Word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from circulars.models import WorkPaper
from circulars.services import render_waiting
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
from tests.circulars.reading_pdf import joined, read_pdf
from workplans.models import Plan

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOVEMBER, MARCH = date(2026, 11, 1), date(2027, 3, 1)


@pytest.fixture
def district(db):
    return make_district("海云市")


@pytest.fixture
def desk(district):
    return client_of(make_editor(district))


def hidden(page: str) -> dict[str, str]:
    """What the menu's form carries."""
    form = re.search(r'<form method="post" action="/calendar/papers/">.*?</form>', page, re.DOTALL)
    assert form
    return dict(re.findall(r'name="(first|last|office|plan)" value="([^"]*)"', form[0]))


def asked(desk: Any, page: str, kind: str, **values: str) -> tuple[str, str, Any]:
    """Click in the menu of a page, let the queue work, take the files: the PDF's text, the Word file's rows."""
    answer = desk.post(reverse("calendar_papers"), {**hidden(desk.get(page).text), "kind": kind, **values})
    assert answer.status_code == 302, answer.context["form"].errors
    render_waiting(clock=lambda: NOW)
    row = WorkPaper.objects.latest("pk")
    assert row.is_ready, row.failure
    pdf = read_pdf(b"".join(desk.get(reverse("paper_pdf", args=[row.pk])).streaming_content))
    word = Document(BytesIO(b"".join(desk.get(reverse("paper_docx", args=[row.pk])).streaming_content)))
    cells = ["|".join(cell.text for cell in line.cells) for table in word.tables for line in table.rows]
    return row.title, "".join(joined(line) for page in pdf.pages for line in page.rows()), cells


def test_the_official_table_of_the_months_shown_has_what_is_out_and_nothing_else(district, desk):
    office = make_office(district, "基础教育处")
    make_entry(district, "秋季运动会", first=NOVEMBER, lead=office)
    make_entry(
        district, "已印发的事", first=NOVEMBER, last=MARCH, plan=make_plan(district, Plan.State.ISSUED)
    )
    make_entry(district, "拟定中的事", first=NOVEMBER, plan=make_plan(district))
    make_entry(district, "春季的事", first=MARCH)

    title, shown, rows = asked(desk, "/calendar/first-term/2026/", "calendar")

    assert title == "海云市教育局2026学年第一学期行事历"
    assert [row for row in rows if "秋季运动会" in row] == ["11月|秋季运动会|基础教育处"]
    assert "已印发的事（至2027年3月）" in shown
    assert "拟定中的事" not in shown
    assert "春季的事" not in shown


def test_a_plan_that_is_looked_at_alone_is_printed_alone_draft_or_not(district, desk):
    plan = make_plan(district)
    make_entry(district, "拟定中的事", first=NOVEMBER, plan=plan)
    make_entry(district, "秋季运动会", first=NOVEMBER)

    title, shown, _rows = asked(desk, f"/calendar/2026/11/?plan={plan.pk}", "calendar")

    assert title == f"{plan.title}行事历"
    assert "拟定中的事" in shown
    assert "秋季运动会" not in shown


def test_the_months_work_of_an_office_for_the_notice_board(district, desk):
    office = make_office(district, "基础教育处")
    make_entry(district, "处里的事", first=NOVEMBER, lead=office, due_on=date(2026, 11, 9))
    make_entry(district, "别处的事", first=NOVEMBER)

    title, shown, rows = asked(desk, f"/calendar/2026/11/?office={office.pk}", "month")

    assert title == "海云市教育局基础教育处2026年11月工作安排"
    assert rows[1] == "1|处里的事|基础教育处|2026年11月9日"
    assert "别处的事" not in shown


def test_this_weeks_work_with_one_click_and_another_weeks_by_its_day(district, desk):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    make_entry(district, "本周的事", first=monday.replace(day=1), due_on=monday)
    make_entry(district, "那周的事", first=NOVEMBER, due_on=date(2026, 11, 11))

    title, shown, _rows = asked(desk, "/calendar/2026/11/", "week")
    assert "一周工作安排" in title
    assert "本周的事" in shown

    _title, shown, _rows = asked(desk, "/calendar/2026/11/", "week", day="2026-11-15")
    assert "那周的事" in shown
    assert "2026年11月9日至11月15日" in shown


def test_the_wall_calendar_of_the_months_shown(district, desk):
    office = make_office(district, "基础教育处")
    make_entry(district, "秋季运动会", first=NOVEMBER, lead=office, due_on=date(2026, 11, 9))
    make_entry(district, "跨月的事", first=NOVEMBER, last=MARCH)

    _title, shown, rows = asked(desk, "/calendar/2026/11/", "wall")
    assert shown.count("秋季运动会") == 2, "on its day and in the list"
    assert "秋季运动会（11月9日前）（基础教育处）" in shown
    assert "跨月的事" in rows[2]

    _title, shown, _rows = asked(desk, "/calendar/first-term/2026/", "wall-term")
    assert all(f"{month}月" in shown for month in (9, 10, 11, 12, 1))


def test_a_time_without_work_says_so(district, desk):
    answer = desk.post(reverse("calendar_papers"), {"kind": "calendar", "first": "2026-11"})
    render_waiting(clock=lambda: NOW)

    assert WorkPaper.objects.get().failure == "nothing_to_print"
    page = desk.get(answer["Location"])
    assert 'role="alert"' in page.text
    assert reverse("calendar_papers") in page.text


@pytest.mark.parametrize(
    "wrong", [{"first": ""}, {"last": "2026-10"}, {"last": "2028-11"}, {"kind": "pledge"}, {"office": "0"}]
)
def test_what_makes_no_sense_is_told_and_nothing_is_asked_for(desk, wrong):
    answer = desk.post(reverse("calendar_papers"), {"kind": "calendar", "first": "2026-11", **wrong})

    assert answer.status_code == 422
    assert not WorkPaper.objects.exists()


def test_what_a_kind_does_not_ask_for_is_not_looked_at(desk):
    week, month = (
        {"kind": "week", "first": "Herbst"},
        {"kind": "month", "first": "2026-11", "last": "2026-10"},
    )

    assert [desk.post(reverse("calendar_papers"), sent).status_code for sent in (week, month)] == [302, 302]
    assert WorkPaper.objects.get(kind="month").until == date(2026, 11, 30)


def test_the_page_lists_what_was_asked_for_and_costs_the_same(district, desk, django_assert_max_num_queries):
    for count in (1, 12):
        for _ in range(count):
            desk.post(reverse("calendar_papers"), {"kind": "calendar", "first": "2026-11"})
        with django_assert_max_num_queries(11):
            page = desk.get(reverse("calendar_papers"))
    assert len(page.context["papers"]) == 13


def test_a_school_sees_no_papers_in_the_menu(district):
    clerk = client_of(make_user(district, Role.SCHOOL_CLERK, school=make_school(district)))

    page = clerk.get("/calendar/2026/11/").text
    assert "/calendar/papers/" not in page
    assert reverse("calendar_file") in page
