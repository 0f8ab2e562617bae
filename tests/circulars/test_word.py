"""The Word twin: the same characters, real styles and header rows, and as many pages as the PDF."""

from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from hypothesis import given, settings

from circulars.composing.characters import one_line
from circulars.composing.lines import Run, break_lines
from circulars.composing.pieces import Table, Text
from circulars.composing.setting import compose
from circulars.fonts import Faces, Slot, find_faces
from circulars.kinds import KINDS
from circulars.paper import Heading, Paper, Paragraph, RowGroup, TableAppendix, TextAppendix
from circulars.word import word_twin
from circulars.word.elements import NAMES
from circulars.word.fitting import Fit, fitted
from tests.circulars.in_office import SOFFICE, name_fonts, print_in_office
from tests.circulars.papers import calendar, notice, plan_blocks, short
from tests.circulars.reading_pdf import read_pdf
from tests.circulars.sources import whole
from tests.circulars.test_pages import papers, text_of
from tests.circulars.variants import VARIANTS

SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces()


def written(paper: Paper, faces: Faces):
    return Document(BytesIO(word_twin(paper, faces=faces)))


def characters(document) -> Counter[str]:
    """Every character of the text, blanks left out; page numbers are fields in the footers."""
    parts = [document.element.body, document.sections[0].first_page_header._element]  # a letter's name
    texts = [text.text or "" for part in parts for text in part.iter(qn("w:t"))]
    return Counter("".join("".join(texts).split()))


def on_paper(paper: Paper, faces: Faces) -> Counter[str]:
    """Every character on the pages; what is repeated because a table or a row goes on counts once."""
    shown = Counter("".join(text_of(compose(paper, width=faces.width)).split()))
    return shown - _repeated(paper, faces)


def _repeated(paper: Paper, faces: Faces) -> Counter[str]:
    again: Counter[str] = Counter()
    seen: set[tuple[str, ...]] = set()
    for page in compose(paper, width=faces.width):
        if any(isinstance(piece, Text) and piece.tag == "h1" for piece in page.pieces):
            seen.clear()  # another part begins
        for piece in page.pieces:
            if isinstance(piece, Table):
                heads = tuple("".join(line.text for line in cell.lines) for cell in piece.head.cells)
                again += Counter("".join(heads)) if heads in seen else Counter()
                seen.add(heads)
                label, *cells = piece.rows[0].cells
                said = [cell for cell in cells if cell.again]
                if said:  # a row that goes on over the page; in the twin it is one, and named once
                    again += Counter("".join(line.text for cell in (label, *said) for line in cell.lines))
    return again


def test_every_character_of_the_paper_is_in_the_twin_and_no_other(faces):
    paper = notice()

    assert characters(written(paper, faces)) == on_paper(paper, faces)


@given(papers.map(lambda paper: replace(paper, appendices=())))
@settings(max_examples=25, deadline=None)
def test_whatever_the_paper_says_the_twin_says(paper):
    faces = find_faces()

    assert characters(written(paper, faces)) == on_paper(paper, faces)


def test_headings_are_headings_and_numbers_are_text(faces):
    document = written(notice(), faces)

    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    tasks = [line.text for line in document.paragraphs if line.text.startswith("1．")]

    assert headings[0] == "一、办好第1件实事，推动基础教育优质均衡发展"
    assert len(headings) == 5
    assert len(tasks) == 5
    assert [line.style.name for line in document.paragraphs if "要点》的通知" in line.text] == ["Title"]


