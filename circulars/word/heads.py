"""The heads of the Word twin that differ from the usual one: 信函, 纪要, several bodies; and who was at a meeting."""

from typing import Any

from docx.shared import Mm

from circulars.composing.geometry import (
    EM,
    LEFT,
    LETTER_FOOT,
    LETTER_RULE_WIDTH,
    LETTER_TOP,
    LETTERHEAD_TOP,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    POINT,
    TOP,
    WIDTH,
)
from circulars.composing.geometry import HEIGHT as AREA
from circulars.composing.geometry import IMPRINT as SMALL
from circulars.composing.head import head, letterheads
from circulars.composing.letter import BELOW_RULE
from circulars.composing.letterhead import letterhead_text
from circulars.composing.marks import marks_of_paper
from circulars.composing.minutes import minutes_line
from circulars.composing.pieces import Text
from circulars.composing.typesetter import INDENT, run
from circulars.fonts import Slot
from circulars.paper import Paper
from circulars.word import styles
from circulars.word.elements import (
    PARAGRAPH_ORDER,
    RED,
    TABLE_ORDER,
    border,
    cell_margins,
    element,
    paragraph_property,
    put,
    set_fonts,
    set_lines,
    set_tabs,
    twips,
)
from circulars.word.manuscript import LEAST, Manuscript
from circulars.word.styles import LINE
from circulars.word.tables import bare_table

FOUR_MM = 11
"""In points: from a name or a number to the red rule below it."""
DOUBLE_RULE = 24
"""Of the thicker line, in eighths of a point."""
BELOW_HEADER = 120
"""In twips: white that LibreOffice leaves below a header which reaches further down than the margin."""


def letter_head(script: Manuscript, paper: Paper) -> int:
    """Name and upper rule in the header of the first page, the lower rule in its footer; marks and number below."""
    section = script.document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(LETTER_TOP), Mm(LETTER_FOOT)
    name = letterhead_text(paper.letterhead, script.setter)
    line = section.first_page_header.paragraphs[0]
    _write_name(line, name)
    set_lines(line._p.get_or_add_pPr(), exact=twips(name.style.size))
    _double_rule(line, "bottom")
    foot = section.first_page_footer.paragraphs[0]
    _double_rule(foot, "top")
    set_lines(foot._p.get_or_add_pPr(), exact=LEAST)
    room = PAPER_HEIGHT - TOP - AREA - 4.0 - SMALL.size - LETTER_FOOT
    for footer in (section.footer, section.even_page_footer):
        set_lines(footer.paragraphs[0]._p.get_or_add_pPr(), exact=280, after=twips(room))
    first, *others = [*marks_of_paper(paper), ("", Slot.FANGSONG)]
    opening = script.paragraph(styles.PLACED, run(*first))
    opening.add_run().add_tab()
    script.fill(opening, styles.PLACED, [run(paper.number)])
    properties = opening._p.get_or_add_pPr()
    set_tabs(properties, [("right", twips(WIDTH))])
    high = styles.NUMBER.line
    set_lines(properties, exact=high, before=twips(BELOW_RULE) - BELOW_HEADER)
    for text, slot in others[:-1]:
        below = script.paragraph(styles.PLACED, run(text, slot))
        set_lines(below._p.get_or_add_pPr(), exact=high, before=LINE - high)
    return twips(head(paper, script.setter).height)


def minutes_head(script: Manuscript, paper: Paper) -> int:
    """Name, number, who drew it up and when, the red rule."""
    present = marks_of_paper(paper)
    for text, slot in present:
        script.paragraph(styles.PLACED, run(text, slot))
    name = letterhead_text(paper.letterhead, script.setter)
    letterhead = script.paragraph(styles.LETTERHEAD)
    _write_name(letterhead, name)
    white = twips(LETTERHEAD_TOP) - len(present) * LINE
    set_lines(letterhead._p.get_or_add_pPr(), exact=twips(name.style.size), before=white)
    number = script.paragraph(styles.NUMBER, run(paper.number))
    set_lines(number._p.get_or_add_pPr(), exact=LINE, before=2 * LINE - 260)
    line = script.paragraph(styles.PLACED)
    for text, side in minutes_line(paper):
        if side == "right":
            line.add_run().add_tab()
        script.fill(line, styles.PLACED, [run(text)])
    properties = line._p.get_or_add_pPr()
    paragraph_property(properties, "ind", left=twips(EM))
    set_tabs(properties, [("right", twips(WIDTH - EM))])
    set_lines(properties, exact=320)
    _red_rule(line)
    return twips(head(paper, script.setter).height)


