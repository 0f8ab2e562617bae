"""Rows as tables of a Word file, and back: the columns of the workbook, one table a title. Pure; no Django, no database.

What is said above a table holds for its rows: the calendar of a plan stands under the plan's title.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from circulars.paper import Paper, RowGroup, TableAppendix
from intake.reading import ReadTable, read_tables
from intake.reading import Refused as NotRead
from portal.exchange.limits import MOST_ROWS, Refused
from portal.exchange.reading import Sheet, columns_of

WORD = b"word/document.xml"


@dataclass(frozen=True)
class WordForm:
    """How a kind stands in Word: the columns in their order, and the one that is said above a table instead.

    ending: what follows that title: the calendar of 《要点》 is called 要点行事历. alone: the title over rows without one.
    required: without these columns a table is not one of ours.
    """

    columns: tuple[str, ...]
    titled_by: str
    ending: str
    alone: str
    number: str
    required: frozenset[str]


def is_word(content: bytes) -> bool:
    """Whether the bytes are a zip that names a Word document; what is wrong with it is told by the reader."""
    return content.startswith(b"PK") and WORD in content


def tables_paper(
    form: WordForm, heads: Sequence[str], rows: Iterable[Mapping[str, str]], *, note: str
) -> Paper:
    """The rows as a sheet to work on: a turned table for each title, rows of one first cell under one label."""
    tables = tuple(
        _table(form, heads, title, list(under), note)
        for title, under in groupby(rows, key=lambda row: row[form.titled_by])
    ) or (TableAppendix(form.alone, tuple(heads), (), marked=False, landscape=True, note=note),)
    return Paper(letterhead="", title=tables[0].title, blocks=(), appendices=tables)


def _table(
    form: WordForm, heads: Sequence[str], title: str, rows: Sequence[Mapping[str, str]], note: str
) -> TableAppendix:
    first, *others = form.columns
    groups = tuple(
        RowGroup(label, tuple(tuple(row[name] for name in others) for row in under))
        for label, under in groupby(rows, key=lambda row: row[first])
    )
    called = f"{title}{form.ending}" if title else form.alone
    return TableAppendix(called, tuple(heads), groups, marked=False, landscape=True, note=note)


def read_word_sheet(content: bytes, headings: Mapping[str, set[str]], form: WordForm) -> Sheet:
    """The rows of all tables whose heading is known. `headings`: as for a workbook.

    A row that bears its number keeps the title it has; a new one belongs under the title above its table.
    Raises Refused.
    """
    try:
        tables = read_tables(content, "table.docx")
    except NotRead as refused:
        raise Refused("damaged") from refused
    columns = [*form.columns, form.titled_by]
    lines: list[tuple[int, dict[str, str]]] = []
    unknown: list[str] = []
    for table in tables:
        strange, rows = _rows(table, headings, form)
        unknown += [name for name in strange if name not in unknown]
        lines += [(len(lines) + place, row) for place, row in enumerate(rows, start=1)]
        if len(lines) > MOST_ROWS:
            raise Refused("too_many_rows")
    if not lines:
        raise Refused("no_header" if not tables else "no_rows", list(form.columns[:1]))
    return Sheet(columns, [(number, dict.fromkeys(columns) | row) for number, row in lines], unknown)


def _rows(
    table: ReadTable, headings: Mapping[str, set[str]], form: WordForm
) -> tuple[list[str], Iterator[dict[str, str]]]:
    """Headings nobody knows, and the rows; nothing of a table that is not one of ours."""
    for place, head in enumerate(table.rows):
        columns, unknown = columns_of(list(head), headings)
        if form.required <= set(columns):
            return unknown, _under(table, place, columns, form)
    return [], iter(())


def _under(
    table: ReadTable, head: int, columns: Sequence[str | None], form: WordForm
) -> Iterator[dict[str, str]]:
    title = table.title.removesuffix(form.ending) if table.title.endswith(form.ending) else ""
    for texts in table.rows[head + 1 :]:
        row = {name: text for name, text in zip(columns, texts, strict=False) if name}
        said = {name: text for name, text in row.items() if text and name != form.columns[0]}
        if said and texts != table.rows[head]:
            yield row if row.get(form.number) else {form.titled_by: title, **row}
