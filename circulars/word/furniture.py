"""What stands around the text: paper, margins, page numbers, and the 版记 at the foot of the last page."""

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from circulars.composing.geometry import (
    FOLIO_BELOW,
    HEIGHT,
    LEFT,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    TOP,
    WIDTH,
)
from circulars.composing.geometry import (
    IMPRINT as SMALL,
)
from circulars.composing.imprint import LABEL, copied_names, imprint, printed_day
from circulars.composing.lines import Run
from circulars.composing.pieces import Page, Picture, Table, Text
from circulars.composing.typesetter import run
from circulars.fonts import Slot
from circulars.paper import LETTER, Paper
from circulars.word import styles
from circulars.word.elements import (
    TABLE_ORDER,
    border,
    cell_margins,
    element,
    page_number,
    paragraph_property,
    put,
    set_tabs,
    twips,
)
from circulars.word.manuscript import LEAST, Manuscript
from circulars.word.styles import LINE
from circulars.word.tables import bare_table

BESIDE = 6.0
"""How wide the strip is, in mm, in which a turned page bears its number."""


def set_up(script: Manuscript) -> None:
    """The first page's paper and margins, and page numbers outside: right on odd pages, left on even ones."""
    settings = script.document.settings.element
    settings.insert(0, element("evenAndOddHeaders"))
    for old in settings.findall(qn("w:characterSpacingControl")):
        settings.remove(old)
    place = next(
        (number for number, child in enumerate(settings) if child.tag == qn("w:compat")), len(settings)
    )
    settings.insert(place, element("characterSpacingControl", val="doNotCompress"))
    section = script.document.sections[0]
    set_page(section, landscape=False)
    _number_upright(section)


def turn(script: Manuscript, landscape: bool) -> None:
    """Go on upright or turned; on a new face either way."""
    if landscape == script.landscape:
        script.new_face = script.has_paragraphs
        return
    section = script.document.sections[0]
    if script.has_paragraphs:
        section = _new_section(script)
        for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            part.is_linked_to_previous = False
    script.landscape = landscape
    set_page(section, landscape=landscape)
    if landscape:
        _number_turned(section)
    else:
        _number_upright(section)


def _new_section(script: Manuscript) -> Any:
    """On a new page, which has no name over it as a letter's first page has."""
    section = script.document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    return section


