"""The calendar goes from the page to Word, to Excel, to a calendar program, and comes back as it was."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from icalendar import Calendar

from calendar_app.models import CalendarEntry, EntryOffice
from calendar_app.months import Month
from districts.models import Office
from tests.calendar_app.factories import client_of, make_district, make_entry, make_office, make_plan
from tests.portal.exchange.workbooks import cells
from tests.samples import SAMPLES, sample_word
from tests.seeds import needs_seeds, seed
from tests.test_real_plans import brought_in
from workplans.models import Plan
from workplans.services import match_offices

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
Facts = dict[str, tuple[Any, ...]]


def facts(plan: Plan | None) -> Facts:
    """What every row says: months, as they were written, day, work, who leads and who supports."""
    return {
        str(row.key): (
            row.starts_month,
            row.ends_month,
            row.as_written,
            row.due_on,
            row.work,
            row.lead.name if row.lead else "",
            tuple(sorted(office.name for office in row.supporting)),
        )
        for row in CalendarEntry.objects.filter(plan=plan).with_offices()
    }


def with_offices(plan: Plan) -> Plan:
    """The bureau gets every office the document names; some rows get what a document rarely says."""
    rows = list(CalendarEntry.objects.filter(plan=plan))
    for name in dict.fromkeys(office["name"] for row in rows for office in row.offices_as_written):
        Office.objects.create(district=plan.district, name=name)
    match_offices(plan=plan, by=plan.drafted_by)
    for row in rows[::5]:
        CalendarEntry.objects.filter(pk=row.pk).update(due_on=row.ends_month + timedelta(days=14))
    EntryOffice.objects.filter(entry=rows[0]).update(role="support")  # supported by some, led by nobody
    CalendarEntry.objects.filter(pk=rows[1].pk).update(offices_as_written=[])
    EntryOffice.objects.filter(entry=rows[1]).delete()
    return plan


def spoilt(plan: Plan) -> None:
    """Every row says something else: what is equal afterwards was brought back."""
    rows = CalendarEntry.objects.filter(plan=plan)
    for row in rows:
        rows.filter(pk=row.pk).update(
            work=f"改了{row.pk}", starts_month=date(2020, 1, 1), ends_month=date(2020, 2, 1)
        )
    rows.update(due_on=date(2020, 1, 9))
    EntryOffice.objects.filter(entry__plan=plan).delete()


def taken(plan: Plan, name: str) -> bytes:
    """The file that the page's menu gives."""
    answer = client_of(plan.drafted_by).get(reverse(name), {"plan": str(plan.pk), "office": "all"})
    assert answer.status_code == 200
    return answer.content


