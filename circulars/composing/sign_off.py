"""署名, 成文日期 and the seal over them, of one body or several side by side (GB/T 9704-2012, 7.3.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeVar

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import BODY, EM, LEADING, PITCH, WIDTH
from circulars.composing.pieces import Picture, Piece
from circulars.composing.typesetter import DoesNotFit, Typesetter
from circulars.paper import MINUTES, Paper
from workplans.periods import chinese_date

LINES_BEFORE_NAME = 1
BETWEEN_SEALS = 4.0
"""Least white from seal to seal in mm: they neither touch nor cross (7.3.5.1)."""
CLEAR_OF_TEXT, ABOVE_NOTE = 0.5, 2.0
"""What a seal keeps from the text above it, and the date from 附注, in mm, where room is scarce."""
SEALS_A_ROW = 3
Item = TypeVar("Item")
SEAL_ABOVE_MIDDLE = 4.0
"""The middle of a seal lies so many mm above that of name and date: they stand 居印章中心偏下."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """署名 or 成文日期: its words, its left edge in mm, and how many lines below the first of them it stands."""

    text: str
    left: float
    row: int = 0


def blank_lines(paper: Paper) -> int:
    """White above the first name: as little as keeps the largest seal within one line of the text."""
    if not paper.sealed:
        return LINES_BEFORE_NAME
    return max(ceil((_above_name(_largest(paper)) - LEADING) / PITCH), LINES_BEFORE_NAME)


def _white_above(paper: Paper, *, close: bool) -> tuple[float, float]:
    """White above the first name and below the date; `close`, as little as the seal needs, off the grid of lines."""
    if close and paper.sealed:
        return _above_name(_largest(paper)) + CLEAR_OF_TEXT, ABOVE_NOTE
    return LEADING + blank_lines(paper) * PITCH, LEADING


def _largest(paper: Paper) -> int:
    return max(size for _picture, size in paper.seals)


def _above_name(size: float) -> float:
    """How far a seal of that diameter reaches above the name it stands over, in mm."""
    return size / 2 + SEAL_ABOVE_MIDDLE - (PITCH + EM) / 2


def sign_off_texts(paper: Paper, setter: Typesetter) -> list[SignOff]:
    """署名 and 成文日期 from the top, placed for seals over them or for none. Minutes bear neither."""
    if paper.form == MINUTES:
        return []
    names = [one_line(name) for name in (paper.sign_off_name, *paper.partners) if name]
    day = chinese_date(paper.sign_off_date) if paper.sign_off_date else ""
    if paper.partners:
        if paper.sealed:
            return _joint_sealed(names, day, setter, seal=_largest(paper))
        return _joint_unsealed(names, day, setter)
    texts = [one_line(paper.sign_off_name), day]
    lengths = [EM * setter.length(text) for text in texts]
    lefts = _sealed(*lengths) if paper.sealed else _unsealed(*lengths)
    placed = [(text, max(left, 0.0)) for text, left in zip(texts, lefts, strict=True) if text]
    return [SignOff(text, left, row) for row, (text, left) in enumerate(placed)]


def sign_off(paper: Paper, setter: Typesetter, *, close: bool = False) -> Iterator[Box]:
    """All of it as one block that is not torn; `close` to the text, where otherwise it would not stand on its page (7.3.5)."""
    placed = sign_off_texts(paper, setter)
    if not placed:
        return
    pieces: list[Piece] = [
        replace(setter.fixed(each.text), left=each.left, width=WIDTH - each.left, top=each.row * PITCH)
        for each in placed
    ]
    height = BODY.height(placed[-1].row + 1)
    before, after = _white_above(paper, close=close)
    seals = list(_seals(paper, placed, setter)) if paper.sealed else []
    yield Box(
        (*pieces, *seals),
        height=height,
        before=before,
        after=after,
        on_grid=not (close and paper.sealed),
        overhang=max((picture.bottom - height for picture in seals), default=0.0),
    )


def _seals(paper: Paper, placed: Sequence[SignOff], setter: Typesetter) -> Iterator[Picture]:
    """Each body's seal over its name, the last one's over the date too; alone, in the middle of the date."""
    alone = not paper.partners
    for body, (picture, size) in zip(placed, paper.seals, strict=False):
        if picture:
            over = placed[-1] if alone else body
            middle = over.left + EM * setter.length(over.text) / 2
            yield Picture(picture, body.row * PITCH - _above_name(size), middle - size / 2, size, size)


def _sealed(name: float, day: float) -> tuple[float, float]:
    """Left edges: the date ends four characters from the right, the name is centred above it (7.3.5.1)."""
    date_left = WIDTH - 4 * EM - day
    return min(date_left + (day - name) / 2, WIDTH - name), date_left


def _unsealed(name: float, day: float) -> tuple[float, float]:
    """Left edges: the name ends two characters from the right, the date begins two after it (7.3.5.2)."""
    if day > name:
        date_left = WIDTH - 2 * EM - day
        return date_left - 2 * EM, date_left
    name_left = WIDTH - 2 * EM - name
    return name_left, name_left + 2 * EM


def _joint_sealed(names: Sequence[str], day: str, setter: Typesetter, *, seal: int) -> list[SignOff]:
    """Names in rows of two or three, far enough apart for seals of that diameter, the last above the date."""
    lengths = [EM * setter.length(name) for name in names]
    if max(lengths) > WIDTH:
        raise DoesNotFit(max(names, key=len))
    last = min(WIDTH - 4 * EM - EM * setter.length(day) / 2, WIDTH - max(lengths) / 2)
    middles = _middles(lengths, last, seal)
    lower = ceil((seal + BETWEEN_SEALS) / PITCH)  # lines from one row of seals to the next
    rows = _rows(list(zip(names, lengths, strict=True)), len(middles))
    placed = [
        SignOff(name, middle - length / 2, number * lower)
        for number, row in enumerate(rows)
        for (name, length), middle in zip(row, reversed(middles[: len(row)]), strict=True)
    ]
    below = SignOff(day, last - EM * setter.length(day) / 2, (len(rows) - 1) * lower + 1)
    return [*placed, *([below] if day else [])]


def _middles(lengths: Sequence[float], last: float, seal: float) -> list[float]:
    """The middles of the columns from the right, as many as stand clear of one another; rows as even as can be."""
    for most in range(SEALS_A_ROW, 1, -1):
        count = ceil(len(lengths) / ceil(len(lengths) / most))
        rows = [row[::-1] for row in _rows(lengths, count)]
        middles = [last]
        for column in range(1, count):
            apart = [(row[column - 1] + row[column]) / 2 + EM for row in rows if len(row) > column]
            middles.append(middles[-1] - max(seal + BETWEEN_SEALS, *apart))
        longest = max(row[-1] for row in rows if len(row) == count)
        if middles[-1] >= max(seal, longest) / 2:
            return middles
    return [last]


def _rows(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """The items in order, so many in each row but the last."""
    return [items[start : start + count] for start in range(0, len(items), count)]


def _joint_unsealed(names: Sequence[str], day: str, setter: Typesetter) -> list[SignOff]:
    """One name below the other, the leading one first, the date two characters further in (7.3.5.2)."""
    longest = max(EM * setter.length(name) for name in names)
    left = max(min(WIDTH - 2 * EM - longest, WIDTH - 4 * EM - EM * setter.length(day)), 0.0)
    below = [SignOff(day, left + 2 * EM, len(names))] if day else []
    return [*(SignOff(name, left, row) for row, name in enumerate(names)), *below]
