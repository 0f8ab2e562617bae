"""GB/T 9704-2012 within half a millimetre: what must hold of every paper, read back from its PDF glyph by glyph.

Each of `CHECKS` takes the paper and what was read, and fails with what it found.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

import pytest

from circulars.composing.characters import NO_LINE_BEGINS_WITH
from circulars.composing.geometry import (
    EM,
    HEIGHT,
    LEFT,
    LINES_A_PAGE,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    TOP,
    WIDTH,
)
from circulars.paper import LETTER, Block, Heading, Paper, SigningPlaces, TableAppendix, TextAppendix
from tests.circulars.papers import all_text
from tests.circulars.reading_pdf import Box, Glyph, ReadPage, ReadPdf, joined, rows_of

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CLOSE = 0.5  # mm; the standard allows one
FOLIO_EM = 14 * 25.4 / 72


def is_folio(glyph: Glyph, page: ReadPage) -> bool:
    """Of the page number: below the type area, on a turned page left of it."""
    return glyph.x < PAPER_HEIGHT - BOTTOM - 3 if page.is_turned else glyph.baseline > BOTTOM + 3


def text_of(page: ReadPage) -> list[Glyph]:
    return [glyph for glyph in page.glyphs if not is_folio(glyph, page)]


def upright(page: ReadPage) -> list[Box]:
    """The vertical rules of a table."""
    return [box for box in page.boxes if box.width < 1 and box.height > 3]


def has_table(page: ReadPage) -> bool:
    return bool(upright(page))


def edges(page: ReadPage) -> list[float]:
    """Where the columns of the page's table begin and end."""
    return sorted({round(box.left + box.width / 2, 1) for box in upright(page)})


def lines_of(page: ReadPage) -> Iterator[str]:
    """Every line of text, in a table cell by cell."""
    borders, rules = edges(page), upright(page)
    top, foot = min((rule.top for rule in rules), default=0), max((rule.bottom for rule in rules), default=0)

    def column(glyph: Glyph) -> int:
        inside = top < glyph.baseline < foot
        return sum(edge < glyph.x + EM / 4 for edge in borders) if inside else 0

    for _, glyphs in groupby(sorted(text_of(page), key=column), key=column):
        yield from map(joined, rows_of(glyphs))


def is_letter(paper: Paper) -> bool:
    return paper.form == LETTER


def is_name_of_letter(glyph: Glyph, paper: Paper) -> bool:
    return is_letter(paper) and glyph.size > 2 * EM