def joint_letterhead(script: Manuscript, paper: Paper) -> int:
    """The names one below the other in one cell, drawn out to one width, 文件 beside them in another."""
    names, *suffix = letterheads(paper, script.setter)
    size, widths = names.style.size, [max(line.length for line in names.lines), 0.5 + len("文件")]
    columns = [twips(width * size) for width in widths[: 1 + len(suffix)]]
    marks = len(marks_of_paper(paper))
    for mark, slot in marks_of_paper(paper):
        script.paragraph(styles.PLACED, run(mark, slot))
    white = twips(LETTERHEAD_TOP) - marks * LINE
    script.unseen(white=white - LEAST)
    table = bare_table(script, 1, columns)
    put(table._tbl.tblPr, element("tblInd", w=twips(names.left), type="dxa"), TABLE_ORDER)
    put(table._tbl.tblPr, cell_margins(top=0, bottom=0, left=0, right=0), TABLE_ORDER)
    for cell, text in zip(table.rows[0].cells, (names, *suffix), strict=True):
        cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
        for place, name in enumerate(text.lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.style = styles.LETTERHEAD.name
            properties = paragraph._p.get_or_add_pPr()
            paragraph_property(properties, "jc", val="right" if text is not names else "distribute")
            set_lines(properties, exact=twips(names.style.pitch))
            _write(paragraph, name.text, names)
    return marks * LINE + white + twips(names.style.pitch * len(names.lines))


def attendance(script: Manuscript, paper: Paper) -> None:
    """出席, 请假, 列席 below a blank line, the names hanging behind the colon."""
    for place, (label, names) in enumerate(paper.attendance):
        hang = script.setter.length(f"{label}：")
        paragraph = script.paragraph(
            styles.PLACED,
            run(f"{label}：", Slot.HEITI),
            run(names),
            measure=WIDTH / EM - INDENT - hang,
            indent=-hang,
        )
        properties = paragraph._p.get_or_add_pPr()
        paragraph_property(
            properties, "ind", left=twips(EM * INDENT) + twips(EM * hang), hanging=twips(EM * hang)
        )
        set_lines(properties, exact=LINE, before=LINE if place == 0 else 0)


def _write_name(paragraph: Any, name: Text) -> None:
    paragraph.style = styles.LETTERHEAD.name
    for place, line in enumerate(name.lines):
        if place:
            paragraph.runs[-1].add_break()
        _write(paragraph, line.text, name)


def _write(paragraph: Any, text: str, name: Text) -> None:
    written = paragraph.add_run(text)
    set_fonts(written._r.get_or_add_rPr(), Slot.XIAOBIAOSONG, points=round(name.style.size / POINT * 2) / 2)


def _red_rule(paragraph: Any) -> None:
    rule = element("pBdr")
    rule.append(border("bottom", 12, colour=RED, space=FOUR_MM))
    put(paragraph._p.get_or_add_pPr(), rule, PARAGRAPH_ORDER)


def _double_rule(paragraph: Any, side: str) -> None:
    """170 mm long in the middle of the paper, further out than the text on both sides; the thin line outside."""
    properties = paragraph._p.get_or_add_pPr()
    out = LEFT - (PAPER_WIDTH - LETTER_RULE_WIDTH) / 2
    right = LETTER_RULE_WIDTH - WIDTH - out
    paragraph_property(properties, "ind", left=-twips(out), right=-twips(right), firstLine=0)
    rule = element("pBdr")
    white = FOUR_MM if side == "bottom" else 0
    rule.append(element(side, val="thickThinSmallGap", sz=DOUBLE_RULE, space=white, color=RED))
    put(properties, rule, PARAGRAPH_ORDER)
