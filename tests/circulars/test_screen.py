"""A paper as a page reads it."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from circulars.composing.pieces import Table, Text
from circulars.composing.setting import compose
from circulars.composing.titles import rough_width
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
from tests.circulars.papers import notice
from tests.circulars.variants import VARIANTS

PAPERS = {"notice": notice(), **VARIANTS}


def on_page(paper: Paper) -> str:
    """All that the page says, without blanks."""
    page = render_to_string("circulars/paper_text.html", {"screen": on_screen(paper), "is_page": True})
    return "".join(unescape(strip_tags(page)).split())


def printed(paper: Paper) -> Iterator[str]:
    """Every text on paper, without blanks; of a table's label that the next page says again, the first."""
    for page in compose(paper, width=lambda character, slot: rough_width(character)):
        for piece in page.pieces:
            if isinstance(piece, Text):
                yield joined(piece.lines)
            elif isinstance(piece, Table):
                for row in (piece.head, *piece.rows):
                    yield from (joined(cell.lines) for cell in row.cells if not cell.again)


def joined(lines) -> str:
    return "".join("".join(line.text for line in lines).split())


@pytest.mark.parametrize("name", PAPERS)
def test_all_that_is_printed_stands_on_the_page(name):
    page = on_page(PAPERS[name])

    assert [text for text in printed(PAPERS[name]) if text not in page] == []


def test_the_table_of_facts_names_every_body_that_issues_it():
    assert on_screen(VARIANTS["joint"]).issued_by == "海云市教育局　海云市财政局　海云市公安局　海云市体育局"


def test_the_foot_of_a_letter_has_no_rules_and_nobody_who_printed_it():
    letter, usual = on_screen(VARIANTS["letter"]).frame.foot, on_screen(notice()).frame.foot

    assert letter
    assert usual
    assert (letter.is_ruled, letter.printed_by, usual.is_ruled) == (False, "", True)


def test_a_title_is_torn_only_where_a_reader_pauses():
    page = render_to_string("circulars/paper_text.html", {"screen": on_screen(notice()), "is_page": True})
    title = re.search(r"<h1[^>]*>(.*)</h1>", page)

    assert title
    assert "海云市教育局<wbr>关于印发<wbr>《海云市教育局<wbr>2026年工作" in title[1]


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

    assert (screen.addressee, screen.frame.signed_on) == ("各学校：", "2026年2月1日")
