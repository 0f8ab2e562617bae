"""What Word keeps outside the plain text: counted numbers, tracked changes, notes, boxes, merged cells."""

import zipfile
from io import BytesIO

import pytest

from intake.reading import Outline, missing_characters, read_document, read_source
from tests.intake.reading.word_files import level, lists, numbered, packed_file, paragraph, run, word_file


def read(body: str, **parts: str) -> Outline:
    content = word_file(body, **parts)
    outline = read_document(content, "plan.docx")
    assert missing_characters(read_source(content, "plan.docx").text, outline) == ""
    assert "left_over" not in {aside.code for aside in outline.set_aside}
    return outline


def lines(body: str, **parts: str) -> list[str]:
    return [block.text for block in read_source(word_file(body, **parts), "plan.docx").blocks]


def set_aside(outline: Outline) -> dict[str, str]:
    return {aside.code: aside.text for aside in outline.set_aside}


def codes(outline: Outline) -> list[str]:
    return [warning.code for warning in outline.warnings]


# --- numbers that Word counts ----------------------------------------------------------------------------

PLAN_LISTS = lists(
    {
        0: level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3．"),
    },
    {1: 0},
)


def test_counted_numbers_become_labels():
    outline = read(
        paragraph("海云市教育局2026年工作要点")
        + numbered("扩优提质", 1)
        + numbered("基础教育", 1, 1)
        + numbered("建设学校。新建小学2所。", 1, 2)
        + numbered("扩建园所。改建幼儿园3所。", 1, 2)
        + numbered("高中教育", 1, 1)
        + numbered("办学改革。", 1, 2)
        + numbered("减负增效", 1)
        + numbered("课后服务", 1, 1)
        + numbered("丰富课程。", 1, 2),
        numbering=PLAN_LISTS,
    )

    assert [(section.label, section.title) for section in outline.sections] == [
        ("一、", "扩优提质"),
        ("二、", "减负增效"),
    ]
    assert [below.label for below in outline.sections[0].sections] == ["（一）", "（二）"]
    assert [task.label for task in outline.all_tasks()] == ["1．", "2．", "1．", "1．"]


def test_list_that_starts_again_starts_again():
    numbering = lists(
        {0: level(0, "decimal", "%1.")},
        {1: 0, 2: 0},
        {2: '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'},
    )

    read_lines = lines(
        numbered("甲", 1) + numbered("乙", 1) + numbered("丙", 2) + numbered("丁", 2), numbering=numbering
    )

    assert read_lines == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_two_lists_of_one_definition_count_on():
    numbering = lists({0: level(0, "decimal", "%1.", start=3)}, {1: 0, 2: 0})

    assert lines(numbered("甲", 1) + numbered("乙", 2), numbering=numbering) == ["3.甲", "4.乙"]


def test_number_of_a_style_counts_too():
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="item"><w:name w:val="条目"/>'
        '<w:basedOn w:val="base"/></w:style>'
    )

    read_lines = lines(
        paragraph("甲", '<w:pStyle w:val="item"/>')
        + paragraph("乙", '<w:pStyle w:val="item"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丙", '<w:pStyle w:val="item"/>'),
        numbering=lists({0: level(0, "decimal", "%1.")}, {1: 0}),
        styles=styles,
    )

    assert read_lines == ["1.甲", "乙", "2.丙"]


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("decimalEnclosedCircleChinese", "%1", "③"),
        ("chineseCountingThousand", "第%1部分", "第三部分"),
        ("ideographTraditional", "%1、", "丙、"),
        ("chineseLegalSimplified", "%1、", "叁、"),
        ("upperRoman", "%1.", "III."),
        ("lowerLetter", "%1)", "c)"),
        ("decimalZero", "%1.", "03."),
        ("decimalFullWidth", "%1．", "３．"),
        ("someNewForm", "%1.", "3."),
        ("none", "%1.", ""),
        ("bullet", "\uf075", "◆"),
        ("bullet", "◇", "◇"),
    ],
)
def test_form_of_a_number(form: str, pattern: str, expected: str):
    numbering = lists({0: level(0, form, pattern)}, {1: 0})

    read_lines = lines("".join(numbered(text, 1) for text in "甲乙丙"), numbering=numbering)

    assert read_lines[2] == f"{expected}丙"


