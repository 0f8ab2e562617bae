"""Every kind of paper read back from its PDF, glyph by glyph: GB/T 9704-2012 within half a millimetre."""

from collections import Counter
from collections.abc import Iterable, Iterator
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
from tests.circulars.reading_pdf import Box, Glyph, ReadPage, joined, rows_of
from tests.circulars.samples import PAPERS, read_back

RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CLOSE = 0.5  # mm; the standard allows one
FOLIO_EM = 14 * 25.4 / 72
FULL_OF_TEXT = ("notice", "plan")
OVER_A_PAGE = ("notice", "plan", "calendar", "school", "month", "breakdown")

every_kind = pytest.mark.parametrize("name", PAPERS)


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


def is_letter(name: str) -> bool:
    return PAPERS[name].form == LETTER


def is_name_of_letter(glyph: Glyph, name: str) -> bool:
    return is_letter(name) and glyph.size > 2 * EM


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


@every_kind
def test_all_stands_inside_the_type_area(name):
    for page in read_back(name).pages:
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
            assert top - CLOSE <= glyph.ink_top or is_name_of_letter(glyph, name)
            assert glyph.ink_bottom <= bottom + CLOSE
        for edge in edges(page):
            assert left - CLOSE <= edge <= right + CLOSE
        for box in (box for box in page.boxes if not (box.is_red and is_letter(name))):
            assert top - CLOSE <= (box.top + box.bottom) / 2 <= bottom + CLOSE
            assert left - CLOSE <= (box.left + box.right) / 2 <= right + CLOSE
            assert box.width <= right - left + 2 * CLOSE


@every_kind
def test_text_stands_on_the_grid_of_twenty_two_lines(name):
    part = (
        2 if any(isinstance(block, SigningPlaces) for block in PAPERS[name].blocks) else 1
    )  # half lines to sign on
    for page in read_back(name).pages:
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


@pytest.mark.parametrize("name", FULL_OF_TEXT)
def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters(name):
    full = [
        page
        for page in read_back(name).pages
        if not has_table(page) and len(rows_of(text_of(page))) == LINES_A_PAGE
    ]
    assert full
    for page in full:
        glyphs = text_of(page)
        assert min(glyph.ink_top for glyph in glyphs) == pytest.approx(TOP, abs=CLOSE)
        assert max(glyph.ink_bottom for glyph in glyphs) == pytest.approx(BOTTOM, abs=CLOSE)
        for row, below in pairwise(rows_of(glyphs)):
            if below[0].x < LEFT + EM:  # the paragraph goes on: this line is full
                assert RIGHT - EM - CLOSE <= row[-1].x <= RIGHT - EM / 2 + CLOSE
            hanzi = [(left, right) for left, right in pairwise(row) if is_hanzi(left) and is_hanzi(right)]
            steps = [right.x - left.x for left, right in hanzi]
            assert len(row) <= 28 or len(hanzi) < len(row) - 1
            assert all(EM - 0.05 <= step <= EM * 1.2 for step in steps)
            assert max(steps, default=0) - min(steps, default=0) < 0.05


@every_kind
def test_page_numbers_stand_outside_seven_mm_away(name):
    for number, page in enumerate(read_back(name).pages, start=1):
        folio = [glyph for glyph in page.glyphs if is_folio(glyph, page)]
        if is_letter(name) and number == 1:  # 首页不显示页码 (10.1)
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


@every_kind
def test_an_imprint_is_the_foot_of_an_even_last_page(name):
    paper, pages = PAPERS[name], read_back(name).pages
    black = [box for page in pages for box in page.boxes if not box.is_red]
    thick = [box for box in black if box.height == pytest.approx(0.35, abs=0.03)]
    assert bool(thick) == (bool(paper.printed_by or paper.copied_to) and not is_letter(name))
    if thick:
        assert len(pages) % 2 == 0
        assert [box for box in pages[-1].boxes if box in thick] == thick
        assert thick[-1].bottom == pytest.approx(BOTTOM, abs=CLOSE)
        assert {(round(box.left), round(box.right)) for box in thick} == {(LEFT, RIGHT)}
        said = joined(glyph for glyph in pages[-1].glyphs if thick[0].top < glyph.baseline < thick[-1].top)
        assert paper.printed_by in said


@every_kind
def test_the_red_head_is_thirty_five_mm_down_and_its_rule_four_below_the_number(name):
    paper, pages = PAPERS[name], read_back(name).pages
    red = [box for page in pages for box in page.boxes if box.is_red]
    if not paper.letterhead or is_letter(name):
        assert bool(red) == is_letter(name)
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


@every_kind
def test_the_label_of_a_group_is_repeated_where_a_page_breaks_it(name):
    tables = [part for part in PAPERS[name].appendices if isinstance(part, TableAppendix)]
    shown = [label for page in read_back(name).pages if has_table(page) for label in labels_of(page)]
    groups = ["".join(group.label.split()) for table in tables for group in table.groups]

    assert all(shown)
    assert [label for label, _ in groupby(shown)] == [label for label, _ in groupby(groups)]


@pytest.mark.parametrize("name", OVER_A_PAGE)
def test_the_samples_have_groups_that_go_over_a_page(name):
    """Else the test above would show nothing."""
    shown = [list(labels_of(page)) for page in read_back(name).pages if has_table(page)]

    assert any(before[-1] == after[0] for before, after in pairwise(shown)) or name in ("month", "breakdown")


