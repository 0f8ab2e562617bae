"""A Word document being written from top to bottom: paragraphs in styles, their lines ending where the PDF's end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from operator import attrgetter
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml.ns import qn

from circulars.composing.geometry import EM, POINT, WIDTH
from circulars.composing.lines import Run
from circulars.composing.typesetter import INDENT, Typesetter
from circulars.fonts import Slot
from circulars.word import styles
from circulars.word.elements import (
    PARAGRAPH_ORDER,
    add_run,
    element,
    paragraph_property,
    put,
    set_fonts,
    set_lines,
)
from circulars.word.fitting import AS_IT_IS, Fit, fitted
from circulars.word.styles import Look

SPARE = 0.6
"""So many points a cell of a table is wider in the twin than its text needs."""
LEAST = 20
"""The height of a paragraph nobody sees, in twips."""
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@cache
def _empty() -> bytes:
    """A document with our styles and nothing in it."""
    document, file = Document(), BytesIO()
    styles.set_styles(document)
    document.save(file)
    return file.getvalue()


class Manuscript:
    """The document, and what is known of where the writing has come to."""

    def __init__(self, setter: Typesetter) -> None:
        self.setter = setter
        self.document = Document(BytesIO(_empty()))
        self._style_ids = {style.name: style.style_id for style in self.document.styles}
        self.new_face = False
        """Whether the next paragraph begins on a new face."""
        self.landscape = False
        self.lines_of_last = 0
        """How many lines the last paragraph has that was broken by the composer."""

    def saved(self) -> bytes:
        """The file, packed again without the time of day."""
        draft, packed = BytesIO(), BytesIO()
        self.document.save(draft)
        with ZipFile(draft) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                part = ZipInfo(name, FIXED_DATE)
                part.compress_type = ZIP_DEFLATED
                target.writestr(part, source.read(name))
        return packed.getvalue()

    @property
    def has_paragraphs(self) -> bool:
        """Whether anything was written, tables apart."""
        return self.document.element.body.find(qn("w:p")) is not None

    def set_style(self, paragraph: Any, look: Look) -> None:
        """By the style's key: looking names up takes longer than all the rest of a table's cell."""
        put(paragraph._p.get_or_add_pPr(), element("pStyle", val=self._style_ids[look.name]), PARAGRAPH_ORDER)

    def paragraph(self, look: Look, *runs: Run, measure: float = 0.0, indent: float = 0.0) -> Any:
        """A paragraph in a style. With `measure` (em) its lines end where the composer ends them."""
        paragraph = self.document.add_paragraph()
        self.set_style(paragraph, look)
        if self.new_face:
            paragraph_property(paragraph._p.get_or_add_pPr(), "pageBreakBefore")
            self.new_face = False
        self.fill(paragraph, look, runs, measure, indent)
        return paragraph

    def body(self, look: Look, *runs: Run) -> Any:
        """Running text, indented by two characters."""
        return self.paragraph(look, *runs, measure=WIDTH / EM, indent=INDENT)

    def broken(self, look: Look, lines: Sequence[str], slot: Slot) -> Any:
        """Lines broken by hand: a title, the letterhead."""
        paragraph = self.paragraph(look)
        for place, line in enumerate(lines):
            written = paragraph.add_run(line)
            set_fonts(written._r.get_or_add_rPr(), slot)
            if place < len(lines) - 1:
                written.add_break()
        return paragraph

    def unseen(self, *, white: int = 0, height: int = LEAST) -> None:
        """A paragraph of no height to speak of, or of that: it holds what stands elsewhere, and keeps things apart."""
        holder = self.paragraph(styles.PLACED)
        set_lines(holder._p.get_or_add_pPr(), exact=height, before=white)

    def fill(
        self, paragraph: Any, look: Look, runs: Sequence[Run], measure: float = 0, indent: float = 0
    ) -> None:
        for piece in self._pieces(look, runs, measure, indent):
            fit = piece.fit
            spacing = look.spacing + fit.nudge if fit.nudge else None
            scale = fit.scale if fit.scale != AS_IT_IS.scale else None
            add_run(paragraph._p, piece.text, piece.slot, spacing=spacing, scale=scale)

    def _pieces(self, look: Look, runs: Sequence[Run], measure: float, indent: float) -> Iterator["_Piece"]:
        """The runs, cut where a line's characters stand closer or further apart, or are narrower."""
        letters = [_Piece(letter, run.slot) for run in runs for letter in run.text]
        if measure:
            lines = self.setter.lines(runs, measure=measure, indent=indent)
            self.lines_of_last = len(lines)
            is_body = look.points == styles.BODY.points
            room = measure * EM / POINT if is_body else measure * look.points + SPARE
            cells = fitted(lines, room=room, points=look.points, spacing=look.spacing, hang=is_body)
            shown = next(cells, None)
            for place, letter in enumerate(letters):
                if shown and letter.text == shown[0]:
                    letters[place] = _Piece(letter.text, letter.slot, shown[1])
                    shown = next(cells, None)
        yield from _joined(letters)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text in one face that is made to fit in one way."""

    text: str
    slot: Slot
    fit: Fit = AS_IT_IS


def _joined(letters: Sequence[_Piece]) -> Iterator[_Piece]:
    for (slot, fit), together in groupby(letters, key=attrgetter("slot", "fit")):
        yield _Piece("".join(letter.text for letter in together), slot, fit)
