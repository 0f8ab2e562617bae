"""The Word twin of a paper: the same words in the same places, as paragraphs, styles and tables to go on writing in.

It is made from the same `Paper` by the measures of the same composer: where the PDF squeezes a mark, the twin
condenses it, so that lines end alike; where the composer begins the text on line 12, the white above is made to fit.
Nothing is torn by hand: there are no line breaks but those in titles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from circulars.composing.characters import clean, one_line, paragraphs
from circulars.composing.geometry import (
    CELL,
    EM,
    HEIGHT,
    LEFT,
    LETTERHEAD_TOP,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    POINT,
    TOP,
    WIDTH,
)
from circulars.composing.geometry import (
    IMPRINT as SMALL,
)
from circulars.composing.head import signer_lines
from circulars.composing.imprint import LABEL, copied_names, imprint, printed_day
from circulars.composing.letterhead import letterhead_text
from circulars.composing.lines import Run
from circulars.composing.marks import marks_of_paper
from circulars.composing.pieces import Page, Table, Text
from circulars.composing.setting import compose, marks_of
from circulars.composing.sign_off import blank_lines, sign_off_texts
from circulars.composing.tables import PAD_SIDE, Column, plan_table, row_cells
from circulars.composing.text import FACES, TITLE_MEASURE
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import INDENT as INDENT_EM
from circulars.composing.typesetter import Typesetter, run
from circulars.fonts import Faces, Slot
from circulars.paper import (
    LETTER,
    MINUTES,
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paper,
    SigningPlaces,
    TableAppendix,
)
from circulars.word import heads, styles
from circulars.word.elements import (
    PARAGRAPH_ORDER,
    RED,
    TABLE_ORDER,
    border,
    cell_margins,
    element,
    page_number,
    paragraph_property,
    put,
    set_fonts,
    set_lines,
    set_tabs,
    twips,
)
from circulars.word.styles import LINE, TITLE_LINE, Look

SLACK = 1
"""A condensed mark gives up so many twips more than it must: figures are rounded, and a line must not run over."""
LABEL_SLACK = 40
"""签发人 begins so many twips early, lest it runs over the stop where the names begin."""
LEAST = 20
"""The height of a paragraph nobody sees: the last one, which holds the 版记."""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def word_twin(paper: Paper, *, faces: Faces) -> bytes:
    """The paper as .docx; the same paper always gives the same bytes. Raises `DoesNotFit`."""
    writer = _Writer(paper, Typesetter(faces.width), compose(paper, width=faces.width))
    writer.write()
    return writer.saved()


class _Writer:
    """Writes the paper from top to bottom into one document."""

    def __init__(self, paper: Paper, setter: Typesetter, pages: Sequence[Page]) -> None:
        self.paper = paper
        self.setter = setter
        self.pages = pages
        self.openings = list(_openings(pages))
        self.document = Document()
        self.new_face = False
        self.landscape = False
        self.lines_of_last = 0
        """How many lines the last paragraph has that was broken by the composer."""

    def write(self) -> None:
        styles.set_styles(self.document)
        self._set_page()
        self._tell()
        if not (self.paper.is_sheet and not self.paper.blocks and self.paper.appendices):
            self._main()
        for appendix, mark in marks_of(self.paper.appendices):
            self._appendix(appendix, mark)
        self._imprint()

    def saved(self) -> bytes:
        """The file, packed again without the time of day."""
        draft = BytesIO()
        self.document.save(draft)
        packed = BytesIO()
        with ZipFile(draft) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                part = ZipInfo(name, FIXED_DATE)
                part.compress_type = ZIP_DEFLATED
                target.writestr(part, source.read(name))
        return packed.getvalue()

    # The page

    def _set_page(self) -> None:
        section = self.document.sections[0]
        settings = self.document.settings.element
        settings.insert(0, element("evenAndOddHeaders"))
        for old in settings.findall(qn("w:characterSpacingControl")):
            settings.remove(old)
        place = next(
            (number for number, child in enumerate(settings) if child.tag == qn("w:compat")), len(settings)
        )
        settings.insert(place, element("characterSpacingControl", val="doNotCompress"))
        set_page(section, landscape=False)
        for footer, side, align in (
            (section.footer, "right", "right"),
            (section.even_page_footer, "left", "left"),
        ):
            line = footer.paragraphs[0]
            paragraph_property(line._p.get_or_add_pPr(), "ind", **{side: twips(SMALL.size)})
            paragraph_property(line._p.get_or_add_pPr(), "jc", val=align)
            page_number(line)

    def _tell(self) -> None:
        told = self.document.core_properties
        told.title, told.author = one_line(self.paper.title)[:255], one_line(self.paper.sign_off_name)[:255]
        told.language, told.comments, told.keywords = "zh-CN", "", self.paper.content_hash()

    # Paragraphs

    def _paragraph(self, look: Look, *runs: Run, measure: float = 0.0, indent: float = 0.0) -> Any:
        """A paragraph in a style. With `measure` (em) its marks are squeezed where the composer squeezes them."""
        paragraph = self.document.add_paragraph(style=look.name)
        if self.new_face:
            paragraph_property(paragraph._p.get_or_add_pPr(), "pageBreakBefore")
            self.new_face = False
        self._fill(paragraph, look, runs, measure, indent)
        return paragraph

    def _fill(self, paragraph: Any, look: Look, runs: Sequence[Run], measure: float, indent: float) -> None:
        for piece in self._pieces(runs, measure, indent):
            written = paragraph.add_run(piece.text)
            properties = written._r.get_or_add_rPr()
            spacing = look.spacing - round(piece.trim * look.points * 20) - SLACK if piece.trim else None
            set_fonts(properties, piece.slot, spacing=spacing)

    def _pieces(self, runs: Sequence[Run], measure: float, indent: float) -> Iterator["_Piece"]:
        """The runs, cut where a mark gives up a part of its width."""
        letters = [_Piece(letter, run.slot) for run in runs for letter in run.text]
        if measure:
            lines = self.setter.lines(runs, measure=measure, indent=indent)
            self.lines_of_last = len(lines)
            trims = iter([(cell.character, cell.trim) for line in lines for cell in line.cells])
            shown = next(trims, None)
            for place, letter in enumerate(letters):
                if shown and letter.text == shown[0]:
                    letters[place] = _Piece(letter.text, letter.slot, shown[1])
                    shown = next(trims, None)
        yield from _joined(letters)

    def _text(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            look = styles.HEADINGS[block.level]
            self._body(look, run(block.label + block.text, look.slot))
        elif isinstance(block, NumberedTask):
            first, *others = clean(block.body).split("\n")
            self._body(styles.BODY, run(block.label + block.title, FACES[block.level]), run(first))
            for line in others:
                if line.strip():
                    self._body(styles.BODY, run(line))
        elif isinstance(block, SigningPlaces):
            self._signing_places(block)
        else:
            for part in paragraphs(block.text):
                self._body(styles.BODY, run(part))

    def _signing_places(self, places: SigningPlaces) -> None:
        """A table without rules: a column for each party."""
        column = twips(WIDTH / max(len(places.parties), 1))
        count = max(map(len, places.parties), default=0)
        table = self._bare_table(count, [column] * len(places.parties))
        put(table._tbl.tblPr, cell_margins(top=0, bottom=0, left=0, right=twips(EM)), TABLE_ORDER)
        for row, cells in enumerate(table.rows):
            for cell, party in zip(cells.cells, places.parties, strict=True):
                line = cell.paragraphs[0]
                line.style = styles.PLACED.name
                set_lines(line._p.get_or_add_pPr(), exact=LINE, before=LINE if row == 0 else LINE // 2)
                self._fill(line, styles.PLACED, [run(party[row] if row < len(party) else "")], 0, 0)
        self._unseen()

    def _body(self, look: Look, *runs: Run) -> Any:
        return self._paragraph(look, *runs, measure=WIDTH / EM, indent=INDENT_EM)

    def _broken(self, look: Look, lines: Sequence[str], slot: Slot) -> Any:
        """Lines broken by hand: a title, the letterhead."""
        paragraph = self._paragraph(look)
        for place, line in enumerate(lines):
            written = paragraph.add_run(line)
            set_fonts(written._r.get_or_add_rPr(), slot)
            if place < len(lines) - 1:
                written.add_break()
        return paragraph

    # The paper's parts

    def _main(self) -> None:
        used = 0 if self.paper.is_sheet else self._head()
        self._title(self.paper.title, used, above=0 if self.paper.is_sheet else 2 * LINE)
        if self.paper.draft_mark:
            self._paragraph(styles.CENTERED, run(f"（{one_line(self.paper.draft_mark)}）", Slot.KAITI))
            set_lines(self.document.paragraphs[-1]._p.get_or_add_pPr(), exact=LINE, after=LINE)
        if self.paper.addressee:
            name = one_line(self.paper.addressee).rstrip("：:") + "："
            self._paragraph(styles.FLUSH, run(name), measure=WIDTH / EM)
        first_of_text = len(self.document.paragraphs)
        self._text(self.paper.blocks)
        self._closing(first_of_text)

    def _head(self) -> int:
        """版头; how many twips of the first page it takes."""
        paper = self.paper
        if paper.form == LETTER:
            return heads.letter_head(self)
        if paper.form == MINUTES:
            return heads.minutes_head(self)
        if paper.partners:
            return heads.joint_letterhead(self) + self._number()
        present = marks_of_paper(paper)
        for text, slot in present:
            self._paragraph(styles.PLACED, run(text, slot))
        name = letterhead_text(paper.letterhead, self.setter)
        line = twips(name.style.pitch if len(name.lines) > 1 else name.style.size)
        letterhead = self._broken(styles.LETTERHEAD, [line.text for line in name.lines], Slot.XIAOBIAOSONG)
        white = twips(LETTERHEAD_TOP) - len(present) * LINE
        set_lines(letterhead._p.get_or_add_pPr(), exact=line, before=white)
        for part in letterhead.runs:
            set_fonts(
                part._r.get_or_add_rPr(), Slot.XIAOBIAOSONG, points=round(name.style.size / POINT * 2) / 2
            )
        used = len(present) * LINE + white + len(name.lines) * line
        return used + self._number()

    def _number(self) -> int:
        """发文字号, 签发人 and the red rule."""
        rows = signer_lines(self.paper, self.setter)
        number, white, used = one_line(self.paper.number), 2 * LINE - 260, 0
        label = EM * self.setter.length("签发人：")
        for place, row in enumerate(rows or [None]):
            is_last = place == max(len(rows) - 1, 0)
            paragraph = self._paragraph(styles.NUMBER)
            properties = paragraph._p.get_or_add_pPr()
            if row is None:
                self._fill(paragraph, styles.NUMBER, [run(number)], 0, 0)
            else:
                stops = [
                    ("left", twips(EM)),
                    ("left", twips(row.left - label) - LABEL_SLACK),
                    ("left", twips(row.left)),
                ]
                paragraph_property(properties, "jc", val="left")
                set_tabs(properties, stops)
                names = run(row.lines[0].text, Slot.KAITI)
                opening = number if is_last else ""
                parts = [Run("\t", Slot.FANGSONG), run(opening), Run("\t", Slot.FANGSONG)]
                parts += [run("签发人：" if place == 0 else ""), Run("\t", Slot.FANGSONG), names]
                self._fill(paragraph, styles.NUMBER, parts, 0, 0)
            set_lines(properties, exact=styles.NUMBER.line, before=white)
            used += white + styles.NUMBER.line
            white = LINE - styles.NUMBER.line
        rule = element("pBdr")
        rule.append(border("bottom", 12, colour=RED, space=11))
        put(self.document.paragraphs[-1]._p.get_or_add_pPr(), rule, PARAGRAPH_ORDER)
        return used + 11 * 20 + 30

    def _title(self, title: str, used: int, *, above: int) -> int:
        lines = title_lines(clean(title), measure=TITLE_MEASURE)
        paragraph = self._broken(styles.TITLE, lines, Slot.XIAOBIAOSONG)
        used += above + len(lines) * TITLE_LINE
        follows = self.openings.pop(0) if self.openings else None
        below = max(follows - used, 0) if follows is not None else LINE
        set_lines(paragraph._p.get_or_add_pPr(), exact=TITLE_LINE, before=above, after=below)
        return used + below

    def _closing(self, first_of_text: int) -> None:
        """附件说明, 署名, 成文日期, 附注; the sign-off keeps to the text above it."""
        names, opening = self.paper.attachments_note, len(self.document.paragraphs) - 1
        for place, name in enumerate(names):
            number = "" if len(names) == 1 else f"{place + 1}．"
            hang = self.setter.length(("附件：" if place == 0 else "") + number)
            left = INDENT_EM + self.setter.length("附件：" + number)
            paragraph = self._paragraph(
                styles.PLACED, run(("附件：" if place == 0 else "") + number + one_line(name.rstrip("。；;")))
            )
            properties = paragraph._p.get_or_add_pPr()
            paragraph_property(properties, "ind", left=twips(left * EM), hanging=twips(hang * EM))
            set_lines(properties, exact=LINE, before=LINE if place == 0 else 0)
        heads.attendance(self)
        self._sign_off()
        if opening == first_of_text:
            opening += 1  # the first page shows some text (7.3.3), even where the rest moves on
        for paragraph in self.document.paragraphs[opening : None if self.paper.note else -1]:
            paragraph_property(paragraph._p.get_or_add_pPr(), "keepNext")
        if self.paper.note:
            self._body(styles.BODY, run(f"（{self.paper.note.strip('（）()')}）"))

    def _sign_off(self) -> None:
        """署名 and 成文日期, those side by side on one line. The seal is not in the twin: who edits may not seal."""
        above = -1 - blank_lines(self.paper)
        for row, found in groupby(sign_off_texts(self.paper, self.setter), key=lambda each: each.row):
            first, *others = found
            behind = [part for each in others for part in (Run("\t", Slot.FANGSONG), run(each.text))]
            paragraph = self._paragraph(styles.PLACED, run(first.text), *behind)
            properties = paragraph._p.get_or_add_pPr()
            paragraph_property(properties, "ind", left=twips(first.left))
            set_tabs(properties, [("left", twips(each.left)) for each in others])
            set_lines(properties, exact=LINE, before=(row - above - 1) * LINE)
            above = row

    def _appendix(self, appendix: Appendix, mark: str) -> None:
        landscape = isinstance(appendix, TableAppendix) and appendix.landscape
        self._turn(landscape)
        above = 0 if mark or self.paper.is_sheet else 2 * LINE
        if mark:
            paragraph = self._paragraph(styles.MARK, run(mark, Slot.HEITI))
            set_lines(paragraph._p.get_or_add_pPr(), exact=LINE, after=LINE)
            paragraph_property(paragraph._p.get_or_add_pPr(), "keepNext")
        self._title(appendix.title, 2 * LINE if mark else 0, above=above)
        if isinstance(appendix, TableAppendix):
            if appendix.note:
                self._paragraph(styles.TABLE_NOTE, run(appendix.note, Slot.KAITI))
            self._table(appendix)
        else:
            self._text(appendix.blocks)

    def _turn(self, landscape: bool) -> None:
        """Go on upright or turned; on a new face either way."""
        if landscape == self.landscape:
            self.new_face = bool(self.document.element.body.findall(qn("w:p")))
            return
        section = self.document.sections[0]
        if self.document.paragraphs:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self.landscape = landscape
        set_page(section, landscape=landscape)

    # Tables

    def _table(self, appendix: TableAppendix) -> None:
        plan = plan_table(appendix, self.setter)
        rows = [(number, row) for number, group in enumerate(plan.groups) for row in group]
        table = self._bare_table(len(rows) + 1, [twips(width) for width in plan.shape.columns])
        _set_table_borders(table)
        cells = [list(row.cells) for row in table.rows]
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(element("cantSplit"))
        head.append(element("tblHeader"))
        for cell, text, column in zip(cells[0], plan.head, plan.columns, strict=True):
            self._cell(cell, styles.TABLE_HEAD, text, column, "center")
        for place, (group, row) in enumerate(rows, start=1):
            if (
                max(len(cell.lines) for cell in row_cells(row, plan, self.setter)) * CELL.pitch
                < (WIDTH if appendix.landscape else HEIGHT) / 2
            ):
                table.rows[place]._tr.get_or_add_trPr().append(element("cantSplit"))
            starts = place == 1 or rows[place - 2][0] != group
            for number, (cell, text, column) in enumerate(zip(cells[place], row, plan.columns, strict=True)):
                if number == 0:
                    merged = element("vMerge", val="restart") if starts else element("vMerge")
                    cell._tc.get_or_add_tcPr().append(merged)
                shown = text if number or starts else ""
                self._cell(cell, styles.TABLE_TEXT, shown, column, "center" if column.holds_names else "left")

    def _cell(self, cell: Any, look: Look, text: str, column: Column, align: str) -> None:
        cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
        parts = list(paragraphs(text)) or [""]
        for place, part in enumerate(parts):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.style = look.name
            paragraph_property(
                paragraph._p.get_or_add_pPr(), "jc", val=align if align == "center" else "both"
            )
            self._fill(paragraph, look, [run(part, look.slot)], 0 if column.holds_names else column.width, 0)

    def _bare_table(self, rows: int, widths: Sequence[int]) -> Any:
        """A table of fixed widths, its cells padded as the composer pads them."""
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        properties = table._tbl.tblPr
        padding = cell_margins(top=67, bottom=67, left=twips(PAD_SIDE) - 4, right=twips(PAD_SIDE) - 8)
        put(properties, padding, TABLE_ORDER)
        put(properties, element("tblW", w=sum(widths), type="dxa"), TABLE_ORDER)
        for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
            column.set(qn("w:w"), str(width))
        for row in table._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = width * 635  # EMU
        return table

    # The foot

    def _imprint(self) -> None:
        """版记 in its place at the foot of an even page, held by a paragraph nobody sees."""
        block = imprint(self.paper, self.setter)
        if block is None:
            return
        alone, after_blank = _stands_alone(self.pages)
        if self.landscape:
            self._turn(False)
            alone = False
        if after_blank:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            for footer in (section.footer, section.even_page_footer):
                footer.is_linked_to_previous = False
            self._paragraph(styles.PLACED)
        self.new_face = alone
        self._unseen(white=self._white_above_imprint(block.height, alone=alone))
        parts = [part for part in (self._copied_to, self._printed_by) if part()]
        table = self._bare_table(len(parts), [twips(WIDTH)])
        properties = table._tbl.tblPr
        place = element(
            "tblpPr",
            vertAnchor="page",
            horzAnchor="page",
            tblpX=twips(LEFT),
            tblpY=twips(TOP + HEIGHT - block.height),
        )
        put(properties, place, TABLE_ORDER)
        side = twips(SMALL.size)
        put(properties, cell_margins(top=0, bottom=0, left=side, right=side), TABLE_ORDER)
        for number, (row, part) in enumerate(zip(table.rows, parts, strict=True)):
            cell = row.cells[0]
            if self.paper.form != LETTER:
                borders = element("tcBorders")
                borders.append(border("top", 6 if number else 8))
                borders.append(border("bottom", 8 if number == len(parts) - 1 else 6))
                cell._tc.get_or_add_tcPr().append(borders)
            cell.paragraphs[0].style = styles.IMPRINT.name
            part(cell.paragraphs[0])
        self._unseen()

    def _white_above_imprint(self, height: float, *, alone: bool) -> int:
        """For programs that let the 版记 flow instead of putting it into its place, as LibreOffice does.

        Less than there is, lest it runs over: LibreOffice moves the whole paragraph that a sign-off keeps to.
        """
        above = [
            piece.bottom
            for piece in self.pages[-1].pieces
            if isinstance(piece, Text | Table) and piece.style != SMALL
        ]
        left = twips(HEIGHT - height - max(above, default=0.0)) - 3 * LEAST
        spare = 0 if alone else 1 if self.paper.appendices else 1 + self.lines_of_last
        return max(left - spare * LINE, 0)

    def _unseen(self, *, white: int = 0) -> None:
        """A paragraph of no height to speak of: it holds what stands elsewhere, and keeps two tables apart."""
        holder = self._paragraph(styles.PLACED)
        set_lines(holder._p.get_or_add_pPr(), exact=LEAST, before=white)

    def _copied_to(self, paragraph: Any = None) -> bool:
        """抄送, hanging after its colon; without a paragraph only whether there is any."""
        if paragraph is not None:
            label = self.setter.length(LABEL)
            measure = (WIDTH - 2 * SMALL.size) / SMALL.size - label
            indent = twips(label * SMALL.size)
            paragraph_property(paragraph._p.get_or_add_pPr(), "ind", left=indent, hanging=indent)
            self._fill(paragraph, styles.IMPRINT, [run(LABEL)], 0, 0)
            self._fill(paragraph, styles.IMPRINT, [run(copied_names(self.paper))], measure, 0)
        return bool(self.paper.copied_to)

    def _printed_by(self, paragraph: Any = None) -> bool:
        """印发机关 at the left, the day at the right."""
        if paragraph is not None:
            set_tabs(paragraph._p.get_or_add_pPr(), [("right", twips(WIDTH - 2 * SMALL.size))])
            day = [Run("\t", Slot.FANGSONG), run(printed_day(self.paper))] if self.paper.printed_on else []
            self._fill(paragraph, styles.IMPRINT, [run(self.paper.printed_by), *day], 0, 0)
        return bool(self.paper.printed_by or self.paper.printed_on) and self.paper.form != LETTER


def set_page(section: Any, *, landscape: bool) -> None:
    """Paper and margins; a turned page has the head of the paper at its right (GB/T 9704-2012, 8.3)."""
    size, margins = section._sectPr.find(qn("w:pgSz")), section._sectPr.find(qn("w:pgMar"))
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
        margins.set(qn(f"w:{side}"), str(twips(length)))
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(element("docGrid", type="lines", linePitch=LINE))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text in one face that gives up `trim` em of its width."""

    text: str
    slot: Slot
    trim: float = 0.0