def set_page(section: Any, *, landscape: bool) -> None:
    """Paper and margins; a turned page has the head of the paper at its right (GB/T 9704-2012, 8.3)."""
    size, around_text = section._sectPr.find(qn("w:pgSz")), section._sectPr.find(qn("w:pgMar"))
    bottom, right = PAPER_HEIGHT - TOP - HEIGHT, PAPER_WIDTH - LEFT - WIDTH
    width, height = (PAPER_HEIGHT, PAPER_WIDTH) if landscape else (PAPER_WIDTH, PAPER_HEIGHT)
    around = (LEFT, TOP, right, bottom) if landscape else (TOP, right, bottom, LEFT)
    size.set(qn("w:w"), str(twips(width)))
    size.set(qn("w:h"), str(twips(height)))
    size.set(qn("w:orient"), "landscape" if landscape else "portrait")
    for side, length in (
        *zip(("top", "right", "bottom", "left"), around, strict=True),
        *(("header", 15.0), ("footer", around[2] - 4.0 - SMALL.size), ("gutter", 0.0)),
    ):
        around_text.set(qn(f"w:{side}"), str(twips(length)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if not landscape:  # a grid stands in the middle of a page's height, and would move the table down
        section._sectPr.append(element("docGrid", type="lines", linePitch=LINE))


def _number_upright(section: Any) -> None:
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        paragraph_property(line._p.get_or_add_pPr(), "ind", **{side: twips(SMALL.size)})
        paragraph_property(line._p.get_or_add_pPr(), "jc", val=side)
        page_number(line)


def _number_turned(section: Any) -> None:
    """The number keeps its place on the bound paper: left of the text, turned, at its foot or its head."""
    for footer in (section.footer, section.even_page_footer):
        for line in footer.paragraphs:
            line._p.clear_content()
    for header, side in ((section.header, "right"), (section.even_page_header, "left")):
        table = header.add_table(1, 1, twips(BESIDE) * 635)
        table.autofit = False
        header._element.insert(0, table._tbl)  # a table hangs on the paragraph below it
        place = element(
            "tblpPr",
            vertAnchor="page",
            horzAnchor="page",
            tblpX=twips(PAPER_HEIGHT - TOP - HEIGHT - FOLIO_BELOW - BESIDE / 2 - SMALL.size / 2),
            tblpY=twips(LEFT),
        )
        put(table._tbl.tblPr, place, TABLE_ORDER)
        put(table._tbl.tblPr, cell_margins(top=0, bottom=0, left=0, right=0), TABLE_ORDER)
        put(table._tbl.tblPr, element("tblW", w=twips(BESIDE), type="dxa"), TABLE_ORDER)
        row, [cell] = table._tbl.tr_lst[0], table.rows[0].cells
        row.get_or_add_trPr().append(element("trHeight", val=twips(WIDTH), hRule="exact"))
        cell.width = twips(BESIDE) * 635
        cell._tc.get_or_add_tcPr().append(element("textDirection", val="tbRl"))
        cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
        line = cell.paragraphs[0]
        line.style = styles.FOLIO.name
        paragraph_property(line._p.get_or_add_pPr(), "ind", **{side: twips(SMALL.size)})
        paragraph_property(line._p.get_or_add_pPr(), "jc", val=side)
        page_number(line)


def write_imprint(script: Manuscript, paper: Paper, pages: Sequence[Page]) -> None:
    """版记 in its place at the foot of an even page, held by a paragraph nobody sees."""
    block = imprint(paper, script.setter)
    if block is None:
        return
    alone, after_blank = _stands_alone(pages)
    if script.landscape:
        turn(script, False)
        alone = False
    if after_blank:
        section = _new_section(script)
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False
        script.paragraph(styles.PLACED)
    script.new_face = alone
    script.unseen(white=_white_above(script, paper, pages, block.height, alone=alone))
    is_letter = paper.form == LETTER
    has_printer = bool(paper.printed_by or paper.printed_on) and not is_letter
    has = {_copied_to: bool(paper.copied_to), _printed_by: has_printer}
    parts = [part for part, is_there in has.items() if is_there]
    table = bare_table(script, len(parts), [twips(WIDTH)])
    place = element(
        "tblpPr",
        vertAnchor="page",
        horzAnchor="page",
        tblpX=twips(LEFT),
        tblpY=twips(TOP + HEIGHT - block.height),
    )
    put(table._tbl.tblPr, place, TABLE_ORDER)
    side = twips(SMALL.size)
    put(table._tbl.tblPr, cell_margins(top=0, bottom=0, left=side, right=side), TABLE_ORDER)
    for number, (row, part) in enumerate(zip(table.rows, parts, strict=True)):
        cell = row.cells[0]
        if not is_letter:
            borders = element("tcBorders")
            borders.append(border("top", 6 if number else 8))
            borders.append(border("bottom", 8 if number == len(parts) - 1 else 6))
            cell._tc.get_or_add_tcPr().append(borders)
        script.set_style(cell.paragraphs[0], styles.IMPRINT)
        part(script, paper, cell.paragraphs[0])
    script.unseen()


def _white_above(
    script: Manuscript, paper: Paper, pages: Sequence[Page], height: float, *, alone: bool
) -> int:
    """For programs that let the 版记 flow instead of putting it into its place, as LibreOffice does.

    Less than there is, lest it runs over: LibreOffice moves the whole paragraph that a sign-off keeps to.
    """
    above = [
        piece.bottom
        for piece in pages[-1].pieces
        if isinstance(piece, Picture) or (isinstance(piece, Text | Table) and piece.style != SMALL)
    ]
    left = twips(HEIGHT - height - max(above, default=0.0)) - 3 * LEAST
    spare = 0 if alone else 1 if paper.appendices else 1 + script.lines_of_last
    return max(left - spare * LINE, 0)


def _copied_to(script: Manuscript, paper: Paper, paragraph: Any) -> None:
    """抄送, hanging after its colon."""
    label = script.setter.length(LABEL)
    measure = (WIDTH - 2 * SMALL.size) / SMALL.size - label
    indent = twips(label * SMALL.size)
    paragraph_property(paragraph._p.get_or_add_pPr(), "ind", left=indent, hanging=indent)
    script.fill(paragraph, styles.IMPRINT, [run(LABEL)])
    script.fill(paragraph, styles.IMPRINT, [run(copied_names(paper))], measure)


def _printed_by(script: Manuscript, paper: Paper, paragraph: Any) -> None:
    """印发机关 at the left, the day at the right."""
    set_tabs(paragraph._p.get_or_add_pPr(), [("right", twips(WIDTH - 2 * SMALL.size))])
    day = [Run("\t", Slot.FANGSONG), run(printed_day(paper))] if paper.printed_on else []
    script.fill(paragraph, styles.IMPRINT, [run(paper.printed_by), *day])


def _stands_alone(pages: Sequence[Page]) -> tuple[bool, bool]:
    """Whether the 版记 has a face of its own, and whether a blank one stands before it."""
    alone = not any(isinstance(piece, Text | Table) and piece.style != SMALL for piece in pages[-1].pieces)
    return alone, alone and not pages[-1].numbered
