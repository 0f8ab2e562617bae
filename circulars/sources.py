"""From a plan's rows to what the kinds of work paper are made from. Reads only; a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from calendar_app.models import CalendarEntry, EntryAudience
from calendar_app.queries import entries_between
from calendar_app.queries.days import days_of
from calendar_app.queries.terms import week_of
from circulars.days import days_between, time_words
from circulars.kinds import LateRow, MonthRow, Source, TaskRow
from circulars.kinds.breakdown import NOBODY
from circulars.kinds.source import days_of_rows
from circulars.queries import plan_calendar
from circulars.setting import body_of_plan, lines_of, month_label, work_with_span
from districts.models import District, Office, School
from progress.models import Report
from progress.queries import overdue_items
from workplans.audience import addressing
from workplans.models import Demand, Plan, TaskAudience
from workplans.periods import chinese_date
from workplans.queries import PlanOutline, SectionNode, TaskNode, plan_outline
from workplans.queries.snapshots import changes_between, snapshot_of

WEEK = 7  # days

SAID = {
    Report.Status.DONE: "已完成",
    Report.Status.UNDER_WAY: "正在推进",
    Report.Status.BLOCKED: "遇到困难",
}


def source_of_plan(
    plan: Plan,
    *,
    day: date,
    month: date | None = None,
    office: Office | None = None,
    school: School | None = None,
    with_changes: bool = False,
) -> Source:
    """The plan as it stands. With a school, only what the school has to act on; reports are as of now.

    `with_changes`: what an amendment's draft changes, or what the last amendment of an issued plan changed.
    """
    outline = plan_outline(plan)
    entries = plan_calendar(plan)
    said = _newest_reports(plan)
    asked = _asked_of(school, plan) if school else None
    nodes = [node for node in outline.all_tasks() if asked is None or node.task.pk in asked[0]]
    sections = _sections(outline)
    months = list(
        _month_rows(
            plan.period.starts_on.year, [row for row in entries if asked is None or row.pk in asked[1]]
        )
    )
    source = Source(
        bureau=plan.issuer or plan.district.bureau_name,
        code=plan.district.document_code,
        plan_title=plan.title,
        day=day,
        blocks=body_of_plan(outline),
        tasks=tuple(_task_row(node, *sections.get(node.task.pk, ("", "")), said) for node in nodes),
        months=tuple(months),
        late=tuple(_late_rows(plan, outline, entries, said, day)),
        office=office.name if office else "",
        school=school.name if school else "",
        month=month,
        days=days_of_rows(months),
    )
    return replace(source, **_changes(plan)) if with_changes else source


def source_of_calendar(
    district: District,
    *,
    day: date,
    first: date,
    last: date,
    office: Office | None = None,
    plan: Plan | None = None,
) -> Source:
    """What stands in the bureau's calendar from `first` to `last`: of plans that are out, and of none; or of one plan,
    out or not."""
    if plan is None:
        entries = entries_between(district, first, last, office)
    else:
        held = CalendarEntry.objects.carried_by(office) if office else CalendarEntry.objects.all()
        entries = list(held.filter(plan=plan).during(first, last).standing().with_offices())
    return Source(
        bureau=f"{district.bureau_name}{office.name if office else ''}",
        plan_title=plan.title if plan else "",
        day=day,
        months=tuple(_month_rows(first.year, entries)),
        office=office.name if office else "",
        month=first,
        until=last,
        days=days_between(first.replace(day=1), last, days_of(district)),
        week=_week_set(district, first, last),
        time=time_words(first, last),
    )


def _week_set(district: District, first: date, last: date) -> int | None:
    """The week's number by the terms a bureau has set; paper does not say what is only usual."""
    week = week_of(district, first) if (last - first).days < WEEK else None
    return week.number if week and not week.term.is_default else None


