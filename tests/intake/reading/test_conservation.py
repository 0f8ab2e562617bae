"""Whatever the text: it is read without a crash, nothing of it is lost, nothing is added."""

from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calendar_app.months import Deadline, Month, PlanYear
from intake.reading import (
    NumberingStyle,
    Outline,
    OutlineEntry,
    OutlineSection,
    OutlineTask,
    OutlineWarning,
    Refused,
    SetAside,
    invented_characters,
    missing_characters,
    read_document,
)
from tests.samples import word_of
from workplans.quantities import Quantity

WORDS = """
一、 二、 （一） 1． 2. (1) ① ◆ # ** 第一部分 第一章 附件 附件：1. 2021年1月29日 海云市教育局 各学校： ： 。 、
索引号： 发文字号: 抄送： 签发人： 海教〔2021〕1号 工作要点 通知 文件 特急 （征求意见稿） （此件公开发布） 关于 印发 的
9月 10月 （至12月） 月份 主要工作 责任处室 行事历 基教处 牵头单位： 配合 | |---|---| 回顾 总体要求 指导思想 目录
……3 — 1— [bookmark:a] 学年第一学期 12 加强德育工作 开展活动，完成3所
"""
PIECES = [
    *WORDS.split(),
    *("- ", "\t", "\u3000", " ", "\n", "\n", "\n\n", "\x0b", "\u200b", "𠮷", "\ue000", "\ufeff"),
]
texts = st.lists(st.one_of(*[st.sampled_from(PIECES)] * 4, st.text(max_size=5)), max_size=60).map("".join)
unhurried = settings(deadline=None)  # a busy machine is no finding


def written(text: str) -> bytes:
    return text.encode("utf-8", "ignore")


def read_or_refuse(content: bytes, name: str) -> Outline | None:
    """The outline, None for a refusal; any other exception fails the test."""
    try:
        return read_document(content, name)
    except Refused:
        return None


@unhurried
@given(texts)
def test_any_text_is_kept_to_the_last_character(text: str):
    content = written(text)
    outline = read_or_refuse(content, "plan.txt")
    assume(outline is not None)
    assert outline is not None

    assert missing_characters(content.decode("utf-8-sig"), outline) == ""
    assert invented_characters(content.decode("utf-8-sig"), outline) == ""
    assert "left_over" not in {aside.code for aside in outline.set_aside}


@unhurried
@given(texts)
def test_any_outline_comes_back_from_its_json(text: str):
    outline = read_or_refuse(written(text), "plan.txt")
    assume(outline is not None)

    assert outline is not None
    assert Outline.from_dict(outline.to_dict()) == outline


@unhurried
@given(st.binary(max_size=300), st.sampled_from(["plan.txt", "plan.docx", "plan"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str):
    read_or_refuse(content, name)


@unhurried
@given(st.integers(0, 3000), st.integers(0, 255))
def test_damaged_word_file_is_read_or_refused(place: int, byte: int):
    content = bytearray(WORD_FILE)
    content[place * len(content) // 3001] = byte

    read_or_refuse(bytes(content), "plan.docx")


WORD_FILE = word_of("海云市教育局2026年工作要点\n一、扩优提质\n1．建设学校。新建小学2所。\n")


def test_lost_characters_are_found_in_their_order():
    outline = Outline(title="工作要点", preamble=("办好学校",))

    assert missing_characters("2026年 工作要点\n办好每一所学校", outline) == "2026年每一所"


def test_doubled_characters_are_found():
    outline = Outline(title="工作要点", preamble=("工作要点",))

    assert invented_characters("工作要点", outline) == "工作要点"


def test_what_is_derived_does_not_hide_a_loss():
    outline = Outline(issuer="海云市教育局", document_number="海教〔2026〕1号", signed_on=date(2026, 1, 2))

    assert missing_characters("海云市教育局", outline) == "海云市教育局"


def test_full_outline_comes_back_from_its_json():
    target = Quantity("入园率", "at_least", Decimal("74.5"), "%", True, "入园率达74.5%以上")
    task = OutlineTask(
        "1．",
        "建设学校。",
        "完成。",
        ("基教处",),
        ("督导处",),
        ("基教处", "督导处"),
        (target,),
        (Deadline(date(2026, 6, 30), "6月底前"), Deadline(None, "开学前")),
    )
    entry = OutlineEntry(Month(2026, 9), Month(2027, 1), "9月", "检查", ("基教处",), "基教处", ("甲",), True)
    outline = Outline(
        title="要点",
        document_number="海教〔2026〕1号",
        issuer="海云市教育局",
        addressee="各学校",
        signed_on=date(2026, 1, 2),
        metadata={"索引号": "1"},
        preamble=("序",),
        closing=("完",),
        sections=(OutlineSection("一、", "甲", ("文",), (OutlineSection("（一）", "乙"),), (task,)),),
        calendar=(entry, OutlineEntry(None, None, "", "活动")),
        set_aside=(SetAside("- 1 -", "page_number"),),
        warnings=(OutlineWarning("no_title"), OutlineWarning("table", "学校")),
        calendar_title="行事历",
        notice_title="通知",
        notice_paragraphs=1,
        period=PlanYear("first_term", 2026),
        numbering=NumberingStyle("1．", True),
    )

    assert Outline.from_dict(outline.to_dict()) == outline
