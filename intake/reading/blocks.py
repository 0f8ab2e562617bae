"""What both kinds of file become before anything is understood: lines and grids, in their order."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from intake.reading.outline import OutlineWarning, SetAside

MAX_CHARACTERS = 300_000
"""Ten times the longest plan we know."""
MAX_LINES = 20_000

_INVISIBLE = {"Cc", "Cf", "Cs"}
"""Control, format (zero-width) and surrogate characters."""


@dataclass(frozen=True)
class Line:
    """A paragraph, or one line of it where the writer broke it. Never blank.

    text: with the number that Word counts by itself, if any.
    heading: the level of a Word heading (0 for the Title style), None elsewhere.
    gap: a blank line stood above it.
    """

    text: str
    heading: int | None = None
    centred: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a grid. continued: the lower part of a cell merged downwards, without text of its own."""

    text: str = ""
    continued: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. A cell merged sideways is followed by empty ones, so that columns keep their place."""

    rows: tuple[tuple[Cell, ...], ...]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def text(self) -> str:
        return "\n".join(row_text(row) for row in self.rows)


Block = Line | Grid


@dataclass(frozen=True)
class Source:
    """A file, read but not understood. `set_aside` is text that stands outside the page's flow."""

    blocks: tuple[Block, ...]
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[OutlineWarning, ...] = ()

    @property
    def text(self) -> str:
        """Everything that was read, for showing beside the outline and for checking that nothing is lost."""
        return "\n".join([*(block.text for block in self.blocks), *(aside.text for aside in self.set_aside)])


def row_text(row: tuple[Cell, ...]) -> str:
    """A row on one line, its cells apart by tabs."""
    return "\t".join(cell.text for cell in row).strip()


def has_text(text: str) -> bool:
    """Whether a reader sees anything: not only blanks, control and zero-width characters."""
    return any(is_visible(character) for character in text)


def is_visible(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in _INVISIBLE


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text without control and zero-width characters, stripped; blank ones are given as ""."""
    for line in text.splitlines():
        yield without_invisible(line).strip()


def without_invisible(line: str) -> str:
    """Drop what no reader sees and no database takes; keep blanks and tabs."""
    if line.isprintable():
        return line
    return "".join(ch for ch in line if ch.isspace() or unicodedata.category(ch) not in _INVISIBLE)