def _joined(letters: Sequence[_Piece]) -> Iterator[_Piece]:
    pending: _Piece | None = None
    for letter in letters:
        if pending and (pending.slot, pending.trim) == (letter.slot, letter.trim):
            pending = _Piece(pending.text + letter.text, letter.slot, letter.trim)
            continue
        if pending:
            yield pending
        pending = letter
    if pending:
        yield pending


def _openings(pages: Sequence[Page]) -> Iterator[int | None]:
    """Where, in twips below the top, what follows each title begins; in the order of the titles."""
    for page in pages:
        texts = [
            place for place, piece in enumerate(page.pieces) if isinstance(piece, Text) and piece.tag == "h1"
        ]
        for place in texts:
            below = [piece for piece in page.pieces[place + 1 :] if isinstance(piece, Text | Table)]
            if not below:
                yield None
            elif isinstance(below[0], Table):
                yield twips(below[0].top)
            else:
                yield round(below[0].top / PITCH) * LINE


def _stands_alone(pages: Sequence[Page]) -> tuple[bool, bool]:
    """Whether the 版记 has a face of its own, and whether a blank one stands before it."""
    alone = not any(isinstance(piece, Text | Table) and piece.style != SMALL for piece in pages[-1].pieces)
    return alone, alone and not pages[-1].numbered


def _set_table_borders(table: Any) -> None:
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(border(side, 6))
    put(table._tbl.tblPr, borders, TABLE_ORDER)
