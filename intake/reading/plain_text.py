"""A text file as lines and grids. Bytes in, Source out.

Tables reach a text file flattened, in one of three ways: a cell a line, each begun by a tab, and a blank line
after every row (as antiword and site editors write them); a row a line with tabs between; Markdown's bars.
"""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import east_asian_width

from intake.reading.blocks import (
    MAX_CHARACTERS,
    MAX_LINES,
    Block,
    Cell,
    Grid,
    Line,
    Source,
    has_text,
    without_invisible,
)
from intake.reading.labels import read_label
from intake.reading.outline import SetAside
from intake.reading.refused import EmptyDocument, NotADocument, TooLarge, TooTangled, Undecodable

_FEW = 10
_WRAP_WIDTHS = range(48, 121)  # columns: from 24 to 60 characters a line
_RAGGED = 6
_WRAPPED_LINES = 3
_LONG = 200  # lines: a longer stretch that is no table is not searched again from its every line
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_WEB_PAGE = re.compile(r"^\s*(?:<\?xml|<!doctype|<html|<head|<body)", re.IGNORECASE)
_TABLE_WORDS = re.compile(
    r"月\s*份|时\s*间|日\s*期|工\s*作|内\s*容|责\s*任|处\s*室|科\s*室|部\s*门|序\s*号|备\s*注"
)


def read_text(content: bytes) -> Source:
    """Read a .txt. Raises EmptyDocument, TooLarge, TooTangled, Undecodable, NotADocument."""
    text = decode(content)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(f"{len(text)} characters")
    if not has_text(text):
        raise EmptyDocument("no text")
    if _WEB_PAGE.match(text):
        raise NotADocument("a web page")
    lines = _unwrapped(text.splitlines())
    if sum(1 for line in lines if line) > MAX_LINES:
        raise TooTangled(f"{len(lines)} lines")
    asides: list[SetAside] = []
    return Source(tuple(_blocks(lines, asides)), tuple(asides))


def decode(content: bytes) -> str:
    """Text from UTF-8, UTF-16 with its mark, or GB18030 (which includes GBK and GB2312)."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_binary(text):
            raise Undecodable("control characters")
        return text
    raise Undecodable(encodings[-1])


def _is_binary(text: str) -> bool:
    """A few control characters are left by old converters; many, or a zero, are no text."""
    return "\x00" in text or len(_CONTROLS.findall(text)) > _FEW + len(text) // 50


# --- paragraphs broken by a fixed width ------------------------------------------------------------------


def _unwrapped(lines: list[str]) -> list[str]:
    """Join the lines of a text that was wrapped at a fixed width, as text taken from a PDF is.

    A line goes on with the next if it is as wide as lines get, and ends inside a sentence, while the next is
    neither indented nor labelled. Texts with long lines, or with few full ones, are left as they are.
    """
    widths = [_width(line) for line in lines]
    widest = max(widths)
    full = [widest - _RAGGED <= width for width in widths]
    if widest not in _WRAP_WIDTHS or sum(full) < _WRAPPED_LINES or "\t" in "".join(lines):
        return lines
    joined: list[str] = []
    for place, line in enumerate(lines):
        if place and full[place - 1] and _goes_on(lines[place - 1], line):
            joined[-1] += line.strip()
        else:
            joined.append(line)
    return joined


def _width(line: str) -> int:
    """Columns on a page of equal characters: two for a wide one."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line.rstrip())


def _goes_on(line: str, following: str) -> bool:
    ended = line.rstrip().endswith(("。", "；", "：", "！", "？", "…", ".", ";", ":"))
    return (
        not ended and bool(following.strip()) and not following[0].isspace() and read_label(following) is None
    )


def _blocks(lines: list[str], asides: list[SetAside]) -> Iterator[Block]:
    position, gap = 0, False
    no_grid_before = 0
    while position < len(lines):
        grid, end = _read_grid(lines, position, asides) if position >= no_grid_before else (None, 0)
        if grid is not None:
            yield grid
            position, gap = end, True
            continue
        if end - position > _LONG:
            no_grid_before = end
        text = without_invisible(lines[position]).strip()
        if has_text(text):
            yield Line(text, gap=gap)
        gap = not has_text(text)
        position += 1


