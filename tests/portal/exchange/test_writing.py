"""Workbooks that go out: text is text, lists are offered, what goes out can come back."""

import io
import zipfile

import openpyxl

from portal.exchange.reading import read_sheet
from portal.exchange.writing import Heading, Words, write_rows, write_template
from tests.portal.exchange.workbooks import cells

WORDS = Words("学校", "填写说明", "列", "必填", "是", "说明", "示例", "请从列表中选择。")
CODE = Heading("学校代码", is_required=True, hint="不可重复", example="1001")
STAGE = Heading("学段", example="小学", allowed=("幼儿园", "小学", "初中"))
FORMULAS = ['=HYPERLINK("http://example.org","点")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0"]


def test_rows_go_out_under_their_headings():
    content = write_rows([CODE, STAGE], [["0001", "小学"]], WORDS)

    assert cells(content) == [["学校代码*", "学段"], ["0001", "小学"]]


def test_no_text_is_ever_a_formula():
    content = write_rows([CODE], [[text] for text in FORMULAS], WORDS)

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for (cell,) in sheet.iter_rows(min_row=2)] == FORMULAS
    assert {cell.data_type for (cell,) in sheet.iter_rows(min_row=2)} == {"s"}
    assert all(cell.quotePrefix for (cell,) in sheet.iter_rows(min_row=2))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_control_characters_do_not_break_the_file():
    assert cells(write_rows([CODE], [["a\x0bb"]], WORDS))[1] == ["ab"]


def test_the_template_shows_an_example_and_explains_itself():
    content = write_template([CODE, STAGE], WORDS)

    assert cells(content) == [["学校代码*", "学段"], ["1001", "小学"]]
    help_sheet = cells(content, sheet=1)
    assert help_sheet[1][:4] == ["学校代码", "是", "不可重复", "1001"]
    assert [row[5] for row in help_sheet] == ["学段", "幼儿园", "小学", "初中"]


def test_cells_of_the_template_offer_their_list():
    sheet = openpyxl.load_workbook(io.BytesIO(write_template([CODE, STAGE], WORDS))).worksheets[0]

    (choice,) = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", "'填写说明'!$F$2:$F$4", "B2:B5001")


def test_codes_typed_into_the_template_keep_their_zeros():
    sheet = openpyxl.load_workbook(io.BytesIO(write_template([CODE], WORDS))).worksheets[0]

    assert sheet.column_dimensions["A"].number_format == "@"


def test_what_goes_out_can_come_back():
    content = write_rows([CODE, STAGE], [["0001", "小学"], ["=1", "初中"]], WORDS)

    sheet = read_sheet(content, {"code": {"学校代码"}, "stage": {"学段"}}, ["code"], ["1001", "小学"])

    assert [row for _number, row in sheet.lines] == [
        {"code": "0001", "stage": "小学"},
        {"code": "=1", "stage": "初中"},
    ]
