"""Rows become a workbook. Values in, bytes out; no Django, no database.

Every cell is text: a code keeps its zeros, and what begins with = is never a formula.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from districts.cells import FORMULA_STARTS, printable
from portal.exchange.limits import MOST_ROWS

HEAD_FILL = PatternFill("solid", fgColor="F3EFE8")
BOLD = Font(bold=True)
GREY = Font(color="808080", italic=True)
TEXT = "@"
MOST_WIDTH = 48


@dataclass(frozen=True)
class Heading:
    """A column of a workbook: its heading, what to know about it, what may stand in it (if that is a list)."""

    label: str
    is_required: bool = False
    hint: str = ""
    example: str = ""
    allowed: Sequence[str] = field(default_factory=tuple)
    width: int = 0  # in characters; 0 follows from what is known of the column

    @property
    def written(self) -> str:
        return f"{self.label}*" if self.is_required else self.label


@dataclass(frozen=True)
class Words:
    """The words of a workbook in the reader's language; all but the first belong to templates."""

    sheet: str
    help_sheet: str = ""
    column: str = ""
    required: str = ""
    required_yes: str = ""
    hint: str = ""
    example: str = ""
    choose: str = ""


def write_rows(headings: Sequence[Heading], rows: Iterable[Sequence[str]], words: Words) -> bytes:
    """A workbook of one sheet: the headings, then the rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(words.sheet)
    _shape(sheet, headings)
    sheet.append([_head_cell(sheet, heading.written) for heading in headings])
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
    return _saved(book)


def write_template(headings: Sequence[Heading], words: Words) -> bytes:
    """An empty workbook to fill in: headings, an example, lists to choose from, and a second sheet that explains."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = words.sheet
    help_sheet = book.create_sheet(words.help_sheet)
    _shape(sheet, headings)
    for number, heading in enumerate(headings, start=1):
        _put(sheet.cell(1, number), heading.written, BOLD, HEAD_FILL)
        _put(sheet.cell(2, number), heading.example, GREY)
    _explain(help_sheet, headings, words)
    _offer_choices(sheet, help_sheet, headings, words)
    return _saved(book)


def _shape(sheet: Any, headings: Sequence[Heading]) -> None:
    """Widths, text format for whatever will be typed, headings that stay in sight."""
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        longest = max([heading.written, heading.example, *heading.allowed], key=_width)
        column.width = heading.width or min(max(_width(longest) + 4, 12), MOST_WIDTH)
        column.number_format = TEXT


def _width(text: str) -> int:
    """A Chinese character is as wide as two others."""
    return sum(1 if character < "\u2e80" else 2 for character in text)


def _explain(sheet: Any, headings: Sequence[Heading], words: Words) -> None:
    """A line a column: its heading, whether it must be filled in, what to know, an example."""
    titles = (words.column, words.required, words.hint, words.example)
    for number, (title, width) in enumerate(zip(titles, (20, 8, 60, 28), strict=True), start=1):
        _put(sheet.cell(1, number), title, BOLD, HEAD_FILL)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, heading in enumerate(headings, start=2):
        required = words.required_yes if heading.is_required else ""
        for number, text in enumerate((heading.label, required, heading.hint, heading.example), start=1):
            _put(sheet.cell(line, number), text)
            sheet.cell(line, number).alignment = Alignment(wrap_text=True, vertical="top")


def _offer_choices(sheet: Any, help_sheet: Any, headings: Sequence[Heading], words: Words) -> None:
    """The allowed values stand on the second sheet, beside the explanations, and the cells offer them as a list."""
    place = 6
    for number, heading in enumerate(headings, start=1):
        if not heading.allowed:
            continue
        _put(help_sheet.cell(1, place), heading.label, BOLD, HEAD_FILL)
        for line, value in enumerate(heading.allowed, start=2):
            _put(help_sheet.cell(line, place), value)
        letter = get_column_letter(place)
        help_sheet.column_dimensions[letter].width = 24
        source = f"'{words.help_sheet}'!${letter}$2:${letter}${len(heading.allowed) + 1}"
        choice = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
        choice.error = words.choose
        column = get_column_letter(number)
        choice.add(f"{column}2:{column}{MOST_ROWS + 1}")
        sheet.add_data_validation(choice)
        place += 1


def _head_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _text_cell(sheet, text)
    cell.font, cell.fill = BOLD, HEAD_FILL
    return cell


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    _put(cell, text)
    return cell


def _put(cell: Any, text: str, font: Font | None = None, fill: PatternFill | None = None) -> None:
    """Text and nothing but text."""
    if text:
        cell.value = printable(text)
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        # Excel keeps it a text even after somebody has clicked into the cell.
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
    cell.number_format = TEXT
    if font:
        cell.font = font
    if fill:
        cell.fill = fill


def _saved(book: Any) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
