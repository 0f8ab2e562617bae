"""The PDF read back: where glyphs and rules stand, and that nothing is lost, missing or fetched from outside."""

import re
import zlib
from collections import Counter
from contextlib import suppress
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from circulars.composing.characters import NO_LINE_BEGINS_WITH, NO_LINE_ENDS_WITH
from circulars.composing.geometry import EM, HEIGHT, LEFT, PITCH, TOP, WIDTH
from circulars.fonts import Faces, Slot, find_faces
from circulars.paper import Heading, Paper, Paragraph, RowGroup, TableAppendix
from circulars.rendering import MissingGlyph, RenderedPaper, first_pages, render_paper
from tests.circulars.papers import all_text, notice, short
from tests.circulars.reading_pdf import Glyph, ReadPage, ReadPdf, read_pdf

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CLOSE = 0.5  # mm; the standard allows one
DATE = date(2026, 3, 1)


@pytest.fixture(scope="module")
def faces() -> Faces:
    """The faces that set-up prepared, or those that stand in for them."""
    return find_faces()


@pytest.fixture(scope="module")
def rendered(faces: Faces) -> RenderedPaper:
    return render_paper(notice(), faces=faces)


@pytest.fixture(scope="module")
def circular(rendered: RenderedPaper) -> ReadPdf:
    return read_pdf(rendered.pdf)


def printed(paper: Paper, faces: Faces) -> ReadPdf:
    return read_pdf(render_paper(paper, faces=faces).pdf)


def text_pages(circular: ReadPdf) -> list[ReadPage]:
    """Pages full of text: of the plan, between its first page and its last."""
    return list(circular.pages[3:6])


def without_folio(page: ReadPage) -> list[Glyph]:
    return [glyph for glyph in page.glyphs if glyph.baseline < BOTTOM + 3]


def test_text_fills_the_type_area(circular):
    for page in text_pages(circular):
        glyphs = without_folio(page)

        assert len(page.lines()) == 23  # 22, and the page number
        assert min(glyph.x for glyph in glyphs) == pytest.approx(LEFT, abs=0.05)
        assert max(glyph.ink_right for glyph in glyphs) == pytest.approx(RIGHT, abs=CLOSE)
        assert min(glyph.ink_top for glyph in glyphs) == pytest.approx(TOP, abs=CLOSE)
        assert max(glyph.ink_bottom for glyph in glyphs) == pytest.approx(BOTTOM, abs=CLOSE)


def test_a_line_has_twenty_eight_characters_each_in_its_cell(faces):
    page = printed(short(blocks=(Paragraph("教育" * 600),)), faces).pages[1]

    for row in page.rows()[:-1]:
        assert len(row) == 28
        assert [glyph.x for glyph in row] == pytest.approx(
            [LEFT + place * EM for place in range(28)], abs=0.05
        )


def test_lines_stand_fifteen_eighths_of_a_character_apart(circular):
    for page in text_pages(circular):
        firsts = sorted(glyph.baseline for glyph in page.glyphs if glyph.x == pytest.approx(LEFT, abs=0.01))

        steps = [(below - firsts[0]) / PITCH for below in firsts]

        assert steps == pytest.approx([round(step) for step in steps], abs=0.05)


def test_full_lines_end_at_the_right_edge(circular):
    for page in text_pages(circular):
        for glyph in without_folio(page):
            assert glyph.x + EM / 2 <= RIGHT + 0.05


def test_the_letterhead_is_red_and_begins_thirty_five_mm_down(circular):
    letterhead = circular.pages[0].glyphs[:8]

    assert "".join(glyph.character for glyph in letterhead) == "海云市教育局文件"
    assert min(glyph.ink_top for glyph in letterhead) == pytest.approx(TOP + 35, abs=CLOSE)
    assert (letterhead[0].ink_left + letterhead[-1].ink_right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)


def test_the_red_rule_is_as_wide_as_the_type_area_four_mm_below_the_number(circular):
    page = circular.pages[0]
    rule = next(box for box in page.boxes if box.is_red)
    number = page.glyphs[8:18]

    assert "".join(glyph.character for glyph in number) == "海教〔2026〕8号"
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=0.05)
    assert rule.top - max(glyph.ink_bottom for glyph in number) == pytest.approx(4, abs=CLOSE)


def test_page_numbers_stand_outside_seven_mm_below(circular):
    for number, page in enumerate(circular.pages, start=1):
        folio = [glyph for glyph in page.glyphs if glyph.baseline > BOTTOM + 3]

        assert "".join(glyph.character for glyph in folio) == f"—{number}—"
        assert folio[0].ink_top == pytest.approx(BOTTOM + 7, abs=0.3)
        if number % 2:
            assert folio[-1].ink_right == pytest.approx(RIGHT - 4.94, abs=CLOSE)
        else:
            assert folio[0].ink_left == pytest.approx(LEFT + 4.94, abs=CLOSE)


def test_the_imprint_stands_at_the_foot_of_an_even_page(circular):
    thick, thin, closing = circular.pages[-1].boxes[-3:]

    assert len(circular.pages) % 2 == 0
    assert closing.bottom == pytest.approx(BOTTOM, abs=0.1)
    assert (thick.height, thin.height, closing.height) == pytest.approx((0.35, 0.25, 0.35), abs=0.02)
    assert {(round(box.left), round(box.right)) for box in (thick, thin, closing)} == {(28, 184)}


