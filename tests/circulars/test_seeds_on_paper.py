"""Real plans, where they are at hand, as every kind and form of paper: composed, and looked over page by page."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from circulars.composing.characters import NO_LINE_BEGINS_WITH
from circulars.composing.geometry import EPSILON, HEIGHT, WIDTH
from circulars.composing.pieces import Table, Text
from circulars.composing.setting import compose
from circulars.fonts import find_faces
from circulars.glyphs import faces_of_characters, missing_characters
from circulars.kinds import KINDS, NothingToPrint
from circulars.kinds.breakdown import breakdown_table
from circulars.layout import FORMS, Layout, appended, laid_out
from circulars.paper import LETTER, Paper
from intake.reading import read_document
from intake.setting import Particulars, paper_from_outline, source_from_outline
from tests.seeds import NUMBERS, needs_seeds, seed

pytestmark = needs_seeds
TODAY = Particulars(today=date(2026, 11, 22))
PEOPLE = {"signers": ("周远",), "attendance": (("出席", "林禾、周远"),)}


def papers_of(number: str) -> Iterator[tuple[str, Paper]]:
    outline = read_document(*seed(number, "docx"))
    source = source_from_outline(outline, TODAY, school="云山实验学校")
    notice = appended(paper_from_outline(outline, TODAY), breakdown_table(source, marked=True))
    for form in FORMS:
        yield form, laid_out(notice, Layout(form=form, **PEOPLE))  # type: ignore[arg-type]  # as the form has them
    for kind in KINDS.values():
        try:
            yield kind.name, kind.make(source)
        except NothingToPrint:
            assert (
                kind.name in ("month", "week", "calendar", "urging", "bulletin", "amendment")
                or kind.asks_time
            )


@pytest.mark.parametrize("number", NUMBERS)
def test_every_paper_of_a_real_plan_keeps_to_the_format(number):
    faces = find_faces()
    for name, paper in papers_of(number):
        pages = compose(paper, width=faces.width)
        if paper.walls:  # on sheets of its own
            assert missing_characters(faces_of_characters(pages, faces)) == ""
            continue

        for before, after in pairwise(pages):
            goes_on = bool(after.pieces) and isinstance(after.pieces[0], Table)
            assert not goes_on or isinstance(before.pieces[-1], Table), name
        assert missing_characters(faces_of_characters(pages, faces)) == ""
        assert len(pages) % 2 == 0 or not paper.printed_by or paper.form == LETTER, name
        for page in pages:
            texts = [piece for piece in page.pieces if isinstance(piece, Text | Table)]
            width, height = (HEIGHT, WIDTH) if page.landscape else (WIDTH, HEIGHT)
            for piece in texts:
                assert piece.bottom <= height + EPSILON, name
                for line in piece.all_lines():
                    assert line.text[:1] not in NO_LINE_BEGINS_WITH, (name, line.text)
                    if isinstance(piece, Text) and piece.align == "left":
                        assert piece.left + line.length * piece.style.size <= width + piece.style.size / 2, (
                            name
                        )
            if page is not pages[-1] and texts:
                last = texts[-1]
                assert isinstance(last, Table) or last.tag == "p", (name, last.lines[-1].text)