def _changes(plan: Plan) -> dict[str, Any]:
    """From the plan that is amended to its draft; from the edition before the last to the last, as it went out."""
    papers = list((plan.amends or plan).circulars.order_by("pk").values_list("number", "signed_on"))
    out: dict[str, Any] = {}
    if plan.amends:
        before, after = snapshot_of(plan.amends), snapshot_of(plan)
    else:
        editions = plan.versions.filter(edition__isnull=False).order_by("-edition")[:2]
        after, before = ([*(version.snapshot for version in editions), None, None])[:2]
        out = dict(zip(("number", "day"), papers[-1], strict=True)) if papers[1:] else {}
    if before is None or after is None:
        return {}
    return {
        **out,
        "changes": tuple(changes_between(plan.amends or plan, before, after)),
        "amended": papers[0][0] if papers else "",
        "remarks": tuple(lines_of(plan.amendment_note)),
    }


def _sections(outline: PlanOutline) -> dict[int, tuple[str, str]]:
    """The outermost heading above each task, and the numbers of those between."""
    return {
        node.task.pk: (_name(top), within)
        for top in outline.sections
        for section, within in _walk(top)
        for node in section.tasks
    }


def _walk(section: SectionNode, within: str = "") -> Iterator[tuple[SectionNode, str]]:
    yield section, within
    for inner in section.sections:
        yield from _walk(inner, within + inner.label)


def _name(section: SectionNode) -> str:
    return section.label + section.section.title


def _newest_reports(plan: Plan) -> dict[tuple[int | None, int | None], str]:
    """What was said last on each task and entry of the plan by an office, with the status in front."""
    reports = Report.objects.filter(office__isnull=False)
    of_plan = reports.filter(task__plan=plan) | reports.filter(entry__plan=plan)
    said: dict[tuple[int | None, int | None], str] = {}
    for report in of_plan.order_by("id"):
        text = " ".join(report.text.split())
        word = SAID[Report.Status(report.status)]
        said[report.task_id, report.entry_id] = f"{word}：{text}" if text else word
    return said


def _asked_of(school: School, plan: Plan) -> tuple[set[int], set[int]]:
    """Tasks and entries of the plan that the school has to act on."""
    rule = addressing(school, "")
    tasks = TaskAudience.objects.filter(rule, demand=Demand.ACT, task__plan=plan)
    entries = EntryAudience.objects.filter(rule, demand=Demand.ACT, entry__plan=plan)
    return set(tasks.values_list("task_id", flat=True)), set(entries.values_list("entry_id", flat=True))


def _task_row(
    node: TaskNode, section: str, within: str, said: dict[tuple[int | None, int | None], str]
) -> TaskRow:
    return TaskRow(
        section=section,
        label=node.label,
        title=node.task.title,
        body=node.task.body.strip(),
        lead=node.lead.office.name if node.lead else "",
        supporting="、".join(duty.office.name for duty in node.supporting),
        due=chinese_date(node.task.due_on) if node.task.due_on else "",
        progress=said.get((node.task.pk, None), ""),
        within=within,
    )


def _month_rows(year: int, entries: Iterable[CalendarEntry]) -> Iterable[MonthRow]:
    """`year`: the one whose months go without it."""
    for entry in entries:
        month = entry.starts_month
        offices = "、".join(duty.office.name for duty in entry.duties.all())
        written = "、".join(item["name"] for item in entry.offices_as_written)
        due = chinese_date(entry.due_on) if entry.due_on else ""
        yield MonthRow(
            month_label(month, year),
            month,
            work_with_span(entry),
            offices or written,
            due,
            entry.ends_month,
            entry.due_on,
        )


def _late_rows(
    plan: Plan,
    outline: PlanOutline,
    entries: Iterable[CalendarEntry],
    said: dict[tuple[int | None, int | None], str],
    day: date,
) -> Iterable[LateRow]:
    """What the bureau is late with, of this plan."""
    tasks = {node.task.pk for node in outline.all_tasks()}
    of_months = {entry.pk for entry in entries}
    for item in overdue_items(plan.district, day):
        is_task = item.kind == "task"
        if item.due_on and item.pk in (tasks if is_task else of_months):
            progress = said.get((item.pk, None) if is_task else (None, item.pk), "")
            yield LateRow(item.title, item.lead or NOBODY, item.due_on, (day - item.due_on).days, progress)