def _read_grid(lines: list[str], begin: int, asides: list[SetAside]) -> tuple[Grid | None, int]:
    """The grid that begins at a line, if one does, and the line where the search ended."""
    ends = [begin]
    if "\t" in lines[begin] or "|" in lines[begin]:
        for read in (_cell_a_line, _row_a_line, _bars):
            grid, end = read(lines, begin, asides)
            if grid is not None:
                return grid, end
            ends.append(end)
    return None, max(ends)


# --- a cell a line ---------------------------------------------------------------------------------------


def _cell_a_line(lines: list[str], begin: int, _: list[SetAside]) -> tuple[Grid | None, int]:
    if not lines[begin].startswith("\t") or (begin and lines[begin - 1].startswith("\t")):
        return None, begin
    rows: list[list[str]] = []
    position = end = begin
    while position < len(lines):
        stretch_end = _end_of_stretch(lines, position)
        if lines[position].startswith("\t"):
            rows.append(_cells_of(lines[position:stretch_end]))
        elif rows and len(rows[-1]) < len(rows[0]):
            rows[-1][-1] += "\n" + "\n".join(line.strip() for line in lines[position:stretch_end])
        else:
            break
        end = stretch_end
        position = _skip_blank(lines, stretch_end)
    if not _is_regular([len(row) for row in rows]) or any("\t" in cell for row in rows for cell in row):
        return None, end
    return _grid(rows), end


def _cells_of(stretch: list[str]) -> list[str]:
    """A line begun by a tab begins a cell; other lines go on with it."""
    cells: list[str] = []
    for line in stretch:
        if line.startswith("\t"):
            cells.append(line[1:].strip(" \u3000"))
        else:
            cells[-1] += "\n" + line.strip()
    return cells


def _is_blank(line: str) -> bool:
    """A lone tab is an empty cell, not a blank line."""
    return not line.strip() and "\t" not in line


def _end_of_stretch(lines: list[str], position: int) -> int:
    while position < len(lines) and not _is_blank(lines[position]):
        position += 1
    return position


def _skip_blank(lines: list[str], position: int) -> int:
    while position < len(lines) and _is_blank(lines[position]):
        position += 1
    return position


def _is_regular(widths: list[int]) -> bool:
    """Two rows or more, most of them as wide as the first, which has two cells or more."""
    if len(widths) < 2 or widths[0] < 2:
        return False
    width, rows = Counter(widths).most_common(1)[0]
    return width >= 2 and rows * 10 >= len(widths) * 7


# --- a row a line ----------------------------------------------------------------------------------------


def _row_a_line(lines: list[str], begin: int, _: list[SetAside]) -> tuple[Grid | None, int]:
    end = begin
    while end < len(lines) and "\t" in lines[end].strip(" \u3000\r"):
        end += 1
    rows = [line.strip(" \u3000").split("\t") for line in lines[begin:end]]
    widths = [len(row) for row in rows]
    if len(rows) < 2 or max(widths) > widths[0] or not _TABLE_WORDS.search("".join(rows[0])):
        return None, end
    return _grid(rows), end


def _bars(lines: list[str], begin: int, asides: list[SetAside]) -> tuple[Grid | None, int]:
    end = begin
    while end < len(lines) and re.match(r"\s*\|.*\|\s*$", lines[end]):
        end += 1
    rows = [line.strip()[1:-1].split("|") for line in lines[begin:end]]
    if not _is_regular([len(row) for row in rows]):
        return None, end
    rules = [row for row in rows if all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in row)]
    bars = "|" * (sum(len(row) + 1 for row in rows))
    asides.append(SetAside(" ".join([bars, *("".join(row) for row in rules)]), "conversion_mark"))
    return _grid([row for row in rows if row not in rules]), end


def _grid(rows: list[list[str]]) -> Grid:
    return Grid(tuple(tuple(Cell(_clean(cell)) for cell in row) for row in rows))


def _clean(cell: str) -> str:
    lines = (without_invisible(line).strip() for line in cell.splitlines())
    return "\n".join(line for line in lines if has_text(line))