def brought(plan: Plan, content: bytes, name: str) -> dict[str, int]:
    """Bring a file in as the page does, confirming where there is something to do; what it did."""
    desk = client_of(plan.drafted_by)
    answer = desk.post(reverse("entries_import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.context["form"].errors
    shown = desk.get(answer["Location"])
    report = shown.context["report"]
    counts = {outcome: report.count(outcome) for outcome in ("new", "changed", "same", "wrong")}
    assert not counts["wrong"], [problem for row in report.rows for problem in row.problems]
    if report.can_be_confirmed:
        assert desk.post(answer["Location"] + "confirm/").status_code == 302
    return counts


def read_by_a_program(content: bytes) -> Facts:
    """What a calendar program finds, by the key in its UID; `as written` is not said to programs."""
    return {
        key: said for event in Calendar.from_ical(content).walk("VEVENT") for key, said in [_event(event)]
    }


def _event(event: Any) -> tuple[str, tuple[Any, ...]]:
    first, last = (Month.parse(month) for month in str(event["x-work-plan-months"]).split("/"))
    begins, beyond = event.decoded("dtstart"), event.decoded("dtend")
    due = date.fromisoformat(str(event["x-work-plan-due"])) if "x-work-plan-due" in event else None
    assert (begins, beyond - timedelta(days=1)) == ((due, due) if due else (first.first_day, last.last_day))
    supporting = event.get("x-work-plan-supporting", [])
    supporting = supporting if isinstance(supporting, list) else [supporting]
    lead = str(event.get("x-work-plan-lead", ""))
    said = (
        first.first_day,
        last.first_day,
        due,
        str(event["summary"]),
        lead,
        tuple(sorted(map(str, supporting))),
    )
    return str(event["uid"]).partition("@")[0], said


def without_wording(all_facts: Facts) -> Facts:
    return {key: said[:2] + said[3:] for key, said in all_facts.items()}


def goes_round(plan: Plan) -> int:
    """Word, Excel, calendar program, and back; how many rows came back equal."""
    before, count = facts(plan), plan.entries.count()
    for form, name in (("entries_word", "calendar.docx"), ("entries_export", "calendar.xlsx")):
        file = taken(plan, form)
        assert brought(plan, file, name) == {"new": 0, "changed": 0, "same": count, "wrong": 0}
        spoilt(plan)
        assert brought(plan, file, name) == {"new": 0, "changed": count, "same": 0, "wrong": 0}
        assert facts(plan) == before
    assert read_by_a_program(taken(plan, "calendar_file")) == without_wording(before)
    return count


@needs_seeds
def test_the_calendar_of_a_real_plan_goes_round_seventy_of_seventy():
    assert goes_round(with_offices(brought_in(*seed("000", "docx")))) == 70


def test_our_own_calendar_goes_round():
    text = (SAMPLES / "school_year_with_calendar.txt").read_bytes()

    assert goes_round(with_offices(brought_in(text, "school_year_with_calendar.txt"))) > 5


def edited(file: bytes, change: Any) -> bytes:
    """The Word file after somebody worked on its tables; `change` gets them."""
    document, saved = Document(BytesIO(file)), BytesIO()
    change(document.tables)
    document.save(saved)
    return saved.getvalue()


def test_what_was_changed_in_word_is_shown_before_it_is_written():
    plan = make_plan(make_district("海云市"))
    office = make_office(plan.district, "基础教育处")
    changed = make_entry(plan.district, "旧的说法", first=NOVEMBER, plan=plan)
    kept = make_entry(plan.district, "照旧", first=NOVEMBER, last=DECEMBER, plan=plan, lead=office)

    def work_on(tables: Any) -> None:
        [table] = tables
        table.rows[1].cells[2].text, table.rows[1].cells[3].text = "新的说法", "基础教育处"
        added = table.add_row().cells
        for place, text in enumerate(("2027年1月", "", "寒假前检查", "", "", "2027-01-15", "")):
            added[place].text = text

    desk, before = client_of(plan.drafted_by), facts(plan)
    answer = desk.post(
        reverse("entries_import"),
        {"file": SimpleUploadedFile("改过.docx", edited(taken(plan, "entries_word"), work_on))},
    )

    shown = desk.get(answer["Location"])
    rows = shown.context["report"].rows
    assert [(row.outcome, [(cell.before, cell.after) for cell in row.cells]) for row in rows] == [
        ("changed", [("旧的说法", "新的说法"), ("", "基础教育处")]),
        ("new", [("", plan.title), ("", "2027-01"), ("", "2027-01"), ("", "寒假前检查"), ("", "2027-01-15")]),
    ]
    assert facts(plan) == before

    desk.post(answer["Location"] + "confirm/")
    after = facts(plan)
    assert after[str(kept.key)] == before[str(kept.key)]
    assert after[str(changed.key)][4:] == ("新的说法", "基础教育处", ())
    assert len(after) == 3
    assert CalendarEntry.objects.get(work="寒假前检查").plan == plan
    assert CalendarEntry.objects.get(pk=kept.pk).version == 1


def test_what_is_of_no_plan_stands_in_a_table_of_its_own_and_comes_back():
    plan = make_plan(make_district("海云市"))
    make_entry(plan.district, "计划里的事", first=NOVEMBER, plan=plan)
    alone = make_entry(plan.district, "临时的事", first=NOVEMBER, due_on=date(2026, 11, 9))
    desk = client_of(plan.drafted_by)
    file = desk.get(reverse("entries_word"), {"office": "all", "first": "2026-11", "last": "2026-11"}).content

    def work_on(tables: Any) -> None:
        planned, others = tables
        assert (planned.rows[1].cells[2].text, others.rows[1].cells[2].text) == ("计划里的事", "临时的事")
        others.rows[1].cells[5].text = "2026年11月10日"
        added = others.add_row().cells
        added[0].text, added[2].text = "2026-11", "又一件临时的事"

    counts = brought(plan, edited(file, work_on), "calendar.docx")

    assert counts == {"new": 1, "changed": 1, "same": 1, "wrong": 0}
    alone.refresh_from_db()
    assert (alone.due_on, alone.plan) == (date(2026, 11, 10), None)
    added = CalendarEntry.objects.get(work="又一件临时的事")
    assert (added.plan, added.district, added.position) == (None, plan.district, alone.position + 1)


def test_the_files_hold_what_the_page_shows():
    """Of the months and under the filters in the address; drafts too, for they can be changed."""
    district = make_district("海云市")
    office = make_office(district, "基础教育处")
    plan = make_plan(district)
    make_entry(district, "十一月的事", first=NOVEMBER, lead=office)
    make_entry(district, "拟定中的事", first=date(2026, 9, 1), last=DECEMBER, plan=plan, lead=office)
    make_entry(district, "别的处的事", first=NOVEMBER)
    make_entry(district, "明年的事", first=date(2027, 3, 1), lead=office)
    desk = client_of(plan.drafted_by)
    query = {"office": str(office.pk), "first": "2026-11", "last": "2026-12"}
    wanted = {"十一月的事", "拟定中的事"}

    word = Document(BytesIO(desk.get(reverse("entries_word"), query).content))
    assert {row.cells[2].text for table in word.tables for row in table.rows[1:]} == wanted
    excel = cells(desk.get(reverse("entries_export"), query).content)
    work = excel[0].index("主要工作*")
    assert {row[work] for row in excel[1:]} == wanted
    events = Calendar.from_ical(desk.get(reverse("calendar_file"), query).content).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == wanted


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04word/document.xml", "打不开"),
        (sample_word("two_levels"), "表头"),
    ],
)
def test_a_word_file_that_is_no_calendar_gets_a_sentence(content, sentence):
    plan = make_plan(make_district("海云市"))

    answer = client_of(plan.drafted_by).post(
        reverse("entries_import"), {"file": SimpleUploadedFile("a.docx", content)}
    )

    assert sentence in str(answer.context["form"].errors)
