"""Building the demo: every row by the service a person would use, in the order a year takes.

Documents come in as text and are read, plans are approved and issued, schools sign, offices report.
What is due and what is late is relative to `today`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from circulars.models import Circular
from circulars.services import issue_plan
from districts.models import User
from intake.drafts import plan_draft
from intake.reading import outline_of, read_source
from intake.services import confirm_upload, keep_upload
from portal.demo.addressing import address_year, entry_rules, set_days
from portal.demo.answering import ask_for_time, report, sign
from portal.demo.opening import Province, open_bureaus
from portal.demo.talking import talk_over
from portal.demo.weeks import add_dated_work, set_terms
from portal.demo.years import add_passing_task, decide_half, decided_on, follow_year
from reminders.services import plan_reminders
from rollover.services import roll_over, save_template
from workplans.drafts import AudienceDraft, PlanDraft
from workplans.models import Plan
from workplans.periods import school_year_of
from workplans.queries.approval import asked_offices, head_seats
from workplans.services import (
    address_schools,
    check_plan,
    close_plan,
    countersign_plan,
    edit_task,
    sign_plan,
    start_amendment,
    submit_plan,
)

TEXTS = Path(__file__).parent / "texts"

# What differs from year to year in the city's plan: the newest first.
FIGURES = (
    {"honest": 20, "lessons": 36, "fitness": 62, "bases": 10, "schools": 9, "places": 8600, "kinder": 66,
     "visits": 24, "teachers": 420, "studios": 16, "number": 3},
    {"honest": 15, "lessons": 30, "fitness": 60, "bases": 8, "schools": 11, "places": 9400, "kinder": 63,
     "visits": 20, "teachers": 390, "studios": 12, "number": 5},
    {"honest": 12, "lessons": 24, "fitness": 58, "bases": 6, "schools": 12, "places": 10200, "kinder": 60,
     "visits": 18, "teachers": 450, "studios": 10, "number": 2},
)  # fmt: skip


def build_demo(*, today: date, now: datetime) -> Province:
    """Make the whole province; expects an empty database. A minute's work of four bureaus in a few seconds."""
    province = open_bureaus()
    set_terms(province.bureaus["haiyun"], today, province.people["admin"])
    add_dated_work(province.bureaus["haiyun"], today, province.people["editor"])
    year = _write_city_years(province, today, now)
    _write_school_year(province, today, now)
    _amend_and_go_on(year, province, today, now)
    _write_neighbours(province, today, now)
    plan_reminders(today=today, now=now)
    return province


def _write_city_years(province: Province, today: date, now: datetime) -> Plan:
    """Two years that are over and this year, in force; each but the first made of the one before."""
    oldest = len(FIGURES) - 1
    plan = _write_city_year(province, None, oldest, today, now)
    for age in reversed(range(oldest)):
        plan = _write_city_year(province, plan, age, today, now)
    return plan


def _write_city_year(province: Province, before: Plan | None, age: int, today: date, now: datetime) -> Plan:
    """The year that was so many years ago, made of the one before if there is one."""
    year, editor = today.year - age, province.people["editor"]
    if before:
        draft = _read(province, "haiyun", "city_year", year, FIGURES[age])
        plan = follow_year(before, draft, by=editor, now=now)
    else:
        plan = _bring_in(province, "haiyun", "city_year", year, FIGURES[age])
    add_passing_task(plan, age=age, by=editor)
    address_year(plan, editor)
    if age == 0:
        set_days(plan, today, editor)
    circular = _issue(province, "haiyun", plan, date(plan.year, 1, 20), now)
    sign(circular, province, everybody=age > 0)
    if age == 0:
        report(plan, province, today)
    else:
        close_plan(plan=plan, by=editor, now=now)
    return plan


def _amend_and_go_on(plan: Plan, province: Province, today: date, now: datetime) -> None:
    """What autumn brings: an amendment of the year's plan, the next year as a draft made of it, a template."""
    _amend(plan, province, today, now)
    following = roll_over(
        rollover=decided_on(plan, by=province.people["editor"]), by=province.people["editor"]
    )
    talk_over(following, province.people, today=today, now=now)
    save_template(
        plan=plan,
        district=plan.district,
        title="年度工作要点模板",
        note="每年一月起草年度要点时用",
        by=province.people["editor"],
    )


def _write_school_year(province: Province, today: date, now: datetime) -> None:
    """The school year's opinions for the city's own schools, with the autumn calendar."""
    year = school_year_of(today)
    plan = _bring_in(province, "haiyun", "city_school_year", year, {"next": year + 1})
    editor = province.people["editor"]
    for place, task in enumerate(plan.tasks.order_by("section_id", "position")):
        demand = "act" if place % 3 == 0 else "inform"
        address_schools(carrier=task, rules=[AudienceDraft(demand=demand, directly_under=True)], by=editor)
    for entry in plan.entries.all():
        if rules := entry_rules(entry.work):
            address_schools(carrier=entry, rules=rules, by=editor)
    circular = _issue(province, "haiyun", plan, date(year, 8, 25), now)
    sign(circular, province, everybody=False)
    report(plan, province, today)
    ask_for_time(plan, province, today, now)
    _countersign_the_next(province, year + 1, now)
    decide_half(plan, by=editor)


