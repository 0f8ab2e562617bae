"""Workbooks as people make them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl


def workbook(*rows: Sequence[Any], merge: str = "") -> bytes:
    """An .xlsx of one sheet with these rows; `merge` are cells to join, as in "A1:D1"."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cells(content: bytes, sheet: int = 0) -> list[list[str]]:
    """What stands in a sheet, as text."""
    rows: Iterable[Any] = (
        openpyxl.load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True)
    )
    return [["" if value is None else str(value) for value in row] for row in rows]


def zip_of(**parts: bytes) -> bytes:
    """A zip with parts of these names; __ stands for /."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()
