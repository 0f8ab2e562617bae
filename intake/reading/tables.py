"""The tables of a document as rows of text, for whoever knows their columns. Bytes in, tables out.

Where `calendars` understands a stranger's 行事历, this only reads what stands there: a table of our own comes back
cell for cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.reading.blocks import Grid, Line
from intake.reading.documents import read_source

Texts = tuple[str, ...]


@dataclass(frozen=True)
class ReadTable:
    """A table, the line that titles it, and its rows. A cell merged downwards says the same in each of its rows."""

    title: str
    rows: tuple[Texts, ...]


def read_tables(content: bytes, filename: str) -> list[ReadTable]:
    """The tables of a Word file in their order. Raises a `Refused`."""
    tables: list[ReadTable] = []
    above: list[Line] = []
    for block in read_source(content, filename).blocks:
        if isinstance(block, Line):
            above.append(block)
        else:
            tables.append(ReadTable(_title(above), tuple(_rows(block))))
            above = []
    return tables


def _title(lines: list[Line]) -> str:
    """The title nearest above the table; where nothing is styled as one, the line right above it."""
    titles = [line.text for line in lines if line.heading == 0] or [line.text for line in lines]
    return titles[-1] if titles else ""


def _rows(grid: Grid) -> Iterator[Texts]:
    above: Texts = ()
    for row in grid.rows:
        texts = tuple(cell.text for cell in row)
        above = tuple(
            above[place] if cell.continued and place < len(above) else text
            for place, (cell, text) in enumerate(zip(row, texts, strict=True))
        )
        yield above
