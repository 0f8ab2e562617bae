"""署名, 成文日期 and the seal over them, of one body or several side by side (GB/T 9704-2012, 7.3.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import BODY, EM, LEADING, PITCH, WIDTH
from circulars.composing.pieces import Picture, Piece
from circulars.composing.typesetter import DoesNotFit, Typesetter
from circulars.paper import MINUTES, Paper
from workplans.periods import chinese_date

LINES_BEFORE_SEALED_NAME = 2
"""Above the name, so that a seal of 42 mm, a little above name and date, ends within one line of the text."""
LINES_BEFORE_NAME = 1
SEAL_APART = 46.0
"""From seal to seal in mm: they neither touch nor cross, three in a row (7.3.5.1)."""
SEALS_A_ROW = 3
LINES_FROM_SEAL_TO_SEAL = 5
"""So many lines further down the next row of seals stands clear of the one above."""
SEAL_ABOVE_MIDDLE = 4.0
"""The middle of a seal lies so many mm above that of name and date: they stand 居印章中心偏下."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """署名 or 成文日期: its words, its left edge in mm, and how many lines below the first of them it stands."""

    text: str
    left: float
    row: int = 0


def blank_lines(paper: Paper) -> int:
    """White above the first name."""
    return LINES_BEFORE_SEALED_NAME if paper.sealed else LINES_BEFORE_NAME


def sign_off_texts(paper: Paper, setter: Typesetter) -> list[SignOff]:
    """署名 and 成文日期 from the top, placed for seals over them or for none. Minutes bear neither."""
    if paper.form == MINUTES:
        return []
    names = [one_line(name) for name in (paper.sign_off_name, *paper.partners) if name]
    day = chinese_date(paper.sign_off_date) if paper.sign_off_date else ""
    if paper.partners:
        return _joint_sealed(names, day, setter) if paper.sealed else _joint_unsealed(names, day, setter)
    texts = [one_line(paper.sign_off_name), day]
    lengths = [EM * setter.length(text) for text in texts]
    lefts = _sealed(*lengths) if paper.sealed else _unsealed(*lengths)
    placed = [(text, max(left, 0.0)) for text, left in zip(texts, lefts, strict=True) if text]
    return [SignOff(text, left, row) for row, (text, left) in enumerate(placed)]


def sign_off(paper: Paper, setter: Typesetter) -> Iterator[Box]:
    """All of it as one block that is not torn."""
    placed = sign_off_texts(paper, setter)
    if not placed:
        return
    pieces: list[Piece] = [
        replace(setter.fixed(each.text), left=each.left, width=WIDTH - each.left, top=each.row * PITCH)
        for each in placed
    ]
    height = BODY.height(placed[-1].row + 1)
    seal = _seal(paper, placed, setter)
    yield Box(
        (*pieces, *seal),
        height=height,
        before=LEADING + blank_lines(paper) * PITCH,
        after=LEADING,
        on_grid=True,
        overhang=max((picture.bottom - height for picture in seal), default=0.0),
    )


def _seal(paper: Paper, placed: Sequence[SignOff], setter: Typesetter) -> tuple[Picture, ...]:
    """The leading body's seal over its name and, where they stand below one another, the date."""
    if not (paper.seal and paper.sealed):
        return ()
    over = placed[-1] if len(placed) == 2 and not paper.partners else placed[0]
    middle = over.left + EM * setter.length(over.text) / 2
    top = placed[0].row * PITCH + (PITCH + EM) / 2 - SEAL_ABOVE_MIDDLE - paper.seal_size / 2
    return (Picture(paper.seal, top, middle - paper.seal_size / 2, paper.seal_size, paper.seal_size),)


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


def _joint_sealed(names: Sequence[str], day: str, setter: Typesetter) -> list[SignOff]:
    """Names in rows of two or three, far enough apart for seals, the last above the date."""
    lengths = [EM * setter.length(name) for name in names]
    middle = WIDTH - 4 * EM - EM * setter.length(day) / 2
    middle = min(middle, WIDTH - max(lengths) / 2)
    apart = max(SEAL_APART, max(lengths) + EM)
    room = middle - max(*lengths, SEAL_APART - 4.0) / 2
    rows = -(-len(names) // min(SEALS_A_ROW, int(max(room, 0.0) / apart) + 1))
    columns = -(-len(names) // rows)  # as even as can be
    if max(lengths) > WIDTH:
        raise DoesNotFit(max(names, key=len))
    placed = []
    for place, (name, length) in enumerate(zip(reversed(names), reversed(lengths), strict=True)):
        row, column = rows - 1 - place // columns, place % columns
        left = middle - column * apart - length / 2
        placed.append(SignOff(name, left, row * LINES_FROM_SEAL_TO_SEAL))
    last = SignOff(day, middle - EM * setter.length(day) / 2, (rows - 1) * LINES_FROM_SEAL_TO_SEAL + 1)
    return [*reversed(placed), *([last] if day else [])]


def _joint_unsealed(names: Sequence[str], day: str, setter: Typesetter) -> list[SignOff]:
    """One name below the other, the leading one first, the date two characters further in (7.3.5.2)."""
    longest = max(EM * setter.length(name) for name in names)
    left = max(min(WIDTH - 2 * EM - longest, WIDTH - 4 * EM - EM * setter.length(day)), 0.0)
    below = [SignOff(day, left + 2 * EM, len(names))] if day else []
    return [*(SignOff(name, left, row) for row, name in enumerate(names)), *below]
