import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplans.pasting import first_sentence, read_pasted


def read(text):
    return [(line.level, line.title, line.body) for line in read_pasted(text)]


def test_marks_of_plans_become_levels():
    text = "一、加强队伍\n（一）教师\n1．培训。分三期。\n（2）评价。\n◆交流。\n二、办好学校"

    assert read(text) == [
        (1, "加强队伍", ""),
        (2, "教师", ""),
        (3, "培训。", "分三期。"),
        (3, "评价。", ""),
        (3, "交流。", ""),
        (1, "办好学校", ""),
    ]


def test_a_line_without_a_mark_belongs_to_what_stands_above():
    assert read("1.培训。\n分三期。\n每期五天。\n2.评价") == [
        (3, "培训。", "\n分三期。\n每期五天。"),
        (3, "评价", ""),
    ]
    assert read("一、队伍\n先说一句。") == [(1, "队伍", "先说一句。")]


def test_text_without_any_mark_is_a_task():
    assert read("抓好安全。每月检查。\r\n\r\n再说一句。") == [(3, "抓好安全。", "每月检查。\n再说一句。")]


def test_a_whole_sentence_numbered_like_a_heading_is_a_task():
    assert read("一、抓好安全。每月检查一次。") == [(3, "抓好安全。", "每月检查一次。")]


@pytest.mark.parametrize("text", ["2026年要做好这些事", "3.5万人次参加", "十分重要的事", "一"])
def test_numbers_of_the_text_are_no_marks(text):
    assert read(text) == [(3, text, "")]


@given(
    st.lists(
        st.sampled_from(
            ["一、甲", "（二）乙。丙", "1.丁！戊", "（3）己", "庚辛", "　壬\t", "◆癸", "二十一、子"]
        ),
        max_size=12,
    )
)
def test_no_character_but_marks_and_blanks_is_lost(lines):
    text = "\n".join(lines)

    kept = "".join(line.title + line.body for line in read_pasted(text))

    def plain(words):
        return re.sub(r"\s", "", words)

    marks = r"(?m)^\s*(?:[一二三四五六七八九十]+、|（[一二三]）|（\d）|\d\.|◆)"
    assert plain(kept) == plain(re.sub(marks, "", text))


@given(st.text(alphabet="甲乙。！\n", max_size=30).map(str.rstrip))
def test_cutting_a_sentence_keeps_every_character(text):
    assert "".join(first_sentence(text)) == text
