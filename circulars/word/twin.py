"""The Word twin of a paper: the same words in the same places, as paragraphs, styles and tables to go on writing in.

It is made from the same `Paper` by the measures of the same composer: where LibreOffice would break a line elsewhere,
the line is made to fit (fitting.py); where the composer begins the text on line 12, so is the white above.
Nothing is torn by hand: there are no line breaks but those in titles.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from circulars.composing.characters import clean, one_line, paragraphs
from circulars.composing.geometry import EM, HEIGHT, PITCH, WIDTH
from circulars.composing.pieces import Page, Table, Text
from circulars.composing.setting import compose, marks_of
from circulars.composing.text import FACES, TITLE_MEASURE
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import Typesetter, run
from circulars.composing.wall_desk import month_name, work_words
from circulars.fonts import Faces, Slot
from circulars.paper import (
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paper,
    RowGroup,
    SigningPlaces,
    TableAppendix,
)
from circulars.walls import Wall
from circulars.word import styles
from circulars.word.elements import paragraph_property, set_lines, twips
from circulars.word.ends import write_closing, write_head
from circulars.word.furniture import set_up, turn, write_imprint
from circulars.word.manuscript import Manuscript
from circulars.word.styles import LINE, TITLE_LINE
from circulars.word.tables import write_signing_places, write_table

WALL_HEAD: Final = ("月份", "工作内容", "责任处室")


def word_twin(paper: Paper, *, faces: Faces, pages: Sequence[Page] = ()) -> bytes:
    """The paper as .docx; the same paper always gives the same bytes. Raises `DoesNotFit`.

    `pages`: the paper as composed, where that is known already.
    """
    if paper.walls:
        paper, pages = replace(paper, walls=(), appendices=tuple(map(_as_table, paper.walls))), ()
    script = Manuscript(Typesetter(faces.width))
    twin = _Twin(paper, script, pages or compose(paper, width=faces.width))
    twin.write()
    return script.saved()


def _as_table(wall: Wall) -> TableAppendix:
    """What hangs on the wall, to work on: under each month what begins in it."""
    groups = tuple(
        RowGroup(month_name(month), tuple((work_words(work), work.offices) for work in works))
        for month, works in wall.by_month()
    )
    return TableAppendix(wall.title, WALL_HEAD, groups, marked=False, note=wall.note)


class _Twin:
    """Writes the paper's parts in their order."""

    def __init__(self, paper: Paper, script: Manuscript, pages: Sequence[Page]) -> None:
        self.paper = paper
        self.script = script
        self.pages = pages
        self.openings = list(_openings(pages))
        self.tables = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]

    def write(self) -> None:
        set_up(self.script)
        self._tell()
        if not (self.paper.is_sheet and not self.paper.blocks and self.paper.appendices):
            self._main()
        for appendix, mark in marks_of(self.paper.appendices):
            self._appendix(appendix, mark)
        write_imprint(self.script, self.paper, self.pages)

    def _tell(self) -> None:
        told = self.script.document.core_properties
        told.title, told.author = one_line(self.paper.title)[:255], one_line(self.paper.sign_off_name)[:255]
        told.language, told.comments, told.keywords = "zh-CN", "", self.paper.content_hash()

    def _main(self) -> None:
        paper, script = self.paper, self.script
        used = 0 if paper.is_sheet else write_head(script, paper)
        self._title(paper.title, used, above=0 if paper.is_sheet else 2 * LINE)
        if paper.draft_mark:
            mark = script.paragraph(styles.CENTERED, run(f"（{one_line(paper.draft_mark)}）", Slot.KAITI))
            set_lines(mark._p.get_or_add_pPr(), exact=LINE, after=LINE)
        if paper.addressee:
            name = one_line(paper.addressee).rstrip("：:") + "："
            script.paragraph(styles.FLUSH, run(name), measure=WIDTH / EM)
        first_of_text = len(script.document.paragraphs)
        self._text(paper.blocks)
        write_closing(script, paper, self.pages, first_of_text=first_of_text)

    def _title(self, title: str, used: int, *, above: int) -> None:
        turned = HEIGHT / WIDTH if self.script.landscape else 1.0
        lines = title_lines(clean(title), measure=TITLE_MEASURE * turned)
        paragraph = self.script.broken(styles.TITLE, lines, Slot.XIAOBIAOSONG)
        used += above + len(lines) * TITLE_LINE
        follows = self.openings.pop(0) if self.openings else None
        below = max(follows - used, 0) if follows is not None else LINE
        set_lines(paragraph._p.get_or_add_pPr(), exact=TITLE_LINE, before=above, after=below)

    def _text(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        script = self.script
        if isinstance(block, Heading):
            look = styles.HEADINGS[block.level]
            script.body(look, run(block.label + block.text, look.slot))
        elif isinstance(block, NumberedTask):
            first, *others = clean(block.body).split("\n")
            script.body(styles.BODY, run(block.label + block.title, FACES[block.level]), run(first))
            for line in others:
                if line.strip():
                    script.body(styles.BODY, run(line))
        elif isinstance(block, SigningPlaces):
            for paragraph in script.document.paragraphs[-1:]:
                paragraph_property(paragraph._p.get_or_add_pPr(), "keepNext")
            write_signing_places(script, block)
        else:
            for part in paragraphs(block.text):
                script.body(styles.BODY, run(part))

    def _appendix(self, appendix: Appendix, mark: str) -> None:
        script = self.script
        turn(script, isinstance(appendix, TableAppendix) and appendix.landscape)
        above = 0 if mark or self.paper.is_sheet else 2 * LINE
        if mark:
            paragraph = script.paragraph(styles.MARK, run(mark, Slot.HEITI))
            set_lines(paragraph._p.get_or_add_pPr(), exact=LINE, after=LINE)
            paragraph_property(paragraph._p.get_or_add_pPr(), "keepNext")
        self._title(appendix.title, 2 * LINE if mark else 0, above=above)
        if isinstance(appendix, TableAppendix):
            if appendix.note:
                script.paragraph(styles.TABLE_NOTE, run(appendix.note, Slot.KAITI))
            write_table(script, appendix, self.tables)
        else:
            self._text(appendix.blocks)


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
