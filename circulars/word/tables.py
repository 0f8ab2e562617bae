"""Tables of the twin: real header rows, rows that are not torn, the month named again where the PDF's page begins."""

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from circulars.composing.characters import paragraphs
from circulars.composing.geometry import EM, WIDTH
from circulars.composing.pieces import Table, TableCell
from circulars.composing.tables import PAD_SIDE, Column, TablePlan, may_be_torn, plan_table, row_cells
from circulars.composing.typesetter import run
from circulars.paper import SigningPlaces, TableAppendix
from circulars.word import styles
from circulars.word.elements import (
    TABLE_ORDER,
    border,
    cell_margins,
    element,
    paragraph_property,
    put,
    set_lines,
    twips,
)
from circulars.word.manuscript import Manuscript
from circulars.word.styles import LINE, Look

Texts = tuple[str, ...]
PAD = 62
"""The white above and below a cell's text, a little less than on paper: a page that is just full there is not too full here."""


def write_table(script: Manuscript, appendix: TableAppendix, printed: list[Table]) -> None:
    """The table of an appendix. Its parts on the pages are taken from `printed`, which holds those still to come."""
    plan = plan_table(appendix, script.setter)
    rows = [(number, row) for number, group in enumerate(plan.groups) for row in group]
    table = bare_table(script, len(rows) + 1, [twips(width) for width in plan.shape.columns])
    _set_borders(table)
    lines = list(table._tbl.tr_lst)
    _write_head(script, lines[0], plan)
    cells = [row_cells(row, plan, script.setter) for _number, row in rows]
    first_on_page, torn = _as_printed(printed, [[_words(cell) for cell in row[1:]] for row in cells])
    for place, (group, row) in enumerate(rows):
        moved = place in first_on_page  # whole to the next page, though it were long enough to be torn
        if place not in torn and (moved or not may_be_torn(cells[place], landscape=appendix.landscape)):
            lines[place + 1].get_or_add_trPr().append(element("cantSplit"))
        starts = place in first_on_page or place == 0 or rows[place - 1][0] != group
        _write_row(script, lines[place + 1], row, plan.columns, starts=starts)


def _write_head(script: Manuscript, line: Any, plan: TablePlan) -> None:
    for name in ("cantSplit", "tblHeader"):
        line.get_or_add_trPr().append(element(name))
    for cell, text, column in zip(line.tc_lst, plan.head, plan.columns, strict=True):
        _write_cell(script, cell, styles.TABLE_HEAD, text, column, "center")


def _write_row(script: Manuscript, line: Any, row: Texts, columns: Sequence[Column], *, starts: bool) -> None:
    """A row; its label only where a group, or a page, begins."""
    for number, (cell, text, column) in enumerate(zip(line.tc_lst, row, columns, strict=True)):
        if number == 0:
            merged = element("vMerge", val="restart") if starts else element("vMerge")
            cell.get_or_add_tcPr().append(merged)
        shown = text if number or starts else ""
        align = "center" if column.holds_names else "left"
        _write_cell(script, cell, styles.TABLE_TEXT, shown, column, align)


def _as_printed(printed: list[Table], rows: Sequence[Sequence[str]]) -> tuple[set[int], set[int]]:
    """Which rows, from 0, open a page, and which go on over its end. `rows`: their words, the label's left out."""
    first: set[int] = set()
    torn: set[int] = set()
    row, read = 0, [""] * len(rows[0])
    while printed and row < len(rows):
        if not any(read):
            first.add(row)
        for line in printed.pop(0).rows:
            if row == len(rows):
                break
            said = [_words(cell) for cell in line.cells[len(line.cells) - len(read) :]]
            torn |= {row} if any(read) else set()
            read = [before + more for before, more in zip(read, said, strict=True)]
            if read == list(rows[row]):
                row, read = row + 1, [""] * len(read)
    return first, torn


def _words(cell: TableCell) -> str:
    """What it says for the first time."""
    return "" if cell.again else "".join(line.text for line in cell.lines)


def _write_cell(script: Manuscript, cell: Any, look: Look, text: str, column: Column, align: str) -> None:
    cell.get_or_add_tcPr().append(element("vAlign", val="center"))
    for place, part in enumerate(list(paragraphs(text)) or [""]):
        paragraph = _paragraph_of(cell, place)
        script.set_style(paragraph, look)
        properties = paragraph._p.get_or_add_pPr()
        paragraph_property(properties, "jc", val=align if align == "center" else "both")
        breaks_names = column.holds_names and script.setter.length(part) > column.width
        measure = 0 if breaks_names else column.width
        script.fill(paragraph, look, [run(part, look.slot)], measure)


def _paragraph_of(cell: Any, place: int) -> Any:
    return Paragraph(cell.p_lst[0] if place == 0 else cell.add_p(), cell)


def write_signing_places(script: Manuscript, places: SigningPlaces) -> None:
    """A table without rules: a column for each party."""
    column = twips(WIDTH / max(len(places.parties), 1))
    count = max(map(len, places.parties), default=0)
    table = bare_table(script, count, [column] * len(places.parties))
    put(table._tbl.tblPr, cell_margins(top=0, bottom=0, left=0, right=twips(EM)), TABLE_ORDER)
    for row, line in enumerate(table._tbl.tr_lst):
        for cell, party in zip(line.tc_lst, places.parties, strict=True):
            paragraph = _paragraph_of(cell, 0)
            script.set_style(paragraph, styles.PLACED)
            white = LINE if row == 0 else LINE // 2
            set_lines(paragraph._p.get_or_add_pPr(), exact=LINE, before=white)
            script.fill(paragraph, styles.PLACED, [run(party[row] if row < len(party) else "")])
    script.unseen()


def bare_table(script: Manuscript, rows: int, widths: Sequence[int]) -> Any:
    """A table of fixed widths, its cells padded as the composer pads them."""
    table = script.document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    padding = cell_margins(top=PAD, bottom=PAD, left=twips(PAD_SIDE) - 4, right=twips(PAD_SIDE) - 8)
    put(table._tbl.tblPr, padding, TABLE_ORDER)
    put(table._tbl.tblPr, element("tblW", w=sum(widths), type="dxa"), TABLE_ORDER)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width * 635  # EMU
    return table


def _set_borders(table: Any) -> None:
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(border(side, 6))
    put(table._tbl.tblPr, borders, TABLE_ORDER)