def test_the_table_keeps_to_the_type_area_and_repeats_its_head(circular):
    tables = [page for page in circular.pages if "责任处室" in page.text]

    assert len(tables) > 2
    for page in tables:
        assert min(box.left for box in page.boxes) == pytest.approx(LEFT, abs=CLOSE)
        assert max(box.right for box in page.boxes) == pytest.approx(
            RIGHT, abs=CLOSE + 0.1
        )  # rules have width
        assert max(box.bottom for box in page.boxes) <= BOTTOM + CLOSE
        assert page.text.count("月份") == 1


def test_no_printed_line_begins_or_ends_with_a_forbidden_mark(circular):
    for page in text_pages(circular):
        for line in page.lines()[:-1]:
            assert line[0] not in NO_LINE_BEGINS_WITH
            assert line[-1] not in NO_LINE_ENDS_WITH


def test_all_text_of_the_paper_is_in_the_pdf(circular):
    shown = "".join(glyph.character for page in circular.pages for glyph in without_folio(page))

    assert Counter(all_text(notice())) - Counter(shown) == Counter()
    for paragraph in ("现将《海云市教育局2026年工作要点》印发给你们，请认真组织实施。", "（此件公开发布）"):
        assert paragraph in shown


def test_the_pdf_says_what_it_is(circular, rendered):
    assert circular.title == notice().title
    assert circular.author == "海云市教育局"
    assert rendered.pages == len(circular.pages)
    assert circular.bookmarks[:4] == (
        (0, "海云市教育局关于印发《海云市教育局2026年工作要点》的通知"),
        (0, "海云市教育局2026年工作要点"),
        (1, "一、办好第1件实事，推动基础教育优质均衡发展"),
        (2, "1．完善第1项服务"),
    )
    assert circular.bookmarks[-1] == (0, "附件　2026年春季学期行事历")


def test_the_pdf_is_archival_tagged_and_carries_its_data(rendered):
    document = pypdfium2.PdfDocument(rendered.pdf)
    try:
        told = document.get_metadata_dict()
        attachment = document.get_attachment(0)
        name, data = attachment.get_name(), bytes(attachment.get_data()).decode()
        tagged = document.is_tagged()
    finally:
        document.close()

    assert b'pdfaid:part="3"' in unpacked(rendered.pdf)
    assert b'pdfaid:conformance="A"' in unpacked(rendered.pdf)
    assert re.search(rb"/Lang\s*\(zh-Hans\)", unpacked(rendered.pdf))
    assert tagged
    assert told["Keywords"] == f"sha256:{notice().content_hash()}"
    assert name == "paper.json"
    assert Paper.from_json(data) == notice()


def unpacked(pdf: bytes) -> bytes:
    """The PDF and what its compressed streams say."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return b"".join(parts)


def test_the_same_paper_gives_the_same_pdf(faces):
    assert render_paper(short(), faces=faces).pdf == render_paper(short(), faces=faces).pdf


def test_a_preview_shows_red_where_the_paper_is_red_and_only_there(faces):
    _, (head, text) = first_pages(notice(), faces=faces, pages=2)

    assert any(red > green + 99 for red, green, _ in colours(head))
    assert {red - green for red, green, _ in colours(text)} == {0}
    assert (0, 0, 0) in colours(text)


def colours(picture: bytes) -> set[tuple[int, int, int]]:
    with Image.open(BytesIO(picture)) as dots:
        inks = dots.convert("RGB").tobytes()
    return set(zip(inks[::3], inks[1::3], inks[2::3], strict=True))


def test_rare_characters_of_names_are_printed(faces):
    names = "喆堃珺㛃䶮昇瑄玥镕𬭎鍾"

    assert names in printed(short(blocks=(Paragraph(names),)), faces).pages[0].text


def test_rare_characters_do_not_move_the_lines(faces):
    plain, rare = (
        printed(short(blocks=(Paragraph(text * 20),) * 30), faces).pages[1] for text in ("教育", "喆㛃")
    )

    assert len(plain.lines()) == len(rare.lines()) == 23
    assert max(glyph.ink_bottom for glyph in without_folio(rare)) <= BOTTOM + CLOSE


def test_a_character_that_no_face_has_is_named_before_printing(faces):
    paper = short(title="关于😀的通知", blocks=(Paragraph("藏文ཀ"),))

    with pytest.raises(MissingGlyph) as refusal:
        render_paper(paper, faces=faces)

    assert refusal.value.characters == "ཀ😀"


def test_hostile_text_is_printed_as_text(faces):
    hostile = (
        "<script>alert(1)</script> &amp; <img src=file:///etc/passwd> \x00\x08\u202e\u200b\ufeff ]]> -- '\"\\"
    )
    paper = short(
        title="</title><style>*{display:none}</style>",
        letterhead="<b>教育局</b>文件",
        blocks=(Heading(1, hostile), Paragraph(hostile), Paragraph("x" * 10_000), Paragraph("（" * 300)),
        appendices=(TableAppendix(hostile, (hostile[:20], "工作"), (RowGroup(hostile, ((hostile,),)),)),),
    )

    shown = "".join(page.text for page in printed(paper, faces).pages)

    assert "<script>alert(1)</script>&amp;<imgsrc=file:///etc/passwd>]]>--'\"\\" in shown
    assert shown.count("x") >= 10_000
    assert shown.count("（") == 300


def test_without_prepared_faces_the_shipped_ones_stand_in_and_the_page_is_the_same(tmp_path, rendered):
    alone = find_faces(tmp_path)

    paper = render_paper(notice(), faces=alone)

    assert alone.stand_ins == (Slot.FANGSONG, Slot.KAITI)
    assert len(text_pages(read_pdf(paper.pdf))[0].lines()) == 23