def _countersign_the_next(province: Province, year: int, now: datetime) -> None:
    """Next school year's opinions lie with the offices: one has agreed, the others are asked."""
    plan = _bring_in(province, "haiyun", "city_school_year", year, {"next": year + 1})
    submit_plan(plan=plan, by=province.people["editor"], now=now)
    check_plan(plan=plan, by=province.people["approver"], note="内容完整，拟同意。", now=now)
    countersign_plan(plan=plan, by=province.people["basic"], note="同意。", now=now)


def _write_neighbours(province: Province, today: date, now: datetime) -> None:
    """The province's plan is in force, its next one awaits the signature; one county's waits to be checked, the other's is approved."""
    plan = _bring_in(province, "yunshan", "province_year", today.year, {})
    _issue(province, "yunshan", plan, date(today.year, 1, 12), now)
    coming = _bring_in(province, "yunshan", "province_year", today.year + 1, {})
    submit_plan(plan=coming, by=province.people["province"], now=now)
    check_plan(plan=coming, by=province.people["province-approver"], now=now)
    linxi = _bring_in(
        province, "linxi", "county_year", today.year, {"place": "临溪县", "beds": 1200, "buses": 12}
    )
    submit_plan(plan=linxi, by=province.people["linxi"], now=now)
    qingchuan = _bring_in(
        province, "qingchuan", "county_year", today.year, {"place": "青川县", "beds": 900, "buses": 8}
    )
    submit_plan(plan=qingchuan, by=province.people["qingchuan"], now=now)
    _approve(qingchuan, province.people["qingchuan-approver"], now)


def _bring_in(province: Province, bureau: str, text: str, year: int, figures: Mapping[str, object]) -> Plan:
    """A document of the year comes in, is read and confirmed."""
    district = province.bureaus[bureau]
    content = _content(text, year, figures)
    editor = province.people[EDITORS[bureau]]
    kind = Plan.Kind.SCHOOL_YEAR if "学年" in content.splitlines()[0] else Plan.Kind.CALENDAR_YEAR
    period = f"{year}学年" if kind == Plan.Kind.SCHOOL_YEAR else f"{year}年"
    upload = keep_upload(
        district=district, name=f"{district.bureau_name}{period}.txt", content=content.encode(), by=editor
    )
    title = upload.outline["title"] if upload.outline else upload.name
    return confirm_upload(upload=upload, title=title, kind=kind, year=year, by=editor)


def _read(province: Province, bureau: str, text: str, year: int, figures: Mapping[str, object]) -> PlanDraft:
    """What the document of the year says, read but not brought in."""
    name = f"{province.bureaus[bureau].bureau_name}{year}.txt"
    outline = outline_of(read_source(_content(text, year, figures).encode(), name), name)
    return plan_draft(outline, title=outline.title or name, kind=Plan.Kind.CALENDAR_YEAR, year=year)


def _content(text: str, year: int, figures: Mapping[str, object]) -> str:
    return (TEXTS / f"{text}.txt").read_text().format(year=year, **figures)


EDITORS = {"yunshan": "province", "haiyun": "editor", "linxi": "linxi", "qingchuan": "qingchuan"}
APPROVERS = {"yunshan": "province-approver", "haiyun": "approver"}


def _issue(province: Province, bureau: str, plan: Plan, day: date, now: datetime) -> Circular:
    editor, approver = province.people[EDITORS[bureau]], province.people[APPROVERS[bureau]]
    submit_plan(plan=plan, by=editor, now=now)
    _approve(plan, approver, now)
    return issue_plan(plan=plan, by=editor, signed_on=day, publish=True)


def _amend(plan: Plan, province: Province, today: date, now: datetime) -> None:
    """The year's plan was amended once: more places than were promised, and a later day for one task."""
    editor = province.people["editor"]
    note = "根据全市学龄人口变化情况，经局长办公会研究，对部分指标和时限作修订。"
    draft = start_amendment(plan=plan, note=note, by=editor)
    places = f"{FIGURES[0]['places']}"
    for task in draft.tasks.filter(body__contains=places):
        edit_task(task=task, changes={"body": task.body.replace(places, "9200")}, by=editor)
    last = draft.tasks.exclude(due_on=None).order_by("due_on").last()
    if last and last.due_on:
        edit_task(task=last, changes={"due_on": last.due_on + timedelta(days=7)}, by=editor)
    submit_plan(plan=draft, by=editor, now=now)
    _approve(draft, province.people["approver"], now)
    issue_plan(plan=draft, by=editor, signed_on=today - timedelta(days=20), publish=True)


def _approve(plan: Plan, approver: User, now: datetime) -> None:
    """The rest of the way: checked, countersigned by every office that was asked, signed."""
    check_plan(plan=plan, by=approver, now=now)
    asked = {row.office_id for row in asked_offices(plan)}
    for seat in head_seats(plan):
        if seat.office_id in asked:
            countersign_plan(plan=plan, by=seat.user, seat=seat, now=now)
            asked.discard(seat.office_id)
    sign_plan(plan=plan, by=approver, now=now)
    plan.refresh_from_db()