def test_number_of_two_levels_shows_both():
    numbering = lists(
        {0: level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")}, {1: 0}
    )

    assert lines(numbered("甲", 1) + numbered("乙", 1, 1), numbering=numbering) == ["一、甲", "1.1乙"]


def test_missing_list_numbers_nothing():
    assert lines(numbered("甲", 7)) == ["甲"]


# --- changes, notes, boxes -------------------------------------------------------------------------------


def test_insertions_are_read_and_deletions_set_aside():
    outline = read(
        paragraph("海云市教育局2026年工作要点")
        + paragraph("一、扩优提质")
        + "<w:p>"
        + run("1．建设学校。新建小学")
        + f'<w:ins w:id="1" w:author="a">{run("3所")}</w:ins>'
        + '<w:del w:id="2" w:author="a"><w:r><w:delText>2所</w:delText></w:r></w:del>'
        + run("。")
        + "</w:p>"
    )

    assert [task.body for task in outline.all_tasks()] == ["新建小学3所。"]
    assert set_aside(outline) == {"deleted": "2所"}
    assert codes(outline) == ["deleted"]


def test_moved_text_is_read_where_it_went():
    body = (
        f'<w:p><w:moveFrom w:id="1" w:author="a">{run("乙")}</w:moveFrom>{run("甲")}</w:p>'
        f'<w:p><w:moveTo w:id="2" w:author="a">{run("乙")}</w:moveTo></w:p>'
    )

    assert lines(body) == ["甲", "乙"]


def test_header_footer_notes_and_comments_are_set_aside():
    outline = read(
        paragraph("海云市教育局2026年工作要点") + paragraph("一、扩优提质") + paragraph("1．建设学校。"),
        header1=paragraph("内部资料"),
        header2=paragraph("内部资料"),
        footer1=paragraph("第 1 页"),
        footnotes=f'<w:footnote w:id="1">{paragraph("统计口径见年报。")}</w:footnote>',
        comments=f'<w:comment w:id="1">{paragraph("此处请核实")}</w:comment>',
    )

    assert set_aside(outline) == {
        "page_header": "内部资料",
        "page_footer": "第 1 页",
        "footnote": "统计口径见年报。",
        "comment": "此处请核实",
    }
    assert codes(outline) == ["comment", "footnote"]


def text_box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_box_is_set_aside_once():
    outline = read(f"<w:p>{run('一、扩优提质')}{text_box('请对照落实')}</w:p>{paragraph('1．建设学校。')}")

    assert [aside.text for aside in outline.set_aside] == ["请对照落实"]
    assert codes(outline) == ["text_box", "no_title"]


def test_document_that_is_all_text_boxes_is_read():
    assert lines(f"<w:p>{text_box('一、扩优提质')}</w:p>") == ["一、扩优提质"]


def test_hidden_text_is_set_aside():
    outline = read(
        f"<w:p>{run('一、扩优提质')}{run('待议', '<w:vanish/>')}</w:p>{paragraph('1．建设学校。')}"
    )

    assert set_aside(outline)["hidden"] == "待议"


def test_text_inside_controls_links_and_fields_is_read():
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p>"
        f'<w:hyperlink r:id="rId9">{run("关于")}</w:hyperlink>'
        f'<w:fldSimple w:instr=" DATE ">{run("2026年")}</w:fldSimple>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f"<w:smartTag>{run('工作')}</w:smartTag><w:sdt><w:sdtContent>{run('要点')}</w:sdtContent></w:sdt>"
        "</w:p></w:sdtContent></w:sdt>"
    )

    assert lines(body) == ["关于2026年工作要点"]


def test_soft_breaks_part_lines_and_signs_are_kept():
    body = (
        "<w:p><w:r><w:t>一、扩优提质</w:t><w:br/><w:t>1．建设</w:t><w:noBreakHyphen/><w:t>学校</w:t><w:tab/>"
        '<w:t>甲</w:t><w:cr/><w:sym w:font="Wingdings" w:char="F075"/><w:t>乙</w:t></w:r></w:p>'
    )

    assert lines(body) == ["一、扩优提质", "1．建设-学校\t甲", "◆乙"]


