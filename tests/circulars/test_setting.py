"""A plan's rows become a paper: what goes where."""

from datetime import date

import pytest

from circulars.paper import Heading, NumberedTask, Paragraph, RowGroup, TableAppendix, TextAppendix
from circulars.queries import plan_calendar
from circulars.setting import Particulars, circular_title, paper_from_plan, split_notice, stands_alone
from tests.calendar_app.factories import make_entry
from tests.circulars.factories import SIGNED_ON, approved_plan, make_bureau, make_office
from tests.workplans.factories import task
from workplans.drafts import SectionDraft
from workplans.queries import meant_offices, plan_outline

PARTICULARS = Particulars("临教〔2026〕3号", SIGNED_ON, date(2026, 1, 30), copied_to="县府办")


def paper_of(plan, particulars=PARTICULARS, offices=()):
    names = {item["name"] for entry in plan.entries.all() for item in entry.offices_as_written}
    return paper_from_plan(
        plan_outline(plan), plan_calendar(plan), particulars, meant=meant_offices(names, list(offices))
    )


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("2026学年全县教育工作意见", True),
        ("2026学年全县教育工作意见（试行）", True),
        ("关于印发《2026年工作要点》的通知", True),
        ("2026年全县教育工作要点", False),
        ("2026年全县教育工作计划", False),
    ],
)
def test_a_title_that_names_a_kind_of_paper_stands_alone(title, alone):
    assert stands_alone(title) is alone


@pytest.mark.parametrize(
    "notice",
    [
        "现将《临溪县2026年教育工作意见》印发给你们，请认真贯彻执行。",
        "《临溪县2026年教育工作意见》已经局务会议通过,现印发给你们,请遵照执行。",
        "经研究，现予印发，请各单位结合实际落实。",
    ],
)
def test_a_covering_notice_is_told_from_the_plan_itself(notice):
    opening = "2026年是“十五五”开局之年，要实现更高质量的发展，印发一批制度。"

    assert split_notice([notice, opening]) == ([notice], [opening])


def test_a_plan_without_notice_is_all_opening():
    opening = "全县教育将实现新的发展，年内印发改革方案。"

    assert split_notice([opening]) == ([], [opening])


def test_a_list_of_duties_goes_out_under_a_notice(db):
    district = make_bureau()
    plan = approved_plan(
        district,
        preamble="今年的总体要求是稳中求进。",
        closing="各单位要抓好落实。",
        addressee="各学校：",
        tasks=2,
    )

    paper = paper_of(plan)

    assert paper.letterhead == "临溪县教育局文件"
    assert paper.title == "临溪县教育局关于印发《2026年全县教育工作要点》的通知"
    assert paper.addressee == "各学校："
    assert paper.blocks == (
        Paragraph("现将《2026年全县教育工作要点》印发给你们，请结合实际，认真组织实施。"),
    )
    assert (paper.number, paper.copied_to) == ("临教〔2026〕3号", "县府办")
    assert (paper.sign_off_name, paper.sign_off_date) == ("临溪县教育局", SIGNED_ON)
    assert (paper.printed_by, paper.printed_on) == ("临溪县教育局办公室", date(2026, 1, 30))
    assert paper.appendices == (
        TextAppendix(
            "2026年全县教育工作要点",
            (
                Paragraph("今年的总体要求是稳中求进。"),
                Heading(1, "抓好队伍", "一、"),
                NumberedTask("1．", "第1件事", level=2),
                Heading(1, "守住底线", "二、"),
                NumberedTask("2．", "第2件事", level=2),
                Paragraph("各单位要抓好落实。"),
            ),
            marked=False,
        ),
    )


def test_an_opinion_is_the_paper_itself(db):
    plan = approved_plan(make_bureau(), title="2026学年全县教育工作意见", tasks=2)

    paper = paper_of(plan)

    assert paper.title == "2026学年全县教育工作意见"
    assert paper.blocks[0] == Heading(1, "抓好队伍", "一、")
    assert paper.appendices == ()


def test_the_notice_that_came_with_the_document_is_kept(db):
    plan = approved_plan(
        make_bureau(),
        title="临溪县2026年教育工作意见",
        preamble="现将《临溪县2026年教育工作意见》印发给你们，请执行。\n今年是关键一年。",
        tasks=1,
    )

    paper = paper_of(plan)

    assert paper.title == "临溪县教育局关于印发《临溪县2026年教育工作意见》的通知"
    assert paper.blocks == (Paragraph("现将《临溪县2026年教育工作意见》印发给你们，请执行。"),)
    assert isinstance(paper.appendices[0], TextAppendix)
    assert paper.appendices[0].blocks[0] == Paragraph("今年是关键一年。")