def test_the_head_of_a_table_is_repeated_and_its_rows_are_not_torn(faces):
    [calendar_table, _imprint] = written(notice(), faces).tables

    rows = [row._tr.trPr for row in calendar_table.rows]

    assert [cell.text for cell in calendar_table.rows[0].cells] == ["月份", "工作内容", "责任处室"]
    assert [row.find(qn("w:tblHeader")) is not None for row in rows[:3]] == [True, False, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_row_that_went_whole_to_the_next_page_is_not_torn_by_the_twin_either(faces):
    rows = tuple((f"第{number}项", "按时报送。" * 76) for number in range(1, 9))
    table = TableAppendix("分解表", ("板块", "任务", "要求"), (RowGroup("一、德育", rows),), landscape=True)
    paper = short(appendices=(table,))
    parts = [piece for page in compose(paper, width=faces.width) for piece in page.pieces]
    opening = [part.rows[0].cells for part in parts if isinstance(part, Table)]
    whole_there = {"".join(line.text for line in cells[1].lines) for cells in opening if not cells[1].again}

    [written_table, *_imprint] = written(paper, faces).tables
    kept_whole = {
        row.cells[1].text
        for row in written_table.rows
        if row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None
    }

    assert len(whole_there) > 1
    assert whole_there <= kept_whole
    assert len(kept_whole - {"任务"}) < len(rows)


def test_a_month_is_named_again_where_a_page_begins(faces):
    [table, _imprint] = written(notice(), faces).tables

    labels = [row.cells[0]._tc for row in table.rows[1:]]
    named = ["".join(text.text for text in label.iter(qn("w:t"))) for label in labels]

    pages = compose(notice(), width=faces.width)
    parts = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]
    first_rows = [sum(len(part.rows) for part in parts[:place]) for place in range(len(parts))]
    assert len(parts) > 1
    assert all(named[row] for row in first_rows)


def test_a_turned_page_bears_its_number_turned_where_all_others_do(faces):
    document = written(KINDS["breakdown"].make(whole()), faces)
    [section] = [each for each in document.sections if each.orientation == WD_ORIENTATION.LANDSCAPE]

    for header, side in ((section.header, "right"), (section.even_page_header, "left")):
        cell = header.tables[0].rows[0].cells[0]
        assert cell._tc.tcPr.find(qn("w:textDirection")).get(qn("w:val")) == "tbRl"
        assert cell.paragraphs[0]._p.pPr.jc.get(qn("w:val")) == side
        assert [field.text for field in cell._tc.iter(qn("w:instrText"))] == ["PAGE"]
    for footer in (section.footer, section.even_page_footer):
        assert not list(footer._element.iter(qn("w:instrText")))


def test_every_run_names_an_office_font_for_every_script(faces):
    document = written(notice(), faces)

    named = {
        tuple(run.rPr.rFonts.get(qn(f"w:{script}")) for script in SCRIPTS)
        for run in document.element.body.iter(qn("w:r"))
    }

    assert {name for names in named for name in names} <= set(NAMES.values())
    assert all(len(set(names)) == 1 for names in named)


def test_page_numbers_stand_outside_and_count_themselves(faces):
    document = written(notice(), faces)
    [section] = document.sections
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]

    assert document.settings.odd_and_even_pages_header_footer
    assert [odd._p.pPr.jc.get(qn("w:val")), even._p.pPr.jc.get(qn("w:val"))] == ["right", "left"]
    assert {field.text for line in (odd, even) for field in line._p.iter(qn("w:instrText"))} == {"PAGE"}
    assert odd.text == even.text == "—  —"


def test_a_blank_page_before_the_imprint_and_the_imprints_own_bear_no_number(faces):
    paper = next(
        paper
        for count in range(1, 80)
        if (paper := short(blocks=(Paragraph("育"),) * count, printed_by="办公室"))
        and compose(paper, width=faces.width)[-2].pieces == ()
    )

    last = written(paper, faces).sections[-1]

    assert not last.footer.is_linked_to_previous
    assert last.footer.paragraphs[0].text == last.even_page_footer.paragraphs[0].text == ""


def test_the_same_paper_gives_the_same_file_and_says_what_it_is(faces):
    first, second = (word_twin(notice(), faces=faces) for _ in range(2))
    told = Document(BytesIO(first)).core_properties

    assert first == second
    assert ZipFile(BytesIO(first)).testzip() is None
    assert (told.title, told.author) == (notice().title, "海云市教育局")
    assert told.keywords == notice().content_hash()


def test_marks_and_signers_stand_in_the_head(faces):
    paper = short(
        copy_number="000001", urgency="特急", signers=("周远", "吴启明", "郑和平"), number="临教〔2026〕3号"
    )

    lines = [one_line(line.text.replace("\t", " ")) for line in written(paper, faces).paragraphs[:5]]

    assert lines == [
        *("000001", "特急", "临溪县教育局文件"),
        "签发人： 周远　吴启明",
        "临教〔2026〕3号  郑和平",
    ]


