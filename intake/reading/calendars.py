"""The 行事历: a table of months, work and offices. Blocks in; tables and other blocks, then entries out."""

import re
from dataclasses import dataclass, field, replace

from calendar_app.months import Month, PlanYear, read_span, read_until
from intake.reading.blocks import Block, Cell, Grid, Line, row_text
from intake.reading.labels import read_label
from intake.reading.offices import read_duties, split_offices
from intake.reading.outline import OutlineEntry, OutlineWarning, SetAside
from intake.reading.parts import is_attachment_mark
from intake.reading.wording import is_heading_like, is_organisation

_MONTH_HEAD = re.compile(
    r"月|月份|月度|时间|日期|时段|起止时间|时间安排|完成时间|完成时限|工作时间|活动时间|时间节点|周次|月份周次"
)
_WORK_HEAD = re.compile(
    r"(?:主要|重点|具体|日常|中心|工作|活动|教育|任务)*(?:工作|内容|事项|活动|任务|项目|安排|要点|名称)(?:内容|安排|事项|及要求|名称)?"
)
_OFFICE_HEAD = re.compile(
    r"(?:责任|牵头|负责|主办|承办|主责|配合|协办|协助|实施|组织|落实)?(?:处室|科室|股室|部门|单位|处|科|主体|人|领导)?"
    r"(?:[（(](?:单位|部门|处室|科室)[)）])?"
)
_NUMBER_HEAD = re.compile(r"序号|编号|序|号|No\.?", re.IGNORECASE)
_TITLE = re.compile(r"行事历|月历|工作安排|工作历|一览表|计划表|安排表|日程|进程|大事|逐月|时间表")
_DATE_ONLY = re.compile(r"[\d年月日./\-—〇○零一二三四五六七八九十\s]+")
_TITLE_LINES = 4
_HEAD_ROWS = 4


@dataclass(frozen=True)
class Columns:
    """Which column holds what; head: the row of column names, -1 where there is none."""

    month: int
    work: int
    offices: tuple[int, ...]
    numbers: tuple[int, ...]
    head: int


@dataclass(frozen=True)
class CalendarTable:
    """A table found to be a calendar, with the lines that title it."""

    title: str | None
    grid: Grid
    columns: Columns


@dataclass
class Entries:
    """The rows of calendars, and what was put aside or doubted on the way."""

    entries: list[OutlineEntry] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    warnings: list[OutlineWarning] = field(default_factory=list)


def take_calendars(blocks: list[Block]) -> tuple[list[CalendarTable], list[Block], list[SetAside]]:
    """Find the tables that are calendars; take them and the lines that title them from the blocks."""
    tables: list[CalendarTable] = []
    rest: list[Block] = []
    asides: list[SetAside] = []
    for block in blocks:
        columns = _columns(block) if isinstance(block, Grid) else None
        if columns is None or not isinstance(block, Grid):
            rest.append(block)
            continue
        lines = _take_title_lines(rest)
        lines += [row_text(row) for row in block.rows[: max(columns.head, 0)] if row_text(row)]
        if lines:
            asides.append(SetAside("\n".join(lines), "calendar_title"))
        named = [line for line in lines if not is_attachment_mark(Line(line))]
        tables.append(CalendarTable("".join(named) or _heading_above(rest), block, columns))
    return tables, rest, asides


def _take_title_lines(rest: list[Block]) -> list[str]:
    """The short lines right above a table, as far as one is called 行事历 or the like, or 附件."""
    taken: list[str] = []
    while rest and len(taken) < _TITLE_LINES:
        line = rest[-1]
        if (
            not isinstance(line, Line)
            or line.heading
            or read_label(line.text)
            or not is_heading_like(line.text)
        ):
            break
        if _DATE_ONLY.fullmatch(line.text) or (
            taken and is_organisation(line.text) and not _TITLE.search(taken[0])
        ):
            break
        taken.insert(0, line.text)
        rest.pop()
        if is_attachment_mark(line):
            return taken
    begins = next((place for place, text in enumerate(taken) if _TITLE.search(text)), len(taken))
    begins = begins - 1 if 0 < begins < len(taken) and "学" in taken[begins - 1] else begins
    rest.extend(Line(text) for text in taken[:begins])
    return taken[begins:]


