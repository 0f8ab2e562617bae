"""A file from outside becomes lines of cells. Takes bytes, gives a Sheet or raises Refused; no Django, no database."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from portal.exchange.limits import (
    MOST_COLUMNS,
    MOST_LINES,
    MOST_LINES_ABOVE,
    MOST_PARTS,
    MOST_ROWS,
    MOST_UNPACKED_BYTES,
    Refused,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx behind a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
WIDE = (b"\xff\xfe", b"\xfe\xff")  # Excel's "Unicode text"
NO_TABLE = (
    b"%PDF",
    b"<!DOC",
    b"<!doc",
    b"<html",
    b"<HTML",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
)

Cells = list[Any]


@dataclass(frozen=True)
class Sheet:
    """Rows under known headings: `lines` are (number in the file, cells by column); `unknown` headings were left out."""

    columns: list[str]
    lines: list[tuple[int, dict[str, Any]]]
    unknown: list[str]


def read_sheet(
    content: bytes, headings: Mapping[str, set[str]], required: Sequence[str], example: Sequence[str]
) -> Sheet:
    """The rows of an .xlsx or .csv file.

    `headings`: for each column the headings it may have, lower case. `required`: columns without which nothing can be
    told. `example`: the cells of the template's example row, which is left out. A title above the headings, merged
    or not, is passed over.
    """
    lines = _numbered(content)
    columns, unknown = _find_heading(lines, headings, required)
    rows = list(_rows(lines, columns, [cell for cell in example if cell]))
    if not rows:
        raise Refused("no_rows")
    return Sheet([name for name in columns if name], rows, unknown)


def _numbered(content: bytes) -> Iterator[tuple[int, Cells]]:
    """Lines that hold anything, with their number in the file."""
    if not content:
        raise Refused("empty")
    lines = _workbook_lines(content) if content.startswith((ZIP, OLE)) else _csv_lines(content)
    for number, cells in enumerate(lines, start=1):
        if number > MOST_LINES:
            raise Refused("too_many_rows")
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Refused("too_many_columns")
        if any(str(cell).strip() for cell in cells if cell is not None):
            yield number, cells


def _workbook_lines(content: bytes) -> Iterator[Cells]:
    if content.startswith(OLE):
        raise Refused("locked" if ENCRYPTED in content else "old_excel")
    _refuse_bomb(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, validations
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size is not believed
            for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
                yield list(row)
    except Refused:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        EOFError,
        OSError,
        SyntaxError,
    ) as error:
        # SyntaxError is what XML parsers call a torn document.
        raise Refused("damaged") from error


def _refuse_bomb(content: bytes) -> None:
    """Look at the zip's own list before unpacking anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused("damaged") from error
    if "xl/workbook.xml" not in names:
        raise Refused("not_excel")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise Refused("unpacks_too_big")


def _csv_lines(content: bytes) -> Iterator[Cells]:
    is_wide = content.startswith(WIDE)
    if content.startswith(NO_TABLE) or (b"\x00" in content and not is_wide):
        raise Refused("not_excel")
    text = _decoded(content, ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"))
    delimiter = max(",\t;", key=text[:4000].count)
    try:
        yield from (list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused("damaged") from error


def _decoded(content: bytes, encodings: Sequence[str]) -> str:
    """Excel in China saves CSV in GB 18030, everybody else in UTF-8."""
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("unreadable_text")


def _find_heading(
    lines: Iterator[tuple[int, Cells]], headings: Mapping[str, set[str]], required: Sequence[str]
) -> tuple[list[str | None], list[str]]:
    """The columns of the line that has the required headings, None for an unknown one; and the unknown headings."""
    closest: list[str | None] = []
    for above, (_number, cells) in enumerate(lines):
        columns, unknown = columns_of(cells, headings)
        if set(required) <= set(columns):
            known = [name for name in columns if name]
            if twice := {name for name in known if known.count(name) > 1}:
                raise Refused("column_twice", sorted(twice))
            return columns, unknown
        if len([name for name in columns if name]) > len([name for name in closest if name]):
            closest = columns
        if above >= MOST_LINES_ABOVE:
            break
    missing = [name for name in required if name not in closest]
    raise Refused("column_missing" if any(closest) else "no_header", missing)


def columns_of(cells: Cells, headings: Mapping[str, set[str]]) -> tuple[list[str | None], list[str]]:
    """What each cell of a heading row stands for, None for an unknown one; and the unknown ones."""
    columns: list[str | None] = []
    unknown: list[str] = []
    for cell in cells:
        heading = "".join(str(cell if cell is not None else "").split()).rstrip("*＊").casefold()
        name = next((name for name, known in headings.items() if heading in known), None)
        columns.append(name)
        if name is None and heading:
            unknown.append(str(cell).strip())
    return columns, unknown


def _rows(
    lines: Iterator[tuple[int, Cells]], columns: list[str | None], example: Sequence[str]
) -> Iterator[tuple[int, dict[str, Any]]]:
    count = 0
    for number, cells in lines:
        row = {
            name: cell for name, cell in zip(columns, [*cells, *[None] * len(columns)], strict=False) if name
        }
        written = [str(cell) for cell in row.values() if cell not in (None, "")]
        if not written or written == list(example):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused("too_many_rows")
        yield number, row