PAPERS = {
    **{name: VARIANTS[name] for name in ("letter", "joint")},
    "notice": notice(),
    "seal at the foot of a page": replace(
        short(blocks=(Paragraph("育" * 28),) * 2, attachments_note=("要点",), number="临教〔2026〕3号"),
        appendices=(TextAppendix("要点", plan_blocks(1, 1)),),
        seal="a" * 64,
        sign_off_name="临溪县教育局",
        sign_off_date=date(2026, 3, 1),
    ),
    "figures and half-width commas": short(
        blocks=(Paragraph("落实2026年度12项工作,推进“双减”,检查3所学校,完善“1+3”制度,坚持不懈抓落实。" * 6),)
        * 16,
    ),
    "blank page before the imprint": short(blocks=(Paragraph("育" * 30),) * 14, printed_by="办公室"),
    "plan alone": short(
        blocks=(Heading(1, "办好学校", "一、"), *(Paragraph("完善课后服务，落实“双减”要求；" * 9),) * 20) * 3,
        printed_by="办公室",
        sign_off_name="临溪县教育局",
    ),
    "turned table": KINDS["breakdown"].make(whole()),
    "two appendices": short(
        attachments_note=("行事历", "要点"),
        appendices=(calendar(9), TextAppendix("工作要点", plan_blocks(3, 2))),
        copied_to="县府办",
        signers=("周远",),
        number="临教〔2026〕3号",
    ),
}


def fits(text: str, *, measure: int = 28, hang: bool = True) -> list[tuple[str, Fit]]:
    """How LibreOffice is brought to break a text where the composer does."""
    lines = break_lines(
        [Run(text, Slot.FANGSONG)], measure=measure, width=lambda letter, _slot: 1 - letter.isascii() / 2
    )
    return list(fitted(lines, room=measure * 16 + 0.5, points=16, spacing=0, hang=hang))


def test_lines_stand_closer_or_wider_only_where_libreoffice_would_break_them_elsewhere():
    """`fitted` gives every character with what makes it fit; figures between hanzi need room there."""
    plain, figures, loose, last = (
        fits("育" * 60),
        fits("共1所2所" + "育" * 28),
        fits("育" * 26 + "2026年起"),
        fits("1年" + "育" * 25 + "5分"),
    )

    assert {fit for _letter, fit in plain} == {Fit()}
    assert [letter for letter, _fit in figures] == list("共1所2所" + "育" * 28)
    assert figures[0][1].nudge < 0
    assert figures[-1][1].nudge == 0
    assert loose[0][1].nudge > 0
    assert last[0][1].nudge < 0  # where nothing follows, too


def test_marks_that_paper_squeezes_are_given_room_by_all_the_line():
    """LibreOffice takes nothing from a single mark; and outside a table it lets the last one hang over the edge."""
    squeezed = fits("育" * 20 + "。育（育育育育育）育育育")
    at_the_end = "1" + "育" * 27 + "，育育"

    assert {fit.nudge < 0 for _letter, fit in squeezed[:29]} == {True}
    assert fits(at_the_end)[0][1] == Fit()
    assert fits(at_the_end, hang=False)[0][1].nudge < 0


def test_a_date_in_a_narrow_cell_is_made_narrower_instead_of_running_together():
    letters = fits("1999年12月31日", measure=7, hang=False)

    assert {fit.scale < 100 for _letter, fit in letters} == {True}
    assert {fit.nudge for _letter, fit in letters} == {0}


@pytest.fixture(scope="module")
def printed(faces, tmp_path_factory):
    """All of them as LibreOffice prints them, in one go: it takes longer to start than to print."""
    folder, fonts = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("fonts")
    name_fonts(faces, fonts)
    files = {name: folder / f"{place}.docx" for place, name in enumerate(PAPERS)}
    for name, file in files.items():
        file.write_bytes(word_twin(PAPERS[name], faces=faces))
    made = print_in_office(*files.values(), fonts=fonts, folder=folder / "made")
    return {name: read_pdf(pdf.read_bytes()) for name, pdf in zip(files, made, strict=True)}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (apt install libreoffice-writer)")
@pytest.mark.parametrize("name", PAPERS)
def test_libreoffice_prints_as_many_pages_with_the_same_fonts(name, faces, printed):
    paper, pages = PAPERS[name], printed[name].pages
    shown = Counter("".join(page.text for page in pages))
    missing = on_paper(paper, faces) - shown

    assert len(pages) == len(compose(paper, width=faces.width))
    # The reader takes marks that were condensed until they touch their neighbours for one character.
    assert {character for character in missing if character.isalnum()} == set()