def is_hanzi(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.character <= "\u9fff"


def headings(paper: Paper) -> Iterator[str]:
    yield paper.title
    yield from _headings(paper.blocks)
    for appendix in paper.appendices:
        yield appendix.title
        if isinstance(appendix, TextAppendix):
            yield from _headings(appendix.blocks)


def _headings(blocks: Iterable[Block]) -> Iterator[str]:
    yield from (block.label + block.text for block in blocks if isinstance(block, Heading))


def labels_of(page: ReadPage) -> Iterator[str]:
    """What the first column says, cell by cell, without its head."""
    first, second = edges(page)[:2]
    middle = (first + second) / 2
    foot = max(box.bottom for box in upright(page))
    rules = [box for box in page.boxes if box.height < 1 and box.left < middle < box.right and box.top < foot]
    heights = sorted({round(box.top + box.height / 2) for box in rules})
    for above, below in list(pairwise(heights))[1:]:
        cell = [
            glyph
            for glyph in text_of(page)
            if first < glyph.x + 1 < second and above < glyph.baseline < below
        ]
        yield "".join(map(joined, rows_of(cell)))


def all_stands_inside_the_type_area(paper: Paper, pdf: ReadPdf) -> None:
    for page in pdf.pages:
        size = (PAPER_HEIGHT, PAPER_WIDTH) if page.is_turned else (PAPER_WIDTH, PAPER_HEIGHT)
        assert (page.width, page.height) == pytest.approx(size, abs=0.1)
        left, right, top, bottom = (
            (PAPER_HEIGHT - BOTTOM, PAPER_HEIGHT - TOP, LEFT, RIGHT)
            if page.is_turned
            else (LEFT, RIGHT, TOP, BOTTOM)
        )
        for glyph in text_of(page):
            assert left - CLOSE <= glyph.ink_left
            assert (
                glyph.x <= right - glyph.size / 4 + CLOSE
            )  # closing marks may have their blank half outside
            assert top - CLOSE <= glyph.ink_top or is_name_of_letter(glyph, paper)
            assert glyph.ink_bottom <= bottom + CLOSE
        for edge in edges(page):
            assert left - CLOSE <= edge <= right + CLOSE
        for box in (box for box in page.boxes if not (box.is_red and is_letter(paper))):
            assert top - CLOSE <= (box.top + box.bottom) / 2 <= bottom + CLOSE
            assert left - CLOSE <= (box.left + box.right) / 2 <= right + CLOSE
            assert box.width <= right - left + 2 * CLOSE


def text_stands_on_the_grid_of_twenty_two_lines(paper: Paper, pdf: ReadPdf) -> None:
    part = (
        2 if any(isinstance(block, SigningPlaces) for block in paper.blocks) else 1
    )  # half lines to sign on
    for page in pdf.pages:
        if has_table(page) or page.is_turned:
            continue
        rows = [row for row in rows_of(text_of(page)) if row[0].size == pytest.approx(EM, abs=0.01)]
        head = max((glyph.baseline for glyph in page.glyphs if glyph.size > 1.2 * EM), default=0.0)
        places = [
            (row[0].baseline - TOP) / PITCH
            for row in rows
            if row[0].baseline > head and row[0].x < LEFT + 3 * EM
        ] or [0.0]
        assert len(rows) <= LINES_A_PAGE
        steps = [(place - places[0]) * part for place in places]
        assert steps == pytest.approx([round(step) for step in steps], abs=CLOSE / PITCH * part)


def page_numbers_stand_outside_seven_mm_away(paper: Paper, pdf: ReadPdf) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        folio = [glyph for glyph in page.glyphs if is_folio(glyph, page)]
        is_blank = not text_of(page) or (number > 1 and not text_of(pdf.pages[number - 2]))
        if is_blank or (is_letter(paper) and number == 1):  # 空白页和版记页, 首页不显示页码 (7.5, 10.1)
            assert not folio
            continue
        assert "".join(glyph.character for glyph in folio) == f"—{number}—"
        if page.is_turned:
            assert folio[0].ink_right == pytest.approx(PAPER_HEIGHT - BOTTOM - 7, abs=CLOSE)
            edge = max(g.ink_bottom for g in folio) if number % 2 else min(g.ink_top for g in folio)
        else:
            assert folio[0].ink_top == pytest.approx(BOTTOM + 7, abs=CLOSE)
            edge = folio[-1].ink_right if number % 2 else folio[0].ink_left
        assert edge == pytest.approx(RIGHT - FOLIO_EM if number % 2 else LEFT + FOLIO_EM, abs=CLOSE)


def an_imprint_is_the_foot_of_an_even_last_page(paper: Paper, pdf: ReadPdf) -> None:
    pages = pdf.pages
    black = [box for page in pages for box in page.boxes if not box.is_red]
    thick = [box for box in black if box.height == pytest.approx(0.35, abs=0.03)]
    assert bool(thick) == (bool(paper.printed_by or paper.copied_to) and not is_letter(paper))
    if thick:
        assert len(pages) % 2 == 0
        assert [box for box in pages[-1].boxes if box in thick] == thick
        assert thick[-1].bottom == pytest.approx(BOTTOM, abs=CLOSE)
        assert {(round(box.left), round(box.right)) for box in thick} == {(LEFT, RIGHT)}
        said = joined(glyph for glyph in pages[-1].glyphs if thick[0].top < glyph.baseline < thick[-1].top)
        assert paper.printed_by in said


def the_red_head_is_thirty_five_mm_down_and_its_rule_four_below_the_number(
    paper: Paper, pdf: ReadPdf
) -> None:
    pages = pdf.pages
    red = [box for page in pages for box in page.boxes if box.is_red]
    if not paper.letterhead or is_letter(paper):
        assert bool(red) == is_letter(paper)
        return
    [rule] = red
    head = [glyph for glyph in pages[0].glyphs if glyph.baseline < rule.top]
    largest = max(glyph.size for glyph in head)
    letterhead = [glyph for glyph in head if glyph.size == pytest.approx(largest)]
    number = [glyph for glyph in head if glyph not in letterhead]
    assert rule in pages[0].boxes
    bodies = "".join((paper.letterhead.removesuffix("文件"), *paper.partners))
    assert Counter(joined(letterhead)) == Counter(
        bodies + ("文件" if paper.letterhead.endswith("文件") else "")
    )
    assert min(glyph.ink_top for glyph in letterhead) == pytest.approx(TOP + 35, abs=CLOSE)
    sides = min(glyph.ink_left for glyph in letterhead), max(glyph.ink_right for glyph in letterhead)
    assert sum(sides) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)
    assert rule.top - max(glyph.ink_bottom for glyph in number) == pytest.approx(4, abs=CLOSE)
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=CLOSE)


