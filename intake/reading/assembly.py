"""From a read file to its outline: the stages in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from calendar_app.months import PlanYear, read_date, read_deadlines
from intake.reading.blocks import Block, Grid, Line, Source
from intake.reading.body import Body, read_body
from intake.reading.calendars import CalendarTable, Entries, read_entries, take_calendars
from intake.reading.conservation import missing_characters
from intake.reading.edges import End, Front
from intake.reading.end import issuer_of, read_end
from intake.reading.front import read_front
from intake.reading.furniture import clear_furniture
from intake.reading.header_data import is_header_grid
from intake.reading.headings import Found, find_body
from intake.reading.month_lists import tables_from_lists
from intake.reading.offices import read_duties
from intake.reading.outline import CAPTION, Outline, OutlineSection, OutlineTask, OutlineWarning, SetAside
from intake.reading.parts import main_part
from intake.reading.periods import read_period
from workplans.quantities import read_targets

_SMALL_CHANGE = {
    "colon",
    "conversion_mark",
    "rule",
    "row_number",
    "page_number",
    "contents",
    "calendar_header",
}
"""What is set aside many times over and is shown as one."""


@dataclass(frozen=True)
class _Parts:
    """What the stages found."""

    front: Front
    found: Found
    body: Body
    end: End
    tables: list[CalendarTable]
    entries: Entries
    period: PlanYear | None
    other_tables: list[SetAside]
    attached: list[SetAside]
    cleared: list[SetAside]


def outline_of(source: Source, filename: str) -> Outline:
    """Read a source as a plan. What no stage took is set aside with a warning, so that nothing is lost."""
    parts = _read_parts(source, filename)
    front, end, body = parts.front, parts.end, parts.body
    outline = Outline(
        title=front.title,
        document_number=front.document_number or _number_in_header(front),
        issuer=issuer_of(front, end),
        addressee=front.addressee,
        signed_on=_signed_on(front, end),
        metadata=_merged(front.metadata, end.metadata),
        preamble=(*front.preamble, *body.preamble),
        closing=(*body.closing, *end.closing),
        sections=tuple(_enriched(section, parts.period) for section in body.sections),
        calendar=tuple(parts.entries.entries),
        set_aside=_gathered(_asides(source, parts)),
        warnings=tuple(_warnings(source, parts)),
        calendar_title="；".join(_titles(parts.tables)) or None,
        notice_title=front.notice_title,
        notice_paragraphs=front.notice_paragraphs,
        period=parts.period,
        numbering=body.numbering,
    )
    return _with_leftovers(source.text, outline)


def _read_parts(source: Source, filename: str) -> _Parts:
    """The stages: clear the page, take the calendars, find the plan, its front, its end and its body."""
    blocks, cleared = clear_furniture(source.blocks)
    blocks, list_marks = tables_from_lists(blocks)
    tables, blocks, table_titles = take_calendars(blocks)
    header_grids, lines, other_tables = _without_grids(blocks)
    above, main, attached = main_part(lines)
    found = find_body(main)
    front = read_front([*above, *found.above], header_grids)
    if front.title is None:
        front.title, table_titles = _title_of_tables(table_titles)
    end = read_end(found.body)
    body = read_body(end.lines)
    period = read_period(
        [front.title, front.notice_title, *front.preamble[:3], *_titles(tables), filename],
    )
    return _Parts(
        front=front,
        found=found,
        body=body,
        end=end,
        tables=tables,
        entries=_entries(tables, period),
        period=period,
        other_tables=other_tables,
        attached=[SetAside("\n".join(line.text for line in attached), "attachment")] if attached else [],
        cleared=[*cleared, *table_titles, *list_marks],
    )


def _without_grids(blocks: list[Block]) -> tuple[list[Grid], list[Line], list[SetAside]]:
    """Grids of header data, the lines, and tables that are neither header nor calendar.

    A table with one filled cell a row only lays out text: its lines are lines of the page.
    """
    header_grids: list[Grid] = []
    lines: list[Line] = []
    tables: list[SetAside] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        elif is_header_grid(block):
            header_grids.append(block)
        elif all(sum(1 for cell in row if cell.text) <= 1 for row in block.rows):
            lines.extend(Line(text.strip()) for text in block.text.split("\n") if text.strip())
        else:
            tables.append(SetAside(block.text, "table"))
    return header_grids, lines, tables


def _title_of_tables(titles: list[SetAside]) -> tuple[str | None, list[SetAside]]:
    """A document that is nothing but a calendar has the calendar's title."""
    if len(titles) != 1:
        return None, titles
    return titles[0].text.replace("\n", ""), []