def test_a_plan_read_under_its_notices_title_follows_that_notice(db):
    plan = approved_plan(make_bureau(), title="关于印发《临溪县教育局2026年工作要点》的通知", tasks=1)

    paper = paper_of(plan)

    assert paper.title == "关于印发《临溪县教育局2026年工作要点》的通知"
    assert paper.blocks == (
        Paragraph("现将《临溪县教育局2026年工作要点》印发给你们，请结合实际，认真组织实施。"),
    )
    assert paper.appendices[0].title == "临溪县教育局2026年工作要点"
    assert circular_title(plan) == paper.title


def test_book_marks_inside_book_marks_become_single(db):
    plan = approved_plan(make_bureau(), title="《五年行动方案》2026年工作计划")

    assert paper_of(plan).title == "临溪县教育局关于印发《〈五年行动方案〉2026年工作计划》的通知"


def test_levels_texts_and_further_paragraphs_keep_their_order(db):
    sections = (
        SectionDraft(
            "完善体系",
            text="总的一段。\n第二段。",
            tasks=(task("先做的事。", body="怎么做。\n另起一段。"),),
            sections=(SectionDraft("分支", tasks=(task("再做的事。", body="\n从下一行起。"),)),),
        ),
    )
    plan = approved_plan(
        make_bureau(), title="工作意见", sections=sections, loose=[task("最先的事")], task_form="paren"
    )

    assert paper_of(plan).blocks == (
        NumberedTask("（1）", "最先的事", level=2),
        Heading(1, "完善体系", "一、"),
        Paragraph("总的一段。"),
        Paragraph("第二段。"),
        NumberedTask("（2）", "先做的事。", "怎么做。", level=2),
        Paragraph("另起一段。"),
        Heading(2, "分支", "（一）"),
        NumberedTask("（3）", "再做的事。", level=3),
        Paragraph("从下一行起。"),
    )


def test_the_calendar_is_an_appendix_by_months_with_the_year_where_it_turns(db):
    district = make_bureau()
    office = make_office(district, "基础教育科", aliases="基教科")
    plan = approved_plan(district, title="2026学年工作意见", kind="school_year", year=2026)
    make_entry(district, "开学检查", plan=plan, first=date(2026, 9, 1), lead=office)
    make_entry(district, "阅读季", plan=plan, first=date(2026, 9, 1), last=date(2026, 12, 1))
    make_entry(
        district, "平安校园考核（至2027年1月）", plan=plan, first=date(2026, 12, 1), last=date(2027, 1, 1)
    )
    make_entry(district, "学业水平考试", plan=plan, first=date(2027, 1, 1), last=date(2027, 2, 1))
    make_entry(district, "寒假安全", plan=plan, first=date(2027, 1, 1), last=date(2028, 1, 1))

    paper = paper_of(plan)

    assert paper.attachments_note == ("2026学年工作意见行事历",)
    assert paper.appendices == (
        TableAppendix(
            "2026学年工作意见行事历",
            ("月份", "工作内容", "责任处室"),
            (
                RowGroup("9月", (("开学检查", "基础教育科"), ("阅读季（至12月）", ""))),
                RowGroup("12月", (("平安校园考核（至2027年1月）", ""),)),
                RowGroup("2027年1月", (("学业水平考试（至2月）", ""), ("寒假安全（至2028年1月）", ""))),
            ),
        ),
    )


def test_an_entry_keeps_the_names_it_came_with_until_its_offices_change(db):
    district = make_bureau()
    first = make_office(district, "基础教育科", aliases="基教科")
    second = make_office(district, "安全科")
    plan = approved_plan(district)
    written = [{"name": "基教科", "role": "lead"}, {"name": "共建单位", "role": "support"}]
    kept = make_entry(district, "一", plan=plan, lead=first)
    changed = make_entry(district, "二", plan=plan, lead=first, supporting=(second,))
    for entry in (kept, changed):
        entry.offices_as_written = written
        entry.save()

    (table,) = (
        part for part in paper_of(plan, offices=[first, second]).appendices if hasattr(part, "groups")
    )

    assert [row for group in table.groups for row in group.rows] == [
        ("一", "基教科、共建单位"),
        ("二", "基础教育科、安全科"),
    ]


def test_a_paper_for_everybody_says_so(db):
    plan = approved_plan(make_bureau())

    public = Particulars("临教〔2026〕3号", SIGNED_ON, SIGNED_ON, is_public=True)

    assert paper_of(plan, public).note == "此件公开发布"
    assert paper_of(plan).note == ""
