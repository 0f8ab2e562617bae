"""Tables such as the 行事历: column widths, row heights, and rows too tall for a page cut in pieces.

Where a table goes on over a page break its head is repeated, and so is the label (the month) of the group
that is torn; `circulars.composing.pages` does that from the boxes made here. A row that is torn itself says again
what stands left of what goes on: its number and its task, （续） behind them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise, takewhile
from math import ceil

from circulars.composing.characters import clean, paragraphs
from circulars.composing.flow import Box, RowOfTable, TableShape
from circulars.composing.geometry import CELL, HEIGHT, ROW_WHITE, THIN, WIDTH
from circulars.composing.lines import Line
from circulars.composing.pieces import TableCell
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import DoesNotFit, Typesetter, run
from circulars.fonts import Slot
from circulars.paper import TableAppendix

PAD_SIDE = 1.5
STEP, NARROWEST, NARROWEST_OF_MANY, NARROWEST_TEXT = 0.5, 4.0, 2.5, 6.0  # em
LONGEST_LABEL, WIDEST_LABEL, LONGEST_NAME = 8.0, 6.0, 10.0  # em; a longer label is broken
FEW_COLUMNS = 3
ROWS_LOOKED_AT = 150
MOST_HEAD_LINES = 8
WHOLE_LINES, LEAST_LINES = 8, 2
"""On a turned page, low as it is, a row of more than so many lines may go on over the page's end; so many at least stand on
either side."""
GOES_ON, MOST_SAID_AGAIN = "（续）", 6
"""Behind what is said again on the next page: the cells on the left of so many lines at most, never torn themselves."""

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Its width in em, and whether it holds names (of months, offices, schools) rather than text."""

    width: float
    holds_names: bool


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table before its rows are set: even rows with the label first, by group, and what all its parts share."""

    head: Texts
    groups: list[list[Texts]]
    columns: list[Column]
    shape: TableShape


def table(appendix: TableAppendix, setter: Typesetter) -> list[Box]:
    """A box for every row."""
    plan = plan_table(appendix, setter)
    boxes: list[Box] = []
    for number, group in enumerate(plan.groups):
        for row in group:
            cells = row_cells(row, plan, setter)
            if may_be_torn(cells, landscape=appendix.landscape):
                boxes += _slices(row, cells, plan, number, setter)
            else:
                room = (WIDTH if appendix.landscape else HEIGHT) - plan.shape.head_height
                boxes += [_box(part, plan.shape, number) for part in _cut(cells, room)]
    return boxes


def plan_table(appendix: TableAppendix, setter: Typesetter) -> TablePlan:
    """Columns and head; raises `DoesNotFit` where the head would take up the page."""
    head, groups = _even(appendix)
    width = HEIGHT if appendix.landscape else WIDTH
    columns = _columns(head, tuple(row for group in groups for row in group), setter, width)
    head_cells = tuple(
        TableCell(_lines(text, column.width, setter, Slot.HEITI), "center")
        for text, column in zip(head, columns, strict=True)
    )
    if _count(head_cells) > MOST_HEAD_LINES:
        raise DoesNotFit("　".join(head))
    shape = TableShape(
        columns=tuple(column.width * CELL.size + 2 * PAD_SIDE + THIN for column in columns),
        head=head_cells,
        head_height=_height(_count(head_cells)),
    )
    return TablePlan(head, groups, columns, shape)


def row_cells(row: Texts, plan: TablePlan, setter: Typesetter) -> list[TableCell]:
    """The row's texts, set in the table's columns."""
    return [_cell(text, column, setter) for text, column in zip(row, plan.columns, strict=True)]


def may_be_torn(cells: Sequence[TableCell], *, landscape: bool) -> bool:
    """Whether the row may go on over the page's end."""
    return landscape and _count(cells[1:]) > WHOLE_LINES


def _even(appendix: TableAppendix) -> tuple[Texts, list[list[Texts]]]:
    """Head and rows, all of the same length, each row with its group's label first."""
    longest = max((len(row) + 1 for group in appendix.groups for row in group.rows), default=0)
    count = max(len(appendix.head), longest, 1)

    def even(texts: Texts) -> Texts:
        return texts + ("",) * (count - len(texts))

    groups = [[even((group.label, *row)) for row in group.rows] for group in appendix.groups]
    return even(appendix.head), groups if any(groups) else [[even(())]]