def _titles(tables: Iterable[CalendarTable]) -> list[str]:
    return [table.title for table in tables if table.title]


def _entries(tables: list[CalendarTable], period: PlanYear | None) -> Entries:
    """The rows of all calendars, each in the year its own title names, else in the plan's."""
    entries = Entries()
    for table in tables:
        read_entries(table, read_period([table.title]) or period, entries)
    return entries


# --- header data and dates -------------------------------------------------------------------------------


def _number_in_header(front: Front) -> str | None:
    named = (front.metadata.get(name) for name in ("发文字号", "发文文号", "文号", "字号", "文件编号"))
    return next((number for number in named if number), None)


def _header_date(front: Front) -> date | None:
    names = ("成文日期", "发文日期", "印发日期", "生成日期")
    dates = (read_date(front.metadata.get(name, "")) for name in names)
    return next((found for found in dates if found), None)


def _signed_on(front: Front, end: End) -> date | None:
    """The date that signs the paper; else what the header says, or the caption below the title."""
    return (
        end.signed_on or front.signed_on or _header_date(front) or read_date(front.metadata.get(CAPTION, ""))
    )


def _merged(above: Mapping[str, str], below: Mapping[str, str]) -> dict[str, str]:
    """Header data of the front and of the end; a name in both keeps both."""
    merged = dict(above)
    for name, value in below.items():
        merged[name] = "\n".join(filter(None, (merged.get(name), value)))
    return merged


# --- tasks -----------------------------------------------------------------------------------------------


def _enriched(section: OutlineSection, period: PlanYear | None) -> OutlineSection:
    """The section with what its tasks name: offices, targets and deadlines."""
    return replace(
        section,
        sections=tuple(_enriched(below, period) for below in section.sections),
        tasks=tuple(_enriched_task(task, period) for task in section.tasks),
    )


def _enriched_task(task: OutlineTask, period: PlanYear | None) -> OutlineTask:
    text = f"{task.title}\n{task.body}"
    duties = read_duties(text)
    return replace(
        task,
        lead_offices=duties.lead,
        supporting_offices=duties.support,
        offices=duties.offices,
        targets=read_targets(text),
        deadlines=read_deadlines(text, period),
    )


# --- what was set aside, and warnings --------------------------------------------------------------------


def _asides(source: Source, parts: _Parts) -> list[SetAside]:
    return [
        *parts.cleared,
        *parts.front.set_aside,
        *parts.end.set_aside,
        *parts.entries.set_aside,
        *parts.other_tables,
        *parts.attached,
        *source.set_aside,
    ]


def _gathered(asides: list[SetAside]) -> tuple[SetAside, ...]:
    """Small change of one kind as one piece, the rest as it is."""
    small: dict[str, list[str]] = {}
    for aside in asides:
        if aside.code in _SMALL_CHANGE:
            small.setdefault(aside.code, []).append(aside.text.strip())
    joined = [SetAside(" ".join(texts), code) for code, texts in small.items()]
    return tuple([aside for aside in asides if aside.code not in _SMALL_CHANGE] + joined)


def _warnings(source: Source, parts: _Parts) -> Iterator[OutlineWarning]:
    yield from source.warnings
    if parts.front.title is None:
        yield OutlineWarning("no_title")
    signed_on, header_date = _signed_on(parts.front, parts.end), _header_date(parts.front)
    if signed_on and header_date and signed_on != header_date:
        yield OutlineWarning("dates_differ", f"{signed_on.isoformat()} / {header_date.isoformat()}")
    if not parts.body.sections and not parts.entries.entries:
        yield OutlineWarning("no_headings")
    for heading in parts.found.past:
        yield OutlineWarning("past_work", heading)
    yield from parts.body.warnings
    yield from parts.entries.warnings
    for aside in [*parts.other_tables, *parts.attached]:
        yield OutlineWarning(aside.code, aside.text.split("\n")[0][:60])


def _with_leftovers(source_text: str, outline: Outline) -> Outline:
    """The last net: characters that no stage kept are set aside, and said."""
    lost = missing_characters(source_text, outline)
    if not lost:
        return outline
    return replace(
        outline,
        set_aside=(*outline.set_aside, SetAside(lost, "left_over")),
        warnings=(*outline.warnings, OutlineWarning("left_over", lost)),
    )
