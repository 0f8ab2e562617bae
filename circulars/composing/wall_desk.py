"""Words and rules placed by hand on a sheet for the wall; lengths in mm from the corner of what may be printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from circulars.composing.geometry import POINT, Align, Style
from circulars.composing.lines import Line, Run
from circulars.composing.pieces import Page, Piece, Rule, Text
from circulars.composing.typesetter import Typesetter, run
from circulars.fonts import Slot
from circulars.walls import A3, A4, Wall, WallWork

MARGIN: Final = 14.0
PAPER: Final = {A3: (420.0, 297.0), A4: (297.0, 210.0)}
SMALLER: Final = {A3: 1.0, A4: 297 / 420}
LADDERS: Final = {
    A3: (14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0),
    A4: (10.5, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0),
}
"""Sizes in points that a list of work is tried in, the largest first; below the last it goes on on another sheet."""
LEADING = 1.4
HAIR, EDGE = 0.2, 0.4
ELLIPSIS = "…"
GOES_ON = "（续）"
WEEKDAYS: Final = "一二三四五六日"
SATURDAY = 5
Numbered = tuple[int, WallWork]


def room(sheet: str) -> tuple[float, float]:
    """Width and height of what may be printed."""
    width, height = PAPER[sheet]
    return width - 2 * MARGIN, height - 2 * MARGIN - 1


@dataclass(slots=True)
class Desk:
    """A sheet being laid out."""

    setter: Typesetter
    sheet: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def scale(self) -> float:
        """A4 is A3 made smaller."""
        return SMALLER[self.sheet]

    def page(self) -> Page:
        return Page(tuple(self.pieces), numbered=False, sheet=self.sheet)

    def words(
        self,
        text: str,
        slot: Slot,
        *,
        left: float,
        top: float,
        width: float,
        size: float,
        align: Align = "left",
        red: bool = False,
    ) -> None:
        """One line of `size` mm; what does not fit ends in an ellipsis."""
        self.place(
            [run(text, slot)], left=left, top=top, width=width, size=size, most=1, align=align, red=red
        )

    def place(
        self,
        runs: Sequence[Run],
        *,
        left: float,
        top: float,
        width: float,
        size: float,
        most: int | None = None,
        align: Align = "left",
        red: bool = False,
    ) -> float:
        """Lines in a column, at most so many; how high they are."""
        lines = self.broken(runs, width=width, size=size, most=most)
        style = Style(size, size * LEADING, red=red)
        if lines:
            self.pieces.append(Text(lines, style, top=top, left=left, width=width, align=align))
        return len(lines) * style.pitch

    def broken(
        self, runs: Sequence[Run], *, width: float, size: float, most: int | None = None
    ) -> tuple[Line, ...]:
        """The lines; where there are more than `most`, words are left out at the end and an ellipsis says so."""
        measure = width / size
        lines = self.setter.lines(runs, measure=measure)
        if most is None or len(lines) <= most:
            return lines
        if most < 1 or measure < 2:
            return ()
        text, slot = "".join(part.text for part in runs), runs[0].slot
        kept = sum(len(line.text) for line in lines[:most])
        while len(lines) > most:
            kept -= 1
            lines = self.setter.lines([run(text[:kept] + ELLIPSIS, slot)], measure=measure)
        return lines

    def rule(self, *, left: float, top: float, width: float, height: float, look: str = "") -> None:
        """A line or a filled box; black, or `look`: red, grey."""
        self.pieces.append(
            Rule(top=top, thickness=height, left=left, width=width, red=look == "red", grey=look == "grey")
        )

    def frame(self, *, left: float, top: float, width: float, height: float) -> None:
        """Four thin edges."""
        self.rule(left=left, top=top, width=width, height=HAIR)
        self.rule(left=left, top=top + height - HAIR, width=width, height=HAIR)
        self.rule(left=left, top=top, width=HAIR, height=height)
        self.rule(left=left + width - HAIR, top=top, width=HAIR, height=height)

    def head(self, title: str, whose: str, note: str, *, width: float) -> float:
        """The title at the left, whose calendar it is at the right, a red rule below; how high it is.

        The note is never cut: beside a title that leaves no room for it, it stands below the rule.
        """
        k, right = self.scale, width * (0.55 if whose else 0.8)
        size = min(14 * k, right / self.setter.length(title, Slot.XIAOBIAOSONG))
        self.words(title, Slot.XIAOBIAOSONG, left=0, top=14 * k - size, width=right + 1, size=size)
        self.words(whose, Slot.HEITI, left=right, top=1 * k, width=width - right, size=6.5 * k, align="right")
        self.rule(left=0, top=17.5 * k, width=width, height=0.9 * k, look="red")
        said, small = [run(note, Slot.SONGTI)], 3.6 * k
        taken = self.setter.length(title, Slot.XIAOBIAOSONG) * size + 4 * k
        if self.setter.length(note, Slot.SONGTI) * small <= width - taken:
            self.place(said, left=taken, top=10.5 * k, width=width - taken, size=small, align="right")
            return 22 * k
        high = self.place(said, left=0, top=20 * k, width=width, size=small, align="right")
        return 22 * k + high


def work_words(work: WallWork) -> str:
    """The work, with its day where it has one."""
    return f"{work.work}（{work.due.month}月{work.due.day}日前）" if work.due else work.work


def spoken(number: int, work: WallWork) -> list[Run]:
    """A numbered piece of work with its day and offices, in words."""
    runs = [run(f"{number}．{work_words(work)}")]
    return [*runs, run(f"（{work.offices}）", Slot.KAITI)] if work.offices else runs


@dataclass(frozen=True, slots=True)
class Column:
    """Where a list may stand."""

    left: float
    top: float
    width: float
    foot: float


def fitting(desk: Desk, items: Sequence[Sequence[Run]], column: Column) -> float:
    """The largest size in mm in which the whole list fits, else the smallest there is."""
    for points in LADDERS[desk.sheet]:
        size = points * POINT
        if column.top + sum(_heights(desk, items, column.width, size)) <= column.foot:
            return size
    return LADDERS[desk.sheet][-1] * POINT


def set_list(desk: Desk, items: Sequence[Sequence[Run]], column: Column, size: float) -> int:
    """As many of the items as fit, from the first; how many that are. At least one: nothing is left for ever."""
    top = column.top
    for place, (item, height) in enumerate(
        zip(items, _heights(desk, items, column.width, size), strict=True)
    ):
        if place and top + height > column.foot:
            return place
        desk.place(item, left=column.left, top=top, width=column.width, size=size)
        top += height
    return len(items)


def _heights(desk: Desk, items: Sequence[Sequence[Run]], width: float, size: float) -> Iterator[float]:
    """How high each is with the white below it."""
    for item in items:
        yield len(desk.broken(item, width=width, size=size)) * size * LEADING + size * 0.5


def month_name(month: date) -> str:
    return f"{month.year}年{month.month}月"


def more_pages(wall: Wall, title: str, items: Sequence[Sequence[Run]], setter: Typesetter) -> Iterator[Page]:
    """Sheets of three columns, until nothing is left."""
    rest = list(items)
    while rest:
        desk, (width, height) = Desk(setter, wall.sheet), room(wall.sheet)
        top = desk.head(
            f"{title}{GOES_ON}", "" if title == wall.title else wall.title, wall.note, width=width
        )
        step = width / 3
        size = 11 * POINT * max(desk.scale, 0.75)
        for place in range(3):
            if rest:
                column = Column(place * step, top, step - 6 * desk.scale, height)
                rest = rest[set_list(desk, rest, column, size) :]
        yield desk.page()
