"""Real plans, where they are at hand, as every kind and form of paper: composed, and looked over page by page."""

from itertools import pairwise

import pytest

from circulars.composing.characters import NO_LINE_BEGINS_WITH
from circulars.composing.geometry import EPSILON, HEIGHT, WIDTH
from circulars.composing.pieces import Table, Text
from circulars.composing.setting import compose
from circulars.fonts import find_faces
from circulars.glyphs import missing_characters
from circulars.rendering import render_paper
from intake.reading import read_document
from tests.circulars.gallery import is_even, papers_of_document
from tests.circulars.geometry import CHECKS
from tests.circulars.reading_pdf import read_pdf
from tests.seeds import NUMBERS, needs_seeds, seed

pytestmark = needs_seeds


@pytest.mark.parametrize("number", NUMBERS)
def test_every_paper_of_a_real_plan_keeps_to_the_format(number):
    faces = find_faces()
    for name, paper in papers_of_document(read_document(*seed(number, "docx"))):
        pages = compose(paper, width=faces.width)
        if paper.walls:  # on sheets of its own
            assert missing_characters(pages, faces) == ""
            continue

        for before, after in pairwise(pages):
            goes_on = bool(after.pieces) and isinstance(after.pieces[0], Table)
            assert not goes_on or isinstance(before.pieces[-1], Table), name
        assert missing_characters(pages, faces) == ""
        assert len(pages) % 2 == 0 or not is_even(paper), name
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


@pytest.mark.parametrize(("number", "name"), [("002", "breakdown")])
def test_some_papers_of_real_plans_read_back_from_their_pdf_keep_to_it_too(number, name):
    """Some: `make papers` does so with all of them."""
    paper = dict(papers_of_document(read_document(*seed(number, "docx"))))[name]
    printed = read_pdf(render_paper(paper, faces=find_faces()).pdf)

    for check in CHECKS:
        check(paper, printed)