@lru_cache(maxsize=8)
def _columns(head: Texts, rows: tuple[Texts, ...], setter: Typesetter, width: float) -> list[Column]:
    """Kept: the Word twin has the columns of the PDF."""
    texts = list(zip(*rows, strict=True))
    holds_names = [all(_are_names(text, setter) for text in column) for column in texts]
    widths = _column_widths(head, rows[:ROWS_LOOKED_AT], setter, width)
    return [Column(width, names) for width, names in zip(widths, holds_names, strict=True)]


def _are_names(text: str, setter: Typesetter) -> bool:
    return all(setter.length(name) <= LONGEST_NAME for name in _names(text))


def _names(text: str) -> list[str]:
    """The parts between 、 and line feeds, each with the mark that ends it."""
    return [name for name in re.split(r"(?<=、)|\n", clean(text)) if name.strip()]


def _column_widths(head: Texts, rows: Sequence[Texts], setter: Typesetter, width: float) -> list[float]:
    """Widths in em that make the table short: the label as wide as it needs, the rest by trying."""
    count = len(head)
    room = (width - count * (2 * PAD_SIDE + THIN)) / CELL.size
    if count == 1:
        return [room]
    lengths = [[_length(text, setter) for text in row] for row in rows]
    few = count <= FEW_COLUMNS
    narrowest = [NARROWEST if few else _narrowest(word, setter) for word in head]
    label = max([narrowest[0], *(row[0] for row in lengths)])
    label = label if label <= LONGEST_LABEL else WIDEST_LABEL
    others = [row[1:] for row in lengths]
    columns = list(zip(*rows, strict=True))[1:]
    least = [
        max(_least(column, setter, few=few), n) for column, n in zip(columns, narrowest[1:], strict=True)
    ]
    said = [sum(column) for column in zip(*others, strict=True)]
    widths = _first_try(said, least, room - label)
    for left, right in [*combinations(range(len(widths)), 2)] * 2:
        shared = _shared(widths, left, right, least)
        widths = min(shared, key=lambda tried: (*_cost(others, tried), _density(said, tried)), default=widths)
    return [label, *widths]


def _narrowest(head: str, setter: Typesetter) -> float:
    """Among many columns one of numbers (序号) is hardly wider than its head."""
    return min(max(setter.length(head, Slot.HEITI), NARROWEST_OF_MANY), NARROWEST)


def _least(column: Sequence[str], setter: Typesetter, *, few: bool) -> float:
    """As wide as names need; among many columns a text, and a long name, may be broken to leave room for others."""
    if few:
        return _longest_name(column, setter, LONGEST_NAME)
    if all(_are_names(text, setter) for text in column):
        return _longest_name(column, setter, LONGEST_LABEL)
    return NARROWEST_TEXT


