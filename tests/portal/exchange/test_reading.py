"""Files from outside: read, or refused for a reason; never believed."""

import io
import zipfile
from typing import Any

import pytest

from portal.exchange.limits import MOST_ROWS, MOST_UNPACKED_BYTES, Refused
from portal.exchange.reading import Sheet, read_sheet
from tests.portal.exchange.workbooks import workbook, zip_of

HEADINGS = {"code": {"学校代码", "schoolcode"}, "name": {"校名"}, "stage": {"学段"}}
EXAMPLE = ["1001", "示例小学", "小学"]


def read(content: bytes) -> Sheet:
    return read_sheet(content, HEADINGS, required=["code"], example=EXAMPLE)


def refusal(content: bytes) -> tuple[str, list[str]]:
    with pytest.raises(Refused) as refused:
        read(content)
    return refused.value.code, refused.value.columns


def test_rows_are_read_under_their_headings_with_their_numbers():
    sheet = read(workbook(["学校代码", "校名"], ["1001", "实验小学"], ["1002", "第二小学"]))

    assert sheet.lines == [
        (2, {"code": "1001", "name": "实验小学"}),
        (3, {"code": "1002", "name": "第二小学"}),
    ]
    assert (sheet.columns, sheet.unknown) == (["code", "name"], [])


def test_a_merged_title_above_the_headings_is_passed_over():
    sheet = read(
        workbook(
            ["海云市学校一览表"],
            ["填报日期：2026年11月"],
            ["学校代码*", "校名"],
            ["1001", "实验小学"],
            merge="A1:B1",
        )
    )

    assert sheet.lines == [(4, {"code": "1001", "name": "实验小学"})]


def test_headings_are_known_with_blanks_and_a_star():
    assert read(workbook([" 学校 代码* ", "School Code"][:1], ["1001"])).columns == ["code"]
    assert read(workbook(["School Code"], ["1001"])).columns == ["code"]


def test_an_unknown_column_is_named_and_left_out():
    sheet = read(workbook(["备注", "学校代码"], ["新建", "1001"]))

    assert (sheet.unknown, sheet.lines) == (["备注"], [(2, {"code": "1001"})])


def test_empty_rows_and_the_example_are_left_out():
    sheet = read(
        workbook(["学校代码", "校名", "学段"], EXAMPLE, [None, None], ["  "], ["1001", "实验小学", "小学"])
    )

    assert [number for number, _cells in sheet.lines] == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_every_usual_encoding(encoding: str, delimiter: str):
    text = delimiter.join(["学校代码", "校名"]) + "\r\n" + delimiter.join(["001", "实验小学"]) + "\r\n"

    assert read(text.encode(encoding)).lines == [(2, {"code": "001", "name": "实验小学"})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "not_excel"),
        (b"<html><table></table></html>", "not_excel"),
        (b"\x00\x01\x02", "not_excel"),
        (zip_of(word__document=b"<w/>"), "not_excel"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zip_of(**{"xl__workbook.xml": b"<torn", "[Content_Types].xml": b"<torn"}), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of old", "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        ("校名,学段\n实验小学,小学\n".encode(), "column_missing"),
        ("一,二\n三,四\n".encode(), "no_header"),
        ("学校代码,学校代码\n1,2\n".encode(), "column_twice"),
        ("学校代码,校名\n".encode(), "no_rows"),
        (("学校代码\n" + "1\n" * (MOST_ROWS + 1)).encode(), "too_many_rows"),
        (("学校代码\n" + "\n" * 30_000 + "1\n").encode(), "too_many_rows"),
        (("学校代码," + "列," * 80 + "尾\n1\n").encode(), "too_many_columns"),
        ("学校代码\n1".encode()[:-3] + b"\xff\xff\xff", "unreadable_text"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_for_a_reason(content: bytes, code: str):
    assert refusal(content)[0] == code


def test_the_missing_column_is_named():
    assert refusal("校名,学段\n实验小学,小学\n".encode()) == ("column_missing", ["code"])


def test_a_bomb_is_refused_before_it_is_unpacked():
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w") as part,
    ):
        for _megabyte in range(MOST_UNPACKED_BYTES // 2**20 + 1):
            part.write(b" " * 2**20)
    bomb = target.getvalue()

    assert len(bomb) < 2**18
    assert refusal(bomb)[0] == "unpacks_too_big"


def test_entities_that_multiply_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "haha">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter + 1, b"&%c;" % letter * 10) for letter in range(ord("a"), ord("j"))
    )
    good = zipfile.ZipFile(io.BytesIO(workbook(["学校代码"], ["1001"])))
    parts = {name: good.read(name) for name in good.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        laughs
        + b"]><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'>"
        b"<c t='inlineStr'><is><t>&j;</t></is></c></row></sheetData></worksheet>"
    )

    assert refusal(zip_of(**parts))[0] in ("damaged", "no_header")


def test_a_formula_brings_its_value_not_itself():
    sheet = read(workbook(["学校代码", "校名"], ["1001", "=1+1"]))

    assert sheet.lines == [(2, {"code": "1001", "name": None})]  # no value was computed


def test_a_size_the_file_claims_is_not_believed():
    content = workbook(["学校代码"], ["1001"])
    parts: dict[str, Any] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name).replace(
                b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"'
            )

    assert read(zip_of(**parts)).lines == [(2, {"code": "1001"})]