@every_kind
def test_no_heading_stands_alone_at_the_foot_of_a_page(name):
    ends = ["".join(heading.split()) for heading in headings(PAPERS[name])]
    for page in read_back(name).pages[:-1]:
        last = joined(rows_of(text_of(page))[-1])
        assert not any(heading.endswith(last) for heading in ends)


@every_kind
def test_the_title_of_a_table_stands_above_its_first_row(name):
    for before, after in pairwise(read_back(name).pages):
        has_title = any(glyph.size > 1.2 * EM for glyph in after.glyphs)
        assert has_table(before) or has_title or not has_table(after)


@every_kind
def test_no_line_begins_with_a_closing_mark(name):
    for page in read_back(name).pages:
        for line in lines_of(page):
            assert line[0] not in NO_LINE_BEGINS_WITH


@every_kind
def test_nothing_is_lost(name):
    shown = Counter("".join(page.text for page in read_back(name).pages))

    assert Counter(all_text(PAPERS[name])) - shown == Counter()


def test_a_letter_stands_between_red_double_rules():
    """10.1: the name 30 mm down, rules of 170 mm 4 mm below it and 20 mm above the paper's edge, 文号 at the right."""
    first, *others = read_back("letter").pages
    thick, thin, foot_thin, foot_thick = sorted(
        (box for box in first.boxes if box.is_red), key=lambda box: box.top
    )
    name = [glyph for glyph in first.glyphs if glyph.baseline < thick.top]
    below = rows_of(glyph for glyph in first.glyphs if glyph.baseline > thin.bottom)[0]

    assert not any(box.is_red for page in others for box in page.boxes)
    assert min(glyph.ink_top for glyph in name) == pytest.approx(30, abs=CLOSE)
    assert thick.top - max(glyph.ink_bottom for glyph in name) == pytest.approx(4, abs=1)
    assert thick.height > 2 * thin.height
    assert foot_thick.height > 2 * foot_thin.height
    assert foot_thick.bottom == pytest.approx(PAPER_HEIGHT - 20, abs=CLOSE)
    for rule in (thick, thin, foot_thin, foot_thick):
        assert (rule.left, rule.right) == pytest.approx((20, 190), abs=CLOSE)
    assert below[0].ink_top - thin.bottom == pytest.approx(EM * 7 / 8, abs=CLOSE)
    assert (below[0].x, below[-1].x + EM) == pytest.approx((LEFT, RIGHT), abs=CLOSE)
    assert joined(below) == PAPERS["letter"].urgency + PAPERS["letter"].number


def test_a_letters_imprint_is_the_foot_of_its_last_page_without_rules():
    *_, last = read_back("letter").pages
    bottom = rows_of(text_of(last))[-1]

    assert not last.boxes
    assert joined(bottom) == f"抄送：{PAPERS['letter'].copied_to}。"
    assert max(glyph.ink_bottom for glyph in bottom) == pytest.approx(BOTTOM, abs=1)


def test_the_signers_of_a_paper_that_goes_up_stand_level_with_its_number():
    """7.2.6: 发文字号 one character in at the left, on the line of the last 签发人, who end one from the right."""
    page = read_back("upward").pages[0]
    [line] = [row for row in rows_of(page.glyphs) if joined(row).startswith("海教〔2026〕9号")]
    [above] = [row for row in rows_of(page.glyphs) if joined(row).startswith("签发人：")]

    assert line[0].x == pytest.approx(LEFT + EM, abs=CLOSE)
    assert joined(line).endswith("郑和平")
    assert above[-1].x + 2 * EM == pytest.approx(RIGHT, abs=CLOSE)
    assert line[0].baseline - above[0].baseline == pytest.approx(PITCH, abs=CLOSE)
    assert line[-3].x == pytest.approx(above[4].x, abs=CLOSE)


def test_who_was_there_hangs_behind_the_label():
    """10.3: below a blank line, 出席 two characters in, every further line under the first name."""
    rows = [row for page in read_back("minutes").pages for row in rows_of(text_of(page))]
    labels = [place for place, row in enumerate(rows) if joined(row)[:3] in ("出席：", "请假：", "列席：")]

    assert len(labels) == 3
    assert {round((rows[place][0].x - LEFT) / EM, 1) for place in labels} == {2.0}
    assert rows[labels[0] + 1][0].x == pytest.approx(LEFT + 5 * EM, abs=CLOSE)


def test_bodies_that_sign_together_stand_side_by_side_far_enough_for_their_seals():
    """7.3.5.1: in rows, the last above the date, the date four characters from the right."""
    page = next(page for page in read_back("joint").pages if "2026年3月1日" in page.text)
    first, last, day = (
        row
        for row in rows_of(text_of(page))
        if joined(row) in ("海云市教育局海云市财政局", "海云市公安局海云市体育局", "2026年3月1日")
    )

    assert last[0].baseline - first[0].baseline > 42
    assert day[0].baseline - last[0].baseline == pytest.approx(PITCH, abs=CLOSE)
    assert day[-1].x + EM == pytest.approx(RIGHT - 4 * EM, abs=CLOSE)
    for row in (first, last):
        assert row[6].x - row[0].x >= 42
    assert (last[6].x + last[-1].x) == pytest.approx(day[0].x + day[-1].x, abs=2 * CLOSE)
