"""Put boxes one below the other and break them into pages.

A box is the smallest thing that is not torn: a line, a row of a table, the whole head of the paper. White
before and after a box vanishes at the top and at the foot of a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import cast

from circulars.composing.geometry import CELL, EPSILON, HEIGHT, PITCH, ROW_WHITE
from circulars.composing.lines import Line
from circulars.composing.pieces import Piece, TableCell, Text


@dataclass(frozen=True, slots=True)
class LineOfText:
    """A line that joins the others of its paragraph. `paragraph` says how, and has no lines itself."""

    line: Line
    paragraph: Text
    opens: bool = False
    """Whether it is the paragraph's first."""


@dataclass(frozen=True, slots=True)
class RowOfTable:
    """A row that joins the rows of its table. Rows of one `group` share the cell of its label.

    continues: a slice of a row that goes on from the slice before.
    again: what stands left of what goes on, in place of the first cells where the slice begins a page.
    """

    label: TableCell
    cells: tuple[TableCell, ...]
    table: "TableShape"
    group: int
    continues: bool = False
    again: tuple[TableCell, ...] = ()

    @property
    def again_height(self) -> float:
        """What the cells said again need: the row that begins the page with them is no lower."""
        lines = max((len(cell.lines) for cell in self.again), default=0)
        return lines * CELL.pitch + ROW_WHITE if lines else 0.0

    @property
    def label_height(self) -> float:
        """What the label needs: the group's rows on a page are together no lower."""
        return len(self.label.lines) * CELL.pitch + ROW_WHITE

    @property
    def opening(self) -> float:
        """A row's white, where a slice that goes on begins a page."""
        return ROW_WHITE if self.continues else 0.0


@dataclass(frozen=True, slots=True)
class TableShape:
    """What all parts of a table share."""

    columns: tuple[float, ...]
    head: tuple[TableCell, ...]
    head_height: float


Content = LineOfText | RowOfTable | tuple[Piece, ...]
"""Pieces of a fixed block are placed from the block's top."""


@dataclass(frozen=True, slots=True)
class Box:
    """`height` mm of paper. `before` and `after` are the least white above and below it.

    keep: stays on the page of the next box.
    on_grid: its top is moved down to the next of the 22 lines.
    foot: what must still fit below it where it closes a page (a table's last rule).
    overhang: how far a seal reaches below it, over the white or over 附注.
    """

    content: Content
    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    on_grid: bool = False
    foot: float = 0.0
    overhang: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with its top, in mm below the 版心's top."""

    top: float
    box: Box

    @property
    def bottom(self) -> float:
        """The lower edge of the box."""
        return self.top + self.box.height


def break_pages(boxes: Sequence[Box], *, height: float = HEIGHT) -> list[list[Placed]]:
    """The boxes on pages of this height, at least one. A chain of `keep` longer than a page is broken all the same."""
    pages: list[list[Placed]] = []
    rest = list(boxes)
    while rest:
        page = _fill(rest, height)
        count = _end_of_page(page, len(rest))
        pages.append(page[:count])
        rest = rest[count:]
    return pages or [[]]


def foot_of(page: Sequence[Placed]) -> float:
    """Where the page's ink ends: below its boxes, the seal that hangs over one, and the label of its last rows."""
    if not page:
        return 0.0
    return max(_end_of_rows(page), *(placed.bottom + placed.box.overhang for placed in page))


def _fill(boxes: Sequence[Box], height: float) -> list[Placed]:
    """As many boxes as fit, at least one."""
    page: list[Placed] = []
    for box in boxes:
        placed = _placed_below(page, box)
        foot = max(placed.bottom + max(box.foot, box.overhang), _end_of_rows([*page, placed]) + box.foot)
        if page and foot > height + EPSILON:
            break
        page.append(placed)
    return page


def _placed_below(page: Sequence[Placed], box: Box) -> Placed:
    if not page:
        return Placed(_head_height(None, box), box)
    last = page[-1]
    end = _end_of_rows(page)
    if _is_of_same_group(last.box, box):
        end = last.bottom if cast("RowOfTable", box.content).continues else _end_of_row(page)
    top = end + max(last.box.after, box.before) + _head_height(last.box, box)
    if box.on_grid:
        top = ceil(top / PITCH - EPSILON) * PITCH
    return Placed(top, box)


def _is_of_same_group(box: Box, other: Box) -> bool:
    rows = box.content, other.content
    if not (isinstance(rows[0], RowOfTable) and isinstance(rows[1], RowOfTable)):
        return False
    return rows[0].table is rows[1].table and rows[0].group == rows[1].group


def _end_of_rows(page: Sequence[Placed]) -> float:
    """Where the last box ends; of rows under one label, not before the label does."""
    last = page[-1]
    if not isinstance(last.box.content, RowOfTable):
        return last.bottom
    first = last
    for placed in reversed(page):
        if not _is_of_same_group(placed.box, last.box):
            break
        first = placed
    begins = first.top - cast("RowOfTable", first.box.content).opening
    return max(_end_of_row(page), begins + last.box.content.label_height)


def _end_of_row(page: Sequence[Placed]) -> float:
    """Where the last row ends; one that goes on from the page before, not before what it says again does."""
    last, first = page[-1], page[0]
    row = first.box.content
    if not isinstance(row, RowOfTable) or not row.again or not all(map(_goes_on, page)):
        return last.bottom
    return max(last.bottom, first.top - row.opening + row.again_height)


def _goes_on(placed: Placed) -> bool:
    return isinstance(placed.box.content, RowOfTable) and placed.box.content.continues


def _head_height(above: Box | None, box: Box) -> float:
    """The head of a table stands above its first row, on every page."""
    if not isinstance(box.content, RowOfTable):
        return 0.0
    if above and isinstance(above.content, RowOfTable) and above.content.table is box.content.table:
        return 0.0
    return box.content.table.head_height + box.content.opening


def _end_of_page(page: Sequence[Placed], left: int) -> int:
    """How many of the boxes that fit stay on this page, so that what keeps together does."""
    if len(page) == left:
        return left
    end = len(page)
    while end > 0 and page[end - 1].box.keep:
        end -= 1
    return end or len(page)
