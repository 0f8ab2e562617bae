"""Lines: every character kept in order, nothing over the edge, no mark where it may not stand."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from circulars.composing.characters import (
    BLANK_RIGHT_HALF,
    NO_LINE_BEGINS_WITH,
    NO_LINE_ENDS_WITH,
    is_blank,
    is_word,
)
from circulars.composing.lines import Line, Run, break_lines, text_width
from circulars.composing.squeezing import EPSILON, HALF
from circulars.fonts import Slot

MEASURE = 28.0
HANZI = "教育工作学校安排月日年的一是在有和为人这中大来上个国"
MARKS = "，。、；：？！（）《》“”〔〕—…％"
WORDS = "0123456789abcXYZ.,-/ "


def width(character: str, slot: Slot) -> float:
    """A face whose letters and figures are half an em wide."""
    return HALF if ord(character) < 0x2000 else 1.0


def lines_of(text: str, **options: float) -> list[Line]:
    return break_lines(
        [Run(text, Slot.FANGSONG)], **{"measure": MEASURE, "indent": 2.0, **options}, width=width
    )


def texts_of(text: str) -> list[str]:
    return [line.text for line in lines_of(text)]


# What people write: hanzi and numbers, with never more than two marks in a row.
pieces = st.one_of(
    st.text(HANZI, min_size=1, max_size=30),
    st.integers(0, 99999).map(str),
    st.sampled_from(
        ["2026年", "100％", "STEAM", "www.example.edu.cn", "“双减”", "《办法》", "（试行）", "——"]
    ),
)
sentences = st.lists(
    st.tuples(pieces, st.sampled_from(["", "，", "。", "、", "；", "”，", "。”"])), max_size=30
).map(lambda parts: "".join(piece + mark for piece, mark in parts))


@given(st.text(HANZI + MARKS + WORDS, max_size=300))
def test_no_character_is_lost_or_moved(text):
    kept = "".join(texts_of(text))

    assert [c for c in kept if not is_blank(c)] == [c for c in text if not is_blank(c)]


@given(st.text(HANZI + MARKS + WORDS, max_size=300))
def test_no_line_is_wider_than_the_measure(text):
    for line in lines_of(text):
        blank_half = HALF if line.text and line.text[-1] in BLANK_RIGHT_HALF else 0.0

        assert line.length <= MEASURE + EPSILON
        assert sum(cell.trim for cell in line.cells[-1:]) <= blank_half + EPSILON


@given(sentences)
@example("一" * 14 + "100，www.example.edu.cn0，")
def test_no_line_begins_or_ends_with_a_forbidden_mark(text):
    lines = texts_of(text)

    for line in lines[1:]:
        assert line[0] not in NO_LINE_BEGINS_WITH
    for line in lines[:-1]:
        assert line[-1] not in NO_LINE_ENDS_WITH


@given(sentences)
@example("一一”，一一”，一一一一”，一一一一一一一一，——，——”，")
def test_every_line_but_the_last_reaches_the_edge(text):
    for line in lines_of(text)[:-1]:
        assert line.length >= MEASURE - EPSILON or any(cell.trim for cell in line.cells)
        assert line.spacing <= HALF or len(line.cells) < 20


@given(sentences)
@example("一一一一一”，一一一一一一一一，100，——，10002026年")
def test_numbers_keep_their_figures_together(text):
    lines = texts_of(text)

    for line, following in pairwise(lines):
        assert not (line[-1].isdigit() and following[0].isdigit())
        assert not (line[-1].isdigit() and following[0] == "年")


def test_a_number_stays_with_what_it_counts():
    assert texts_of("字" * 25 + "9所学校")[1] == "9所学校"


def test_an_empty_paragraph_is_one_empty_line():
    assert lines_of("") == [Line((), indent=2.0)]
    assert lines_of("  　") == [Line((), indent=2.0)]


def test_a_full_line_has_twenty_eight_characters():
    assert [len(text) for text in texts_of("字" * 60)] == [26, 28, 6]


def test_a_full_stop_is_pulled_in_where_commas_can_give_way():
    text = "字" * 12 + "，" + "字" * 5 + "，" + "字" * 7 + "。" + "字" * 5

    assert texts_of(text) == [text[:27], text[27:]]
    assert [cell.trim for cell in lines_of(text)[0].cells if cell.trim] == [0.25, 0.25, 0.5]


def test_a_character_moves_down_with_its_mark_where_nothing_can_give_way():
    text = "字" * 26 + "％" + "字" * 5

    assert texts_of(text) == [text[:25], text[25:]]
    assert lines_of(text)[0].length == MEASURE


def test_an_opening_bracket_moves_down_with_what_it_opens():
    text = "字" * 25 + "《办法》"

    assert texts_of(text) == ["字" * 25, "《办法》"]


def test_dashes_and_dots_stay_in_pairs():
    assert texts_of("字" * 25 + "——字字") == ["字" * 24, "字——字字"]


def test_a_word_longer_than_a_line_is_torn_and_kept():
    lines = texts_of("x" * 10_000)

    assert "".join(lines) == "x" * 10_000
    assert len(lines[0]) == 52
    assert len(lines[1]) == 56


def test_blanks_vanish_at_the_ends_of_lines():
    assert texts_of("字" * 26 + " " + "字字") == ["字" * 26, "字字"]


def test_a_row_of_marks_is_broken_somewhere():
    assert "".join(texts_of("（" * 100)) == "（" * 100
    assert "".join(texts_of("，" * 100)) == "，" * 100


def test_the_face_decides_the_width():
    assert text_width([Run("教2", Slot.FANGSONG)], width) == 1.5
    assert is_word("2")


def test_no_paragraph_ends_in_a_line_of_one_character():
    """Squeezed into the lines above where their marks can give way; otherwise it gets a companion."""
    squeezed = ("字" * 6 + "，") * 3 + "字" * 4 + "、字"

    assert texts_of(squeezed) == [squeezed]
    assert texts_of("字" * 27) == ["字" * 25, "字字"]
    assert texts_of("字" * 27 + "。") == ["字" * 25, "字字。"]


def test_a_narrow_column_is_not_pulled_apart_to_reach_its_edge():
    narrow = lines_of("2026年6月30日前完成", measure=6.0, indent=0.0)

    assert [line.text for line in narrow] == ["2026年6月", "30日前完成"]
    assert {line.spacing for line in narrow} == {0.0}
    assert lines_of("字" * 7 + "30日", measure=8.25, indent=0.0)[0].spacing == 0.0


def test_short_brackets_stay_whole_in_a_narrow_column():
    assert [line.text for line in lines_of("学校章程和制度清单修订（至10月）", measure=15.0, indent=0.0)] == [
        "学校章程和制度清单修订",
        "（至10月）",
    ]
