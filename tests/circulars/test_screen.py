"""A paper as a page reads it."""

from datetime import date

from circulars.paper import (
    Heading,
    NumberedTask,
    Paper,
    Paragraph,
    RowGroup,
    TableAppendix,
    TextAppendix,
)
from circulars.screen import Entry, Line, on_screen


def test_headings_and_tasks_have_addresses_that_count_through_the_paper():
    plan = TextAppendix(
        "要点",
        (
            Heading(1, "抓好队伍", "一、"),
            NumberedTask("1．", "培训。", "全员参加。"),
            Heading(2, "分支", "（一）"),
            Paragraph("说明。"),
            Heading(1, "守住底线", "二、"),
            NumberedTask("2．", "检查。"),
        ),
        marked=False,
    )
    table = TableAppendix("行事历", ("月份", "工作"), (RowGroup("9月", (("开学",),)),))

    screen = on_screen(Paper("某局文件", "通知", (Paragraph("印发给你们。"),), appendices=(plan, table)))

    assert screen.body.lines == (Line("text", "印发给你们。"),)
    assert screen.appendices[0].lines == (
        Line("section", "抓好队伍", "一、", anchor="s1"),
        Line("task", "全员参加。", "1．", "培训。", "t1"),
        Line("subsection", "分支", "（一）", anchor="s2"),
        Line("text", "说明。"),
        Line("section", "守住底线", "二、", anchor="s3"),
        Line("task", "", "2．", "检查。", "t2"),
    )
    assert [(part.mark, part.anchor) for part in screen.appendices] == [("", "a1"), ("附件", "a2")]
    assert screen.contents == [
        Entry("一、抓好队伍", "s1", [Entry("（一）分支", "s2")]),
        Entry("二、守住底线", "s3"),
        Entry("行事历", "a2"),
    ]


def test_several_appendices_are_numbered():
    tables = tuple(TableAppendix(name, ("月份",), ()) for name in ("甲", "乙"))

    screen = on_screen(Paper("某局文件", "通知", (), appendices=tables))

    assert [part.mark for part in screen.appendices] == ["附件1", "附件2"]


def test_addressee_and_date_are_as_on_paper():
    screen = on_screen(Paper("某局文件", "通知", (), addressee="各学校:", sign_off_date=date(2026, 2, 1)))

    assert (screen.addressee, screen.signed) == ("各学校：", "2026年2月1日")