def the_label_of_a_group_is_repeated_where_a_page_breaks_it(paper: Paper, pdf: ReadPdf) -> None:
    tables = [part for part in paper.appendices if isinstance(part, TableAppendix)]
    shown = [label for page in pdf.pages if has_table(page) for label in labels_of(page)]
    groups = ["".join(group.label.split()) for table in tables for group in table.groups]

    assert all(shown)
    assert [label for label, _ in groupby(shown)] == [label for label, _ in groupby(groups)]


def no_heading_stands_alone_at_the_foot_of_a_page(paper: Paper, pdf: ReadPdf) -> None:
    ends = ["".join(heading.split()) for heading in headings(paper)]
    for page in pdf.pages[:-1]:
        if has_table(page) or not text_of(page):  # a table's own last row; the blank page before the 版记
            continue
        last = joined(rows_of(text_of(page))[-1])
        assert not any(heading.endswith(last) for heading in ends)


def the_title_of_a_table_stands_above_its_first_row(paper: Paper, pdf: ReadPdf) -> None:
    for before, after in pairwise(pdf.pages):
        has_title = any(glyph.size > 1.2 * EM for glyph in after.glyphs)
        assert has_table(before) or has_title or not has_table(after)


def no_line_begins_with_a_closing_mark(paper: Paper, pdf: ReadPdf) -> None:
    for page in pdf.pages:
        for line in lines_of(page):
            assert line[0] not in NO_LINE_BEGINS_WITH


def nothing_is_lost(paper: Paper, pdf: ReadPdf) -> None:
    shown = Counter("".join(page.text for page in pdf.pages))

    assert Counter(all_text(paper)) - shown == Counter()


CHECKS: tuple[Callable[[Paper, ReadPdf], None], ...] = (
    all_stands_inside_the_type_area,
    text_stands_on_the_grid_of_twenty_two_lines,
    page_numbers_stand_outside_seven_mm_away,
    an_imprint_is_the_foot_of_an_even_last_page,
    the_red_head_is_thirty_five_mm_down_and_its_rule_four_below_the_number,
    the_label_of_a_group_is_repeated_where_a_page_breaks_it,
    no_heading_stands_alone_at_the_foot_of_a_page,
    the_title_of_a_table_stands_above_its_first_row,
    no_line_begins_with_a_closing_mark,
    nothing_is_lost,
)