def _first_try(said: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """No wider than names need but for the column with most to say, which gets the rest."""
    spare = room - sum(least)
    if spare < 0:
        return [room / len(least)] * len(least)
    longest = said.index(max(said))
    return [width + (spare if place == longest else 0.0) for place, width in enumerate(least)]


def _longest_name(column: Sequence[str], setter: Typesetter, longest: float) -> float:
    """As wide as a column must be so that no name of up to `longest` em in it is broken."""
    lengths = [setter.length(name) for text in column for name in _names(text)]
    return max([0.0, *(length for length in lengths if length <= longest)])


def _shared(widths: Sequence[float], left: int, right: int, least: Sequence[float]) -> Iterator[list[float]]:
    """Every way to share the width of two columns between them."""
    both = widths[left] + widths[right]
    for step in range(int((both - least[left] - least[right]) / STEP) + 1):
        tried = [*widths]
        tried[left] = least[left] + step * STEP
        tried[right] = both - tried[left]
        yield tried


def _cost(rows: Sequence[Sequence[float]], widths: Sequence[float]) -> tuple[int, int]:
    """The height of the table in lines; among equals, how much its cells are broken."""
    lines = [
        [max(ceil(length / width), 1) for length, width in zip(row, widths, strict=True)] for row in rows
    ]
    return sum(map(max, lines)), sum(map(sum, lines))


def _density(said: Sequence[float], widths: Sequence[float]) -> float:
    """Among tables as short as each other, the better one gives more room to what says more."""
    return sum(length / width for length, width in zip(said, widths, strict=True))


def _length(text: str, setter: Typesetter) -> float:
    return max((setter.length(part) for part in clean(text).split("\n")), default=0.0)


def _cell(text: str, column: Column, setter: Typesetter) -> TableCell:
    """Names are centred and broken between one another, text is set as text."""
    if not column.holds_names:
        return TableCell(_lines(text, column.width, setter), "left")
    lines = [line for part in clean(text).split("\n") for line in _lines_of_names(part, column.width, setter)]
    return TableCell(tuple(lines), "center")


def _lines_of_names(text: str, width: float, setter: Typesetter) -> Iterator[Line]:
    line = ""
    for name in _names(text):
        if line and setter.length((line + name).rstrip("、")) > width:
            yield from _lines_of_name(line, width, setter)
            line = ""
        line += name
    yield from _lines_of_name(line, width, setter)


def _lines_of_name(name: str, width: float, setter: Typesetter) -> Iterator[Line]:
    """On one line; one too long for it is broken as a title is, where a reader pauses and into like halves."""
    is_long = setter.length(name.rstrip("、")) > width
    for part in title_lines(name, measure=width) if is_long else [name]:
        yield from _lines(part, width, setter)


def _lines(text: str, width: float, setter: Typesetter, slot: Slot = Slot.FANGSONG) -> tuple[Line, ...]:
    return tuple(line for part in paragraphs(text) for line in setter.lines([run(part, slot)], measure=width))


def _count(cells: Sequence[TableCell]) -> int:
    return max([1, *(len(cell.lines) for cell in cells)])


def _height(lines: int) -> float:
    return lines * CELL.pitch + ROW_WHITE


def _cut(cells: Sequence[TableCell], room: float) -> Iterator[list[TableCell]]:
    """The row, or its parts where it is taller than a page; the label stands in every part."""
    label, *others = cells
    most = int((room - _height(0) - THIN) / CELL.pitch)
    for start in range(0, _count(others), most):
        yield [label, *(TableCell(cell.lines[start : start + most], cell.align) for cell in others)]


def _slices(
    row: Texts, cells: Sequence[TableCell], plan: TablePlan, group: int, setter: Typesetter
) -> Iterator[Box]:
    """The row line by line; on one page the slices are one row again (`circulars.composing.pages`)."""
    label, *others = cells
    count = _count(others)
    opening = list(takewhile(lambda cell: len(cell.lines) <= MOST_SAID_AGAIN, others))
    again = _said_again(row[1 : len(opening) + 1], plan.columns[1:], setter)
    starts = [0, *range(max(LEAST_LINES, _count(opening)), count - LEAST_LINES + 1), count]
    for start, end in pairwise(starts):
        part = tuple(TableCell(cell.lines[start:end], cell.align) for cell in others)
        of_row = RowOfTable(label, part, plan.shape, group, continues=start > 0, again=again if start else ())
        height = (end - start) * CELL.pitch + (0.0 if start else ROW_WHITE)
        yield Box(of_row, height=height, foot=THIN)


def _said_again(texts: Texts, columns: Sequence[Column], setter: Typesetter) -> tuple[TableCell, ...]:
    """The cells left of what goes on, the last that says anything with （续） behind it."""
    last = max((place for place, text in enumerate(texts) if text.strip()), default=0)
    return tuple(
        replace((_marked if place == last else _cell)(text, column, setter), again=True)
        for place, (text, column) in enumerate(zip(texts, columns, strict=False))
    )


def _marked(text: str, column: Column, setter: Typesetter) -> TableCell:
    """（续） behind the text, below it where its last line is full."""
    plain, behind = _cell(text, column, setter), _cell(text + GOES_ON, column, setter)
    return behind if _count([behind]) == _count([plain]) else _cell(f"{text}\n{GOES_ON}", column, setter)


def _box(cells: Sequence[TableCell], shape: TableShape, group: int) -> Box:
    label, *others = cells
    row = RowOfTable(label=label, cells=tuple(others), table=shape, group=group)
    return Box(row, height=_height(_count(others)), foot=THIN)