def test_table_of_contents_is_set_aside():
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'

    outline = read(
        paragraph("目录")
        + paragraph("一、扩优提质1", '<w:pStyle w:val="TOC1"/>')
        + paragraph("海云市教育局2026年工作要点")
        + paragraph("一、扩优提质")
        + paragraph("1．建设学校。"),
        styles=styles,
    )

    assert outline.title == "海云市教育局2026年工作要点"
    assert set_aside(outline) == {"contents": "目录 一、扩优提质1"}


# --- headings --------------------------------------------------------------------------------------------

HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{place}"><w:name w:val="heading {place}"/></w:style>'
    for place in (1, 2, 3)
)


def heading(text: str, at: int) -> str:
    return paragraph(text, f'<w:pStyle w:val="{at}"/>')


def test_headings_by_style_are_sections():
    outline = read(
        heading("海云市第三中学2026年工作计划", 1)
        + paragraph("学校坚持小步快走。")
        + heading("教学工作", 2)
        + paragraph("1．打磨课堂。每人上好两节展示课。")
        + heading("德育工作", 2)
        + heading("班级建设", 3)
        + paragraph("1．评选班级公约。")
        + paragraph("2．布置教室。"),
        styles=HEADINGS,
    )

    assert outline.title == "海云市第三中学2026年工作计划"
    assert [(section.label, section.title) for section in outline.sections] == [
        ("", "教学工作"),
        ("", "德育工作"),
    ]
    assert outline.sections[1].sections[0].title == "班级建设"
    assert len(list(outline.all_tasks())) == 3


def test_unlabelled_heading_below_a_labelled_one_stands_under_it():
    outline = read(
        heading("一、教学工作", 1)
        + heading("常规管理", 2)
        + paragraph("1．打磨课堂。")
        + heading("二、德育工作", 1)
        + heading("班级建设", 2)
        + paragraph("1．布置教室。"),
        styles=HEADINGS,
    )

    assert [section.title for section in outline.sections] == ["教学工作", "德育工作"]
    assert [section.sections[0].title for section in outline.sections] == ["常规管理", "班级建设"]


def test_outline_level_of_the_paragraph_makes_a_heading():
    outline = read(
        paragraph("海云市第三中学2026年工作计划")
        + paragraph("教学工作", '<w:outlineLvl w:val="0"/>')
        + paragraph("1．打磨课堂。每人上好两节展示课。")
    )

    assert [section.title for section in outline.sections] == ["教学工作"]


# --- tables ----------------------------------------------------------------------------------------------


