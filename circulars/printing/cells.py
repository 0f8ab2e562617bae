"""Where the cells and the rules of a table stand. Pure; lengths in mm."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from circulars.composing.geometry import THIN
from circulars.composing.pieces import Table, TableCell, TableRow
from circulars.composing.tables import PAD_SIDE


@dataclass(frozen=True, slots=True)
class Stroke:
    """The middle of a rule, from its left or upper end to the other."""

    left: float
    top: float
    right: float
    foot: float


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell's text: the left and the width of its measure, and the top of its first line's characters."""

    cell: TableCell
    left: float
    top: float
    width: float


def _edges(table: Table) -> tuple[list[float], list[float]]:
    """The middles of the vertical rules from the left, and the tops of the level ones."""
    rows = [table.head, *table.rows]
    return (
        [THIN / 2 + across for across in accumulate(table.columns, initial=0.0)],
        list(accumulate((row.height for row in rows), initial=table.top)),
    )


def _columns_of(rows: list[TableRow], columns: int) -> Iterator[tuple[int, int, TableCell]]:
    """Every cell with its row and its column; a cell that spans rows keeps those below out of its column."""
    free_from = [0] * columns
    for place, row in enumerate(rows):
        free = (column for column in range(columns) if free_from[column] <= place)
        for cell, column in zip(row.cells, free, strict=False):
            yield place, column, cell
            free_from[column] = place + cell.rows


def placed_cells(table: Table) -> Iterator[tuple[int, PlacedCell]]:
    """Every cell with its row's place (0: the head), in reading order; text stands in the middle of its cell's height."""
    across, down = _edges(table)
    style = table.style
    for row, column, cell in _columns_of([table.head, *table.rows], len(table.columns)):
        height = down[row + cell.rows] - down[row]
        white = (height + THIN - style.height(len(cell.lines))) / 2
        left = across[column] + THIN / 2 + PAD_SIDE
        width = table.columns[column] - THIN - 2 * PAD_SIDE
        yield row, PlacedCell(cell, left, down[row] + white, width)


def rules_of(table: Table) -> Iterator[Stroke]:
    """Every rule once: the level ones without the stretches that a cell spans, the upright ones from top to foot."""
    across, down = _edges(table)
    spanned = {
        (below, column)
        for row, column, cell in _columns_of([table.head, *table.rows], len(table.columns))
        for below in range(row + 1, row + cell.rows)
    }
    ends = [across[0] - THIN / 2, *across[1:-1], across[-1] + THIN / 2]
    for edge, top in enumerate(down):
        level = top + THIN / 2
        ruled = [column for column in range(len(table.columns)) if (edge, column) not in spanned]
        for first, last in _runs(ruled):
            yield Stroke(ends[first], level, ends[last + 1], level)
    for middle in across:
        yield Stroke(middle, down[0], middle, down[-1] + THIN)


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of every row of neighbours."""
    for _, run in groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0]):
        together = [column for _, column in run]
        yield together[0], together[-1]
