"""Encodings, and tables flattened into text."""

import pytest

from intake.reading.blocks import Grid, Line
from intake.reading.plain_text import decode, read_text

TEXT = "海云市教育局2026年工作要点\r\n一、扩优提质"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_decoded(encoding: str):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_rare_characters_of_names_survive_gb18030():
    assert decode("㛃𬭩校长".encode("gb18030")) == "㛃𬭩校长"


def test_control_and_zero_width_characters_are_dropped():
    blocks = read_text("一、\u200b扩优\x07提质\ufeff".encode()).blocks

    assert blocks == (Line("一、扩优提质"),)


def rows(text: str) -> list[list[str]]:
    (grid,) = (block for block in read_text(text.encode()).blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def test_cell_a_line_with_a_blank_line_after_each_row():
    text = "行事历\n\t月份\n\t主要工作\n\n\t9月\n\t开学\n检查\n\n\t\n\t家访\n\n结束"

    assert rows(text) == [["月份", "主要工作"], ["9月", "开学\n检查"], ["", "家访"]]


def test_row_a_line_with_tabs():
    assert rows("月份\t工作\t处室\n9月\t家访\n10月\t艺术节\t德体处\n") == [
        ["月份", "工作", "处室"],
        ["9月", "家访"],
        ["10月", "艺术节", "德体处"],
    ]


def test_rows_between_bars():
    source = read_text("|月份|工作|\n|---|---|\n|9月|家访|\n".encode())

    assert [block.text for block in source.blocks] == ["月份\t工作\n9月\t家访"]
    assert [aside.code for aside in source.set_aside] == ["conversion_mark"]


def test_paragraphs_begun_by_a_tab_are_no_table():
    blocks = read_text("\t第一段话。\n\t第二段话。\n\n\t第三段话。\n".encode()).blocks

    assert [block.text for block in blocks] == ["第一段话。", "第二段话。", "第三段话。"]


def test_blank_lines_are_remembered_as_gaps():
    blocks = read_text("甲\n\n乙\n丙".encode()).blocks

    assert [block.gap for block in blocks if isinstance(block, Line)] == [False, True, False]


WRAPPED = """\
    一、扩大资源
    （一）新建园所。新建公办幼儿园8所，增加学位2400个，优先保障新建小区和人
口集中区域，力争三年内消除大班额，同步配齐保教人员和保健医生，落实经费保障
机制，让孩子在家门口上好园，让家长放心，让老师安心，把好事办好、实事办实，
办出成效。
    （二）规范小区配套园。配套园移交率100%。
"""


FIRST_TASK = (
    "新建公办幼儿园8所，增加学位2400个，优先保障新建小区和人口集中区域，力争三年内消除大班额，同步配齐保教人员和保健医生，"
    "落实经费保障机制，让孩子在家门口上好园，让家长放心，让老师安心，把好事办好、实事办实，办出成效。"
)


def test_text_wrapped_at_a_width_is_joined_again():
    texts = [block.text for block in read_text(WRAPPED.encode()).blocks]

    assert texts == [
        "一、扩大资源",
        "（一）新建园所。" + FIRST_TASK,
        "（二）规范小区配套园。配套园移交率100%。",
    ]


def test_short_lines_of_one_width_are_left_apart():
    text = "艺术节合唱比赛\n科技节航模比赛\n体育节接力比赛\n读书节诵读比赛\n"

    assert len(read_text(text.encode()).blocks) == 4