def table(rows: list[list[str]]) -> str:
    """Cells as text, or as (text, properties)."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(text) for text in texts)}</w:tc>"


BEGIN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_month_and_offices_merged_downwards_hold_for_their_rows():
    outline = read(
        paragraph("2025学年第一学期行事历")
        + table(
            [
                [cell("责任处室"), cell("工作内容"), cell("时间")],
                [cell("德体处", properties=BEGIN), cell("艺术节"), cell("9月", properties=BEGIN)],
                [cell("", properties=GOES_ON), cell("科技节"), cell("", properties=GOES_ON)],
                [cell("人事处"), cell("职称评审"), cell("12月")],
            ]
        )
    )

    assert [(str(entry.month), entry.work, entry.offices) for entry in outline.calendar] == [
        ("2025-09", "艺术节", ("德体处",)),
        ("2025-09", "科技节", ("德体处",)),
        ("2025-12", "职称评审", ("人事处",)),
    ]
    assert [entry.repeated for entry in outline.calendar] == [False, True, False]


def test_month_across_the_table_holds_for_the_rows_below():
    outline = read(
        paragraph("2026年工作行事历")
        + table(
            [
                [cell("时间"), cell("主要工作"), cell("科室")],
                [cell("三月份", properties='<w:gridSpan w:val="3"/>')],
                [cell(""), cell("植树活动"), cell("总务处")],
                [cell("四月份", properties='<w:gridSpan w:val="3"/>')],
                [cell(""), cell("读书节"), cell("教务处")],
            ]
        )
    )

    assert [(str(entry.month), entry.as_written, entry.work) for entry in outline.calendar] == [
        ("2026-03", "三月份", "植树活动"),
        ("2026-04", "四月份", "读书节"),
    ]


def test_cell_that_lists_its_work_becomes_entries():
    outline = read(
        paragraph("2026年工作行事历")
        + table(
            [
                [cell("月份"), cell("主要工作"), cell("责任科室")],
                [cell("3月"), cell("1．植树活动", "2．家访周"), cell("总务处", "德育处")],
                [cell("4月"), cell("1．读书节", "2．运动会"), cell("教务处、体育组")],
            ]
        )
    )

    assert [(entry.work, entry.offices) for entry in outline.calendar] == [
        ("植树活动", ("总务处",)),
        ("家访周", ("德育处",)),
        ("读书节", ("教务处", "体育组")),
        ("运动会", ("教务处", "体育组")),
    ]


def test_head_repeated_on_the_next_page_is_no_entry():
    head = [cell("月份"), cell("主要工作")]

    outline = read(
        paragraph("2026年工作行事历")
        + table([head, [cell("3月"), cell("植树")], head, [cell("4月"), cell("读书节")]])
    )

    assert [entry.work for entry in outline.calendar] == ["植树", "读书节"]


def test_year_turns_where_months_fall_back():
    outline = read(
        paragraph("2025年工作行事历")
        + table(
            [[cell("月份"), cell("主要工作")], [cell("12月"), cell("总结")], [cell("1月"), cell("家访")]],
        )
    )

    assert [str(entry.month) for entry in outline.calendar] == ["2025-12", "2026-01"]


def test_other_table_is_set_aside_with_a_warning():
    outline = read(
        paragraph("海云市教育局2026年工作要点")
        + paragraph("一、扩优提质")
        + paragraph("1．建设学校。")
        + table([[cell("学校"), cell("学位")], [cell("海云一小"), cell("900")]])
    )

    assert set_aside(outline) == {"table": "学校\t学位\n海云一小\t900"}
    assert codes(outline) == ["table"]


def test_table_that_only_lays_out_text_is_text():
    outline = read(
        table([[cell("海云市教育局2026年工作要点")], [cell("一、扩优提质", "1．建设学校。新建小学2所。")]])
    )

    assert outline.title == "海云市教育局2026年工作要点"
    assert [task.title for task in outline.all_tasks()] == ["建设学校。"]


def test_header_data_in_a_table_is_header_data():
    outline = read(
        table(
            [
                [cell("索引号："), cell("002/2026-1"), cell("发布机构："), cell("临溪县教育局")],
                [cell("发文字号："), cell("临教〔2026〕1号"), cell("成文日期："), cell("2026年3月1日")],
            ]
        )
        + paragraph("临溪县2026年教育工作要点")
        + paragraph("一、扩优提质")
        + paragraph("1．建设学校。")
    )

    assert outline.metadata == {
        "索引号": "002/2026-1",
        "发布机构": "临溪县教育局",
        "发文字号": "临教〔2026〕1号",
        "成文日期": "2026年3月1日",
    }
    assert (outline.document_number, outline.issuer, str(outline.signed_on)) == (
        "临教〔2026〕1号",
        "临溪县教育局",
        "2026-03-01",
    )


def test_nested_table_is_read_line_by_line_with_a_warning():
    outline = read(
        paragraph("海云市教育局2026年工作要点")
        + paragraph("一、扩优提质")
        + paragraph("1．建设学校。")
        + f"<w:tbl><w:tr>{cell('甲')}<w:tc>{table([[cell('乙'), cell('丙')]])}<w:p/></w:tc></w:tr></w:tbl>"
    )

    assert set_aside(outline) == {"table": "甲\t乙\t丙"}
    assert codes(outline) == ["nested_table", "table"]


def test_strict_form_of_word_is_read():
    content = word_file(paragraph("一、扩优提质") + paragraph("1．建设学校。新建小学2所。"))
    strict = content_in_strict_form(content)

    assert [task.title for task in read_document(strict, "plan.docx").all_tasks()] == ["建设学校。"]


def content_in_strict_form(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {
            name: archive.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            for name in archive.namelist()
        }
    return packed_file(parts)
