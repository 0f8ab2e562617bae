"""An outline as a paper: nothing of the outline is left out, what is missing gets a sensible stand-in."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from calendar_app.months import Month
from circulars.paper import Heading, NumberedTask, Paragraph, RowGroup, TableAppendix, TextAppendix
from intake.reading import Outline, OutlineEntry, OutlineSection, OutlineTask, read_document
from intake.setting import Particulars, paper_from_outline
from tests.circulars.papers import all_text

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"  # there for some, not for everyone
TODAY = date(2026, 3, 1)
SECTIONS = (
    OutlineSection(
        label="一、",
        title="办好学校",
        text=("总的要求。",),
        sections=(
            OutlineSection(label="（一）", title="建校门", tasks=(OutlineTask("1．", "修门。", "刷漆。"),)),
        ),
        tasks=(OutlineTask("1．", "扫地。"),),
    ),
)
CALENDAR = (
    OutlineEntry(
        Month(2026, 9), None, "9月", "开学", offices=("办公室", "基教处"), offices_as_written="办公室\n基教处"
    ),
    OutlineEntry(Month(2026, 9), None, "9月", "检查"),
    OutlineEntry(
        Month(2026, 10), None, "10月", "运动会", offices_as_written="体卫处", remarks=("东门", "带伞")
    ),
)


def paper(outline, **particulars):
    return paper_from_outline(outline, Particulars(today=TODAY, **particulars))


def test_a_paper_of_its_own_kind_goes_out_as_it_is():
    outline = Outline(
        title="青川县教育局关于春季工作的意见",
        document_number="青教〔2026〕3号",
        issuer="青川县教育局",
        addressee="各学校",
        signed_on=date(2026, 2, 9),
        preamble=("前言。",),
        sections=SECTIONS,
        closing=("结语。",),
    )

    made = paper(outline)

    assert (made.letterhead, made.number, made.title) == (
        "青川县教育局文件",
        "青教〔2026〕3号",
        "青川县教育局关于春季工作的意见",
    )
    assert (made.addressee, made.sign_off_name, made.sign_off_date) == (
        "各学校",
        "青川县教育局",
        date(2026, 2, 9),
    )
    assert made.appendices == ()
    assert made.blocks == (
        Paragraph("前言。"),
        Heading(1, "办好学校", "一、"),
        Paragraph("总的要求。"),
        NumberedTask("1．", "扫地。", level=2),
        Heading(2, "建校门", "（一）"),
        NumberedTask("1．", "修门。", "刷漆。", level=3),
        Paragraph("结语。"),
    )


def test_a_plan_goes_out_under_its_own_notice():
    outline = Outline(
        title="2026年工作要点",
        issuer="青川县教育局",
        preamble=("现印发给你们。", "总体要求。"),
        notice_paragraphs=1,
    )

    made = paper(outline)

    assert made.title == "青川县教育局关于印发《2026年工作要点》的通知"
    assert made.blocks == (Paragraph("现印发给你们。"),)
    assert made.appendices == (TextAppendix("2026年工作要点", (Paragraph("总体要求。"),), marked=False),)


def test_a_plan_without_a_notice_gets_one():
    made = paper(Outline(title="2026年工作要点", preamble=("总体要求。",)), issuer="临溪县教育局")

    assert made.title == "临溪县教育局关于印发《2026年工作要点》的通知"
    assert made.blocks == (Paragraph("现将《2026年工作要点》印发给你们，请结合实际，认真组织实施。"),)
    assert made.letterhead == "临溪县教育局文件"


def test_a_title_that_names_the_plan_is_the_notices():
    made = paper(Outline(title="关于印发《临溪县教育局2026年工作要点》的通知", preamble=("总体要求。",)))

    assert made.title == "关于印发《临溪县教育局2026年工作要点》的通知"
    assert made.appendices[0].title == "临溪县教育局2026年工作要点"


def test_what_is_missing_is_left_to_be_filled_in():
    made = paper(Outline(title="意见"))

    assert made.number == "〔2026〕　　号"
    assert made.sign_off_date == TODAY
    assert made.addressee == "各学校（单位），机关各处室"


def test_number_and_issuer_can_be_given():
    made = paper(Outline(title="意见", issuer="甲局"), number="云教〔2026〕1号", issuer="云山省教育厅")

    assert (made.number, made.sign_off_name, made.printed_by) == (
        "云教〔2026〕1号",
        "云山省教育厅",
        "云山省教育厅办公室",
    )


def test_the_calendar_is_an_appendix_by_month_as_written():
    made = paper(Outline(title="意见", calendar=CALENDAR, calendar_title="秋季行事历"))

    assert made.attachments_note == ("秋季行事历",)
    assert made.appendices == (
        TableAppendix(
            "秋季行事历",
            ("月份", "工作内容", "责任处室", "备注"),
            (
                RowGroup("9月", (("开学", "办公室、基教处", ""), ("检查", "", ""))),
                RowGroup("10月", (("运动会", "体卫处", "东门、带伞"),)),
            ),
        ),
    )


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.docx")), ids=lambda file: file.stem)
def test_every_character_of_a_seed_stands_on_its_paper(file):
    outline = read_document(file.read_bytes(), file.name)

    shown = Counter(all_text(paper(outline)))

    assert Counter(outline_text(outline)) - shown == Counter()


def outline_text(outline):
    """All text the outline holds of the plan itself, without blanks."""
    parts = [outline.title or "", outline.addressee or "", *outline.preamble, *outline.closing]
    for section in outline.sections:
        parts += section_text(section)
    parts += [entry.work + entry.offices_as_written + "".join(entry.remarks) for entry in outline.calendar]
    return "".join("".join(parts).split())


def section_text(section):
    yield from (section.label, section.title, *section.text)
    yield from (task.label + task.title + task.body for task in section.tasks)
    for inner in section.sections:
        yield from section_text(inner)
