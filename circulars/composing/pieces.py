"""What is printed on a page, each piece in its place. Lengths in mm from the 版心's top left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from circulars.composing.geometry import THIN, WIDTH, Align, Style
from circulars.composing.lines import Line

Tag = Literal["p", "h1", "h2", "h3", "h4", "h5"]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one paragraph. `top` is the top of the first line's characters."""

    lines: tuple[Line, ...]
    style: Style
    top: float = 0.0
    left: float = 0.0
    width: float = WIDTH
    align: Align = "left"
    tag: Tag = "p"
    bookmark: str = ""
    bookmark_level: int = 0

    @property
    def bottom(self) -> float:
        """The foot of the last line's characters."""
        return self.top + self.style.height(len(self.lines))

    def all_lines(self) -> Iterator[Line]:
        """Every line, from top to bottom."""
        yield from self.lines


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from the left; `top` is its upper edge."""

    top: float
    thickness: float
    left: float = 0.0
    width: float = WIDTH
    red: bool = False
    grey: bool = False

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.thickness


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture over what is printed: a seal. `content` is the SHA-256 of its file."""

    content: str
    top: float
    left: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class TableCell:
    """Composed lines; `rows` is how many rows it spans. What an earlier page said already is said `again`."""

    lines: tuple[Line, ...]
    align: Align = "left"
    rows: int = 1
    again: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """Cells from left to right, without those that a cell above spans. Height includes one rule."""

    cells: tuple[TableCell, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a table that stands on one page."""

    top: float
    columns: tuple[float, ...]
    head: TableRow
    rows: tuple[TableRow, ...]
    style: Style

    @property
    def width(self) -> float:
        """From its left rule to its right one."""
        return sum(self.columns)

    @property
    def bottom(self) -> float:
        """The lower edge of its last rule."""
        return self.top + self.head.height + sum(row.height for row in self.rows) + THIN

    def all_lines(self) -> Iterator[Line]:
        """Every line of every cell, row by row."""
        for row in (self.head, *self.rows):
            for cell in row.cells:
                yield from cell.lines


Piece = Text | Rule | Table | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One face of the paper. `numbered` is False for a blank face before the 版记, and for the 版记's."""

    pieces: tuple[Piece, ...]
    numbered: bool = True
    landscape: bool = False
    """Turned to the left on the bound paper: its top is at the left edge, its page number where all others are."""
    sheet: str = ""
    """A calendar for the wall stands on a sheet of its own size, measured from the corner of what may be printed."""

    @property
    def is_coloured(self) -> bool:
        """Whether anything on it is red, or a picture."""
        return any(map(_is_coloured, self.pieces))


def _is_coloured(piece: Piece) -> bool:
    match piece:
        case Text():
            return piece.style.red
        case Rule():
            return piece.red
        case _:
            return isinstance(piece, Picture)
