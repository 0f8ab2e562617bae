"""From placed boxes to what is printed: lines join into paragraphs, rows into tables, pages into a paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast

from circulars.composing.flow import Box, LineOfText, Placed, RowOfTable, break_pages, foot_of
from circulars.composing.geometry import CELL, EPSILON, HEIGHT, LEADING, WIDTH
from circulars.composing.pieces import Page, Piece, Table, TableRow, Text


@dataclass(frozen=True, slots=True)
class Part:
    """What begins on a face of its own: its faces, and where the ink of the last one ends."""

    pages: tuple[Page, ...]
    foot: float


def part(boxes: Sequence[Box], *, landscape: bool = False) -> Part:
    """The boxes on as many faces as they need, turned where it is `landscape`."""
    pages = break_pages(boxes, height=WIDTH if landscape else HEIGHT)
    return Part(
        tuple(Page(tuple(_pieces(page)), landscape=landscape) for page in pages), foot=foot_of(pages[-1])
    )


def pages_of(parts: Iterable[Part], imprint: Box | None, *, even: bool = True) -> list[Page]:
    """The faces of the paper. The 版记 ends the last, an even one (a letter's any), and never stands on a turned one."""
    whole = list(parts)
    pages = [page for each in whole for page in each.pages]
    if imprint is None:
        return pages
    block = tuple(_moved(imprint, HEIGHT - imprint.height))
    if (
        not pages[-1].landscape
        and (len(pages) % 2 == 0 or not even)
        and whole[-1].foot + LEADING <= HEIGHT - imprint.height + EPSILON
    ):
        return [*pages[:-1], replace(pages[-1], pieces=pages[-1].pieces + block)]
    if len(pages) % 2 == 1 or not even:
        return [*pages, Page(block)]
    return [*pages, Page((), numbered=False), Page(block, numbered=False)]


def _pieces(page: Sequence[Placed]) -> Iterator[Piece]:
    for _, group in groupby(page, key=_joins):
        placed = list(group)
        first = placed[0].box.content
        if isinstance(first, LineOfText):
            yield _paragraph(placed)
        elif isinstance(first, RowOfTable):
            yield _table(placed, first)
        else:
            yield from _moved(placed[0].box, placed[0].top)


def _joins(placed: Placed) -> int:
    """The same for boxes that are printed as one piece."""
    content = placed.box.content
    if isinstance(content, LineOfText):
        return id(content.paragraph)
    return id(content.table if isinstance(content, RowOfTable) else placed)


def _paragraph(placed: Sequence[Placed]) -> Text:
    """The lines as one piece; where they only go on from the page before, without a bookmark."""
    contents = [cast("LineOfText", each.box.content) for each in placed]
    shape, opens = contents[0].paragraph, contents[0].opens
    return replace(
        shape,
        lines=tuple(content.line for content in contents),
        top=placed[0].top,
        bookmark_level=shape.bookmark_level if opens else 0,
    )


def _table(placed: Sequence[Placed], first: RowOfTable) -> Table:
    shape = first.table
    return Table(
        top=placed[0].top - shape.head_height - first.opening,
        columns=shape.columns,
        head=TableRow(shape.head, shape.head_height),
        rows=tuple(_with_labels(_whole_rows(placed))),
        style=CELL,
    )


def _whole_rows(placed: Sequence[Placed]) -> list[tuple[RowOfTable, float]]:
    """The rows with their heights; slices of a row are put together again as far as they stand on this page."""
    rows: list[tuple[RowOfTable, float]] = []
    for each in placed:
        row = cast("RowOfTable", each.box.content)
        if not (rows and row.continues):
            cells = (*row.again, *row.cells[len(row.again) :])
            rows.append((replace(row, cells=cells), each.box.height + row.opening))
            continue
        above, height = rows[-1]
        cells = tuple(
            replace(cell, lines=cell.lines + more.lines)
            for cell, more in zip(above.cells, row.cells, strict=True)
        )
        rows[-1] = replace(above, cells=cells), height + each.box.height
    return [(row, max(height, row.again_height)) for row, height in rows]


def _with_labels(rows: Sequence[tuple[RowOfTable, float]]) -> Iterator[TableRow]:
    """Rows with the label's cell in the first of each group, spanning the others; no lower than the label needs."""
    for _, group in groupby(rows, key=lambda row: row[0].group):
        members = list(group)
        needed = members[0][0].label_height - sum(height for _row, height in members)
        more = max(needed, 0.0) / len(members)
        for place, (row, height) in enumerate(members):
            label = (replace(row.label, rows=len(members)),) if place == 0 else ()
            yield TableRow((*label, *row.cells), height + more)


def _moved(box: Box, top: float) -> Iterator[Piece]:
    for piece in cast("tuple[Piece, ...]", box.content):
        yield replace(piece, top=piece.top + top)