def _heading_above(rest: list[Block]) -> str | None:
    if rest and isinstance(rest[-1], Line) and _TITLE.search(rest[-1].text) and len(rest[-1].text) < 60:
        label = read_label(rest[-1].text)
        return label.rest if label else rest[-1].text
    return None


# --- columns ---------------------------------------------------------------------------------------------


def _columns(grid: Grid) -> Columns | None:
    """The columns of a calendar, None where the table is none."""
    if grid.width < 2:
        return None
    for head, row in enumerate(grid.rows[:_HEAD_ROWS]):
        names = [re.sub(r"\s+", "", cell.text) for cell in row]
        columns = _named_columns(names, head)
        if columns is not None and _holds_months(grid, columns):
            return columns
    bare = Columns(0, 1, (2,) if grid.width > 2 else (), (), -1)
    return bare if _holds_months(grid, bare) else None


def _named_columns(names: list[str], head: int) -> Columns | None:
    months = [place for place, name in enumerate(names) if _MONTH_HEAD.fullmatch(name)]
    work = [place for place, name in enumerate(names) if name and _WORK_HEAD.fullmatch(name)]
    offices = tuple(
        p for p, name in enumerate(names) if name and p not in work and _OFFICE_HEAD.fullmatch(name)
    )
    numbers = tuple(place for place, name in enumerate(names) if _NUMBER_HEAD.fullmatch(name))
    if not months or not work:
        return None
    offices = tuple(place for place in offices if place not in {months[0], *numbers})
    return Columns(months[0], work[0], offices, numbers, head)


def _holds_months(grid: Grid, columns: Columns) -> bool:
    """Most of what stands in the month column is a month."""
    year = PlanYear("calendar_year", 2000)
    written = [_cell(row, columns.month).text for row in grid.rows[columns.head + 1 :]]
    written = [text for text in written if text]
    months = sum(1 for text in written if read_span(text, year) is not None)
    banners = sum(1 for row in grid.rows if _banner(row) is not None)
    return (
        2 * months > len(written) or (columns.head >= 0 and banners > 1) or (months > 1 and columns.head >= 0)
    )


def _cell(row: tuple[Cell, ...], place: int) -> Cell:
    return row[place] if place < len(row) else Cell()


def _banner(row: tuple[Cell, ...]) -> str | None:
    """The month of a row that is one merged cell: 九月份 across the whole table."""
    texts = [cell.text for cell in row if cell.text]
    if len(texts) != 1 or len(texts[0]) > 12 or "月" not in texts[0]:
        return None
    return texts[0] if read_span(texts[0], PlanYear("calendar_year", 2000)) else None


# --- entries ---------------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """Where the reading of a table has got to: the month above an empty month cell, merged offices above."""

    period: PlanYear | None
    out: Entries
    as_written: str = ""
    span: tuple[Month, Month | None] | None = None
    is_told: bool = True
    offices: tuple[str, ...] = ()


def read_entries(table: CalendarTable, period: PlanYear | None, out: Entries) -> None:
    """Read the rows of a table into `out`: a month holds until the next one is written."""
    reading = _Reading(period, out)
    columns = table.columns
    head = row_text(table.grid.rows[columns.head]) if columns.head >= 0 else None
    for row in table.grid.rows[max(columns.head, 0) :]:
        if row_text(row) == head:
            out.set_aside.append(SetAside(row_text(row), "calendar_header"))
        elif row_text(row):
            _read_row(row, columns, reading)
    _leave_month(reading)


def _read_row(row: tuple[Cell, ...], columns: Columns, reading: _Reading) -> None:
    banner = _banner(row)
    month = _cell(row, columns.month).text or banner
    if month:
        _turn_to(month, reading)
    if month and month == banner:
        return
    numbers = [text for place in columns.numbers if (text := _cell(row, place).text)]
    if numbers:
        reading.out.set_aside.append(SetAside(" ".join(numbers), "row_number"))
    _keep_row(row, columns, reading)


