"""Every kind of work paper read back from its PDF: where everything stands, and that nothing is lost."""

from collections import Counter
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION

from circulars.composing.characters import NO_LINE_BEGINS_WITH
from circulars.composing.geometry import EM, HEIGHT, LEFT, PAPER_HEIGHT, TOP, WIDTH
from circulars.composing.pieces import Table, Text
from circulars.composing.setting import compose
from circulars.fonts import Faces, find_faces
from circulars.kinds import KINDS, NothingToPrint, Source
from circulars.paper import Paper, TableAppendix
from circulars.rendering import render_paper
from circulars.word import word_twin
from tests.circulars.papers import all_text, notice
from tests.circulars.reading_pdf import Glyph, ReadPage, ReadPdf, read_pdf
from tests.circulars.sources import whole
from tests.circulars.test_word import characters, on_paper

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CLOSE = 0.5
PAPERS: dict[str, Paper] = {
    "notice": notice(),
    **{name: kind.make(whole()) for name, kind in KINDS.items()},
}


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces()


@pytest.fixture(scope="module", params=PAPERS)
def made(request, faces) -> tuple[Paper, ReadPdf]:
    paper = PAPERS[request.param]
    return paper, read_pdf(render_paper(paper, faces=faces).pdf)


def is_turned(page: ReadPage) -> bool:
    return page.width > page.height


def folio(page: ReadPage, number: int) -> list[Glyph]:
    """The page number's glyphs: below the type area, on a turned page left of it."""
    if is_turned(page):
        return [glyph for glyph in page.glyphs if glyph.x < PAPER_HEIGHT - BOTTOM - 3]
    return [glyph for glyph in page.glyphs if glyph.baseline > BOTTOM + 3]


def test_all_stands_in_the_type_area_and_page_numbers_outside(made):
    _paper, pdf = made
    for number, page in enumerate(pdf.pages, start=1):
        numbers = folio(page, number)
        left, right, top, bottom = (
            (PAPER_HEIGHT - BOTTOM, PAPER_HEIGHT - TOP, LEFT, RIGHT)
            if is_turned(page)
            else (LEFT, RIGHT, TOP, BOTTOM)
        )
        for glyph in page.glyphs:
            if glyph not in numbers:
                assert left - CLOSE <= glyph.ink_left
                assert glyph.x <= right - EM / 4 + CLOSE
                assert top - CLOSE <= glyph.ink_top
                assert glyph.ink_bottom <= bottom + CLOSE
        assert "".join(glyph.character for glyph in numbers) == f"—{number}—"
        if is_turned(page):
            assert numbers[0].ink_right == pytest.approx(PAPER_HEIGHT - BOTTOM - 7, abs=CLOSE)  # the dash
            edge = max(g.ink_bottom for g in numbers) if number % 2 else min(g.ink_top for g in numbers)
            assert edge == pytest.approx(RIGHT - 4.94 if number % 2 else LEFT + 4.94, abs=CLOSE)
        else:
            edge = numbers[-1].ink_right if number % 2 else numbers[0].ink_left
            assert edge == pytest.approx(RIGHT - 4.94 if number % 2 else LEFT + 4.94, abs=CLOSE)


def test_nothing_is_lost(made):
    paper, pdf = made
    shown = Counter("".join(page.text for page in pdf.pages))

    assert Counter(all_text(paper)) - shown == Counter()


def test_an_imprint_ends_an_even_page_and_a_head_begins_where_it_must(made):
    paper, pdf = made
    if paper.printed_by:
        assert len(pdf.pages) % 2 == 0
        assert pdf.pages[-1].boxes[-1].bottom == pytest.approx(BOTTOM, abs=0.1)
    if paper.letterhead:
        head = pdf.pages[0].glyphs[: len(paper.letterhead)]
        assert min(glyph.ink_top for glyph in head) == pytest.approx(TOP + 35, abs=CLOSE)
        assert any(box.is_red for box in pdf.pages[0].boxes)
    else:
        assert not any(box.is_red for page in pdf.pages for box in page.boxes)


def test_no_line_begins_with_a_closing_mark(made):
    paper, _ = made
    faces = find_faces()
    for page in compose(paper, width=faces.width):
        for piece in page.pieces:
            if isinstance(piece, Text | Table):
                for line in piece.all_lines():
                    assert not line.text or line.text[0] not in NO_LINE_BEGINS_WITH


def test_no_heading_ends_a_page_and_groups_are_named_again(made):
    paper, _ = made
    pages = compose(paper, width=find_faces().width)
    for page in pages[:-1]:
        texts = [piece for piece in page.pieces if isinstance(piece, Text | Table)]
        assert not texts or isinstance(texts[-1], Table) or texts[-1].tag == "p"
    tables = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]
    for table in tables:
        assert len(table.rows[0].cells) == len(table.columns)
        assert table.rows[0].cells[0].lines[0].text
    for before, after in pairwise(pages):
        if before.pieces and after.pieces and isinstance(after.pieces[0], Table):
            assert isinstance(before.pieces[-1], Table)


@pytest.mark.parametrize("name", PAPERS)
def test_the_twin_of_every_kind_says_the_same(name, faces):
    document = Document(BytesIO(word_twin(PAPERS[name], faces=faces)))
    turned = [section.orientation for section in document.sections].count(WD_ORIENTATION.LANDSCAPE)

    assert characters(document) == on_paper(PAPERS[name], faces)
    assert bool(turned) == any(
        isinstance(part, TableAppendix) and part.landscape for part in PAPERS[name].appendices
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_of_nothing_is_not_made(name):
    with pytest.raises(NothingToPrint):
        KINDS[name].make(Source("海云市教育局", "2026年工作要点", date(2026, 3, 1)))


def test_an_offices_breakdown_has_only_what_it_leads():
    paper = KINDS["breakdown-offices"].make(whole(office="办公室"))

    [table] = paper.appendices
    assert isinstance(table, TableAppendix)

    assert table.title == "海云市教育局2026年工作要点任务分解表（办公室）"
    assert {row[3] for group in table.groups for row in group.rows} == {"办公室"}


def test_progress_is_said_in_words():
    [table] = KINDS["bulletin"].make(whole()).appendices
    assert isinstance(table, TableAppendix)
    rows = [row for group in table.groups for row in group.rows]

    assert {"严重逾期70天", "已逾期30天"} <= {row[2] for row in rows}
    assert "尚未反馈" in {row[3] for row in rows}


def test_a_snapshot_of_every_kind_is_read_back_the_same():
    for paper in PAPERS.values():
        assert Paper.from_json(paper.to_json()) == paper
