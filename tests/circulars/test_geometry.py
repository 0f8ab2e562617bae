"""Every kind of paper read back from its PDF, glyph by glyph: GB/T 9704-2012 within half a millimetre."""

from itertools import pairwise

import pytest

from circulars.composing.geometry import EM, LEFT, LINES_A_PAGE, PAPER_HEIGHT, PITCH, TOP
from tests.circulars.geometry import BOTTOM, CHECKS, CLOSE, RIGHT, has_table, is_hanzi, labels_of, text_of
from tests.circulars.reading_pdf import joined, rows_of
from tests.circulars.samples import PAPERS, read_back

FULL_OF_TEXT = ("notice", "plan")
OVER_A_PAGE = ("notice", "plan", "calendar", "school", "month", "breakdown")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", PAPERS)
def test_every_kind_of_paper_keeps_to_the_format(name, check):
    check(PAPERS[name], read_back(name))


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


@pytest.mark.parametrize("name", OVER_A_PAGE)
def test_the_samples_have_groups_that_go_over_a_page(name):
    """Else the test above would show nothing."""
    shown = [list(labels_of(page)) for page in read_back(name).pages if has_table(page)]

    assert any(before[-1] == after[0] for before, after in pairwise(shown)) or name in ("month", "breakdown")


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