def _turn_to(month: str, reading: _Reading) -> None:
    _leave_month(reading)
    span = read_span(month, reading.period)
    if span is None:
        reading.out.warnings.append(OutlineWarning("month_unread", month))
    elif reading.span and _turns_the_year(month, reading.span[0], span[0]):
        span = (span[0].plus(12), span[1].plus(12) if span[1] else None)
    reading.as_written, reading.span, reading.is_told = "".join(month.split("\n")), span, False


def _turns_the_year(written: str, before: Month, after: Month) -> bool:
    """1月 below 12月 is next year's, where no year is written."""
    return after < before and before.number >= 8 and after.number <= 7 and not re.search(r"\d{4}", written)


def _leave_month(reading: _Reading) -> None:
    """A month that had no work keeps its place among what was set aside."""
    if not reading.is_told:
        reading.out.set_aside.append(SetAside(reading.as_written, "month_without_work"))


def _keep_row(row: tuple[Cell, ...], columns: Columns, reading: _Reading) -> None:
    cells = [_cell(row, place) for place in columns.offices]
    offices = "\n".join(cell.text for cell in cells if cell.text)
    used = {columns.month, columns.work, *columns.offices, *columns.numbers}
    remarks = tuple(cell.text for place, cell in enumerate(row) if cell.text and place not in used)
    pieces = split_work(_cell(row, columns.work).text, reading.out.set_aside)
    if offices:
        reading.offices = split_offices(offices)
    elif not any(cell.continued for cell in cells):
        reading.offices = ()
    if pieces:
        _keep_pieces(pieces, offices, remarks, reading)
    elif offices or remarks:
        _add_to_last(offices, remarks, reading)


def _keep_pieces(pieces: list[str], offices: str, remarks: tuple[str, ...], reading: _Reading) -> None:
    """One entry a piece; where the offices stand on as many lines, each has its own."""
    lines = offices.split("\n")
    own = len(pieces) > 1 and len(lines) == len(pieces)
    for place, work in enumerate(pieces):
        first = place == 0
        written = lines[place] if own else offices if first else ""
        named = split_offices(written) if own else reading.offices or offices_behind(work)
        reading.out.entries.append(_entry(work, named, written, remarks if first else (), reading))
        if reading.span is None:
            reading.out.warnings.append(OutlineWarning("entry_without_month", work))


def _entry(
    work: str, offices: tuple[str, ...], written: str, remarks: tuple[str, ...], reading: _Reading
) -> OutlineEntry:
    month, until = reading.span or (None, None)
    named_until = read_until(work, month) if month else None
    repeated, reading.is_told = reading.is_told, True
    return OutlineEntry(
        month=month,
        until=max(filter(None, (until, named_until)), default=None),
        as_written=reading.as_written,
        work=work,
        offices=offices,
        offices_as_written=written,
        remarks=remarks,
        repeated=repeated and bool(reading.as_written),
    )


def _add_to_last(offices: str, remarks: tuple[str, ...], reading: _Reading) -> None:
    """A row without work goes on with the row above: more offices for it, or more remarks."""
    if not reading.out.entries:
        reading.out.set_aside.append(SetAside(" ".join([offices, *remarks]).strip(), "row_without_work"))
        return
    last = reading.out.entries[-1]
    reading.out.entries[-1] = replace(
        last,
        offices=tuple(dict.fromkeys([*last.offices, *split_offices(offices)])),
        offices_as_written="\n".join(filter(None, [last.offices_as_written, offices])),
        remarks=last.remarks + remarks,
    )


def split_work(work: str, asides: list[SetAside]) -> list[str]:
    """The pieces of a cell that lists its work under numbers, one below the other; else its text in one."""
    lines = [line for line in work.split("\n") if line]
    labels = [read_label(line) for line in lines]
    if len(lines) < 2 or labels[0] is None or sum(1 for label in labels if label) < 2:
        return ["".join(lines)] if lines else []
    pieces: list[str] = []
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            pieces[-1] += line
        else:
            pieces.append(label.rest)
    asides.append(SetAside(" ".join(label.mark for label in labels if label), "row_number"))
    return [piece for piece in pieces if piece]


def offices_behind(work: str) -> tuple[str, ...]:
    """The offices in brackets at the end of a piece of work: 期初教学检查（教研室、督导室）."""
    return read_duties(work).offices
