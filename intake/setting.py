"""What was read in a document as an official paper, storing nothing. Outline in, `Paper` out; no clock.

The labels are the document's own. A plan goes out under a notice, as one kept in the portal does
(`circulars.setting`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from circulars.kinds import LateRow, MonthRow, Source, TaskRow
from circulars.kinds.breakdown import NOBODY
from circulars.kinds.source import days_of_rows
from circulars.paper import (
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paper,
    Paragraph,
    RowGroup,
    TableAppendix,
    TextAppendix,
)
from circulars.setting import CALENDAR_HEAD, EVERYBODY, notice_sentence, titles
from intake.reading import Outline, OutlineEntry, OutlineSection, OutlineTask

UNKNOWN_ISSUER = "教育局"
REMARKS = "备注"
DEEPEST = 4


@dataclass(frozen=True)
class Particulars:
    """What the document may not say; empty means: as read. `today` stands in for a missing date."""

    today: date
    number: str = ""
    issuer: str = ""


def paper_from_outline(outline: Outline, particulars: Particulars) -> Paper:
    """The document as a paper: a kind of paper goes out as it is, a plan under its notice."""
    issuer = particulars.issuer or outline.issuer or UNKNOWN_ISSUER
    day = outline.signed_on or particulars.today
    title, plan_title = _titles(outline, issuer)
    notice = [*map(Paragraph, outline.preamble[: outline.notice_paragraphs])]
    body = _body(outline)
    under_notice = bool(notice) or title != plan_title
    calendar = _calendar(outline, plan_title)
    plan: tuple[Appendix, ...] = (TextAppendix(plan_title, body, marked=False),) if under_notice else ()
    return Paper(
        letterhead=f"{issuer}文件",
        number=particulars.number or outline.document_number or f"〔{day.year}〕　　号",
        title=title,
        addressee=outline.addressee or EVERYBODY,
        blocks=tuple(notice or [Paragraph(notice_sentence(plan_title))]) if under_notice else body,
        attachments_note=tuple(table.title for table in calendar),
        sign_off_name=issuer,
        sign_off_date=day,
        appendices=(*plan, *calendar),
        printed_by=f"{issuer}办公室",
        printed_on=day,
    )


def source_from_outline(
    outline: Outline,
    particulars: Particulars,
    *,
    month: date | None = None,
    office: str = "",
    school: str = "",
) -> Source:
    """What every kind of work paper is made from, as far as a document says it; nobody has reported on it."""
    issuer = particulars.issuer or outline.issuer or UNKNOWN_ISSUER
    months = tuple(_month_rows(outline))
    return Source(
        bureau=issuer,
        plan_title=_titles(outline, issuer)[1],
        day=particulars.today,
        blocks=_body(outline),
        tasks=tuple(row for section in outline.sections for row in _task_rows(section)),
        months=months,
        late=tuple(_late_rows(outline, particulars.today)),
        office=office,
        school=school,
        month=month,
        number=particulars.number,
        days=days_of_rows(months),
    )


def _task_rows(section: OutlineSection, outer: str = "", within: str = "") -> Iterator[TaskRow]:
    """The tasks of a section and of those in it, under the name of the outermost."""
    name = outer or section.label + section.title
    for task in section.tasks:
        lead, supporting = _carriers(task)
        due = "、".join(dict.fromkeys(deadline.as_written for deadline in task.deadlines))
        yield TaskRow(name, task.label, task.title, task.body, lead, supporting, due, within=within)
    for inner in section.sections:
        yield from _task_rows(inner, name, within + inner.label)


def _carriers(task: OutlineTask) -> tuple[str, str]:
    """Who leads and who supports; where the document does not say, the first named leads."""
    lead = task.lead_offices or task.offices[:1]
    return "、".join(lead), "、".join(name for name in task.offices if name not in lead)


def _month_rows(outline: Outline) -> Iterator[MonthRow]:
    for entry in outline.calendar:
        if entry.month:
            first = date(entry.month.year, entry.month.number, 1)
            last = entry.until.first_day if entry.until else first
            yield MonthRow(entry.as_written, first, entry.work, _joined(entry.offices), last=max(first, last))


def _late_rows(outline: Outline, today: date) -> Iterator[LateRow]:
    for section in outline.sections:
        for task in section.all_tasks():
            days = [deadline.by for deadline in task.deadlines if deadline.by and deadline.by < today]
            if days:
                yield LateRow(task.name, _carriers(task)[0] or NOBODY, max(days), (today - max(days)).days)


def _titles(outline: Outline, issuer: str) -> tuple[str, str]:
    """The paper's title and the plan's; the same where the document goes out as it is."""
    title = outline.title or ""
    if outline.notice_title:
        return outline.notice_title, title
    return titles(title, issuer, has_notice=bool(outline.notice_paragraphs))


def _body(outline: Outline) -> tuple[Block, ...]:
    opening = map(Paragraph, outline.preamble[outline.notice_paragraphs :])
    sections = [block for section in outline.sections for block in _section(section, level=1)]
    return (*opening, *sections, *map(Paragraph, outline.closing))


def _section(section: OutlineSection, *, level: int) -> Iterator[Block]:
    if section.label or section.title:
        yield Heading(level=min(level, DEEPEST), text=section.title, label=section.label)
    yield from map(Paragraph, section.text)
    for task in section.tasks:
        yield _task(task, min(level + 1, DEEPEST))
    for inner in section.sections:
        yield from _section(inner, level=level + 1)


def _task(task: OutlineTask, level: int) -> NumberedTask:
    return NumberedTask(label=task.label, title=task.title, body=task.body, level=level)


def _calendar(outline: Outline, plan_title: str) -> tuple[TableAppendix, ...]:
    """The 行事历 with the columns it was read from; further columns are put together as remarks."""
    remarked = any(entry.remarks for entry in outline.calendar)
    groups = tuple(
        RowGroup(month, tuple(_row(entry, remarked=remarked) for entry in entries))
        for month, entries in groupby(outline.calendar, key=lambda entry: entry.as_written)
    )
    title = outline.calendar_title or f"{plan_title}行事历"
    head = (*CALENDAR_HEAD, *([REMARKS] if remarked else []))
    return (TableAppendix(title, head, groups),) if groups else ()


def _row(entry: OutlineEntry, *, remarked: bool) -> tuple[str, ...]:
    offices = _joined(re.split(r"[\n、]+", entry.offices_as_written))
    return (entry.work, offices, *([_joined(entry.remarks)] if remarked else []))


def _joined(names: Sequence[str]) -> str:
    return "、".join(name.strip() for name in names if name.strip())
