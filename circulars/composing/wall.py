"""A calendar for the wall: a sheet a month with its days, its work and its spans, or all months on one."""

from calendar import monthcalendar
from collections.abc import Iterator, Sequence
from datetime import date

from circulars.composing.geometry import POINT
from circulars.composing.pieces import Page
from circulars.composing.typesetter import Typesetter, run
from circulars.composing.wall_desk import (
    EDGE,
    HAIR,
    LEADING,
    SATURDAY,
    WEEKDAYS,
    Column,
    Desk,
    Numbered,
    fitting,
    month_name,
    more_pages,
    room,
    set_list,
    spoken,
)
from circulars.composing.wall_term import term_pages
from circulars.fonts import Slot
from circulars.walls import Wall, WallMonth, WallWork

GRID_SHARE = 0.6
MOST_BARS = 8


def wall_pages(wall: Wall, setter: Typesetter) -> list[Page]:
    """The sheets of the calendar; work that finds no room goes on on another, so that none is lost."""
    if wall.together:
        return list(term_pages(wall, setter))
    return [page for month in wall.months for page in _month_pages(wall, month, setter)]


def _month_pages(wall: Wall, month: WallMonth, setter: Typesetter) -> Iterator[Page]:
    works = list(enumerate(wall.of_month(month.first), start=1))
    desk, (width, height) = Desk(setter, wall.sheet), room(wall.sheet)
    k = desk.scale
    top = desk.head(month_name(month.first), wall.title, wall.note, width=width)
    grid = width * GRID_SHARE
    spans = [(number, work) for number, work in works if work.is_span][:MOST_BARS]
    foot = height - _bars_height(spans) * k
    _grid(desk, month, works, Column(0, top, grid, foot))
    if spans:
        _bars(desk, spans, month.first, Column(0, foot + 3 * k, grid, height))
    left = grid + 8 * k
    desk.words("本月工作", Slot.HEITI, left=left, top=top + 1.5 * k, width=width - left, size=6 * k)
    items = [spoken(number, work) for number, work in works]
    column = Column(left, top + 11 * k, width - left, height)
    rest = items[set_list(desk, items, column, fitting(desk, items, column)) :] if items else []
    yield desk.page()
    yield from more_pages(wall, month_name(month.first), rest, setter)


def _grid(desk: Desk, month: WallMonth, works: Sequence[Numbered], column: Column) -> None:
    k, cell = desk.scale, column.width / 7
    head = 9 * k
    weeks = monthcalendar(month.first.year, month.first.month)
    row = (column.foot - column.top - head) / len(weeks)
    for place, name in enumerate(WEEKDAYS):
        left = column.left + place * cell
        desk.words(
            f"星期{name}", Slot.HEITI, left=left, top=column.top + 2 * k, width=cell, size=4.6 * k,
            align="center", red=place >= SATURDAY,
        )  # fmt: skip
    for number, week in enumerate(weeks):
        top = column.top + head + number * row
        desk.rule(left=column.left, top=top, width=column.width, height=HAIR if number else EDGE)
        for place, day in enumerate(week):
            if day:
                box = Column(column.left + place * cell, top, cell, top + row)
                _day(desk, month, day, place, [each for each in works if _is_on(each[1], month, day)], box)
    for place in range(8):
        left = column.left + place * cell - (HAIR if place == 7 else 0)
        desk.rule(left=left, top=column.top + head, width=HAIR, height=column.foot - column.top - head)
    desk.rule(left=column.left, top=column.foot - EDGE, width=column.width, height=EDGE)


def _is_on(work: WallWork, month: WallMonth, day: int) -> bool:
    return work.due == month.first.replace(day=day)


def _day(
    desk: Desk, month: WallMonth, day: int, weekday: int, works: Sequence[Numbered], box: Column
) -> None:
    """The day's figure, 休 or 班 beside it, and what is due on it as far as there is room; the list has all of it."""
    k, pad = desk.scale, 1.5 * desk.scale
    is_off = day in month.off
    red = is_off or (weekday >= SATURDAY and day not in month.worked)
    desk.words(
        str(day), Slot.SONGTI, left=box.left + pad, top=box.top + 1.8 * k, width=12 * k, size=7 * k, red=red
    )
    mark = "休" if is_off else "班" if day in month.worked else ""
    if mark:
        desk.words(
            mark, Slot.HEITI, left=box.left, top=box.top + 2.2 * k, width=box.width - pad, size=4.6 * k,
            align="right", red=is_off,
        )  # fmt: skip
    size, top = 9 * POINT * max(k, 0.8), box.top + 10.5 * k
    for place, (number, work) in enumerate(works):
        left_lines = int((box.foot - top - pad) / (size * LEADING))
        most = left_lines // (len(works) - place)
        top += desk.place(
            [run(f"{number}．{work.work}")], left=box.left + pad, top=top, width=box.width - 2 * pad, size=size,
            most=max(most, 0),
        )  # fmt: skip


def _bars_height(spans: Sequence[Numbered]) -> float:
    return 16.5 + 9.6 * len(spans) if spans else 0.0


def _bars(desk: Desk, spans: Sequence[Numbered], month: date, column: Column) -> None:
    """What lasts several months, each as a bar over the months from the first to the last of them; now is black."""
    k = desk.scale
    first, last = min(work.first for _, work in spans), max(work.last for _, work in spans)
    months = list(_months(first, last))
    step = column.width / len(months)
    desk.words("跨月工作", Slot.HEITI, left=column.left, top=column.top, width=column.width, size=5 * k)
    for place, each in enumerate(months):
        desk.words(
            month_name(each) if place == 0 else f"{each.month}月", Slot.SONGTI, left=column.left + place * step,
            top=column.top + 7 * k, width=step, size=3.6 * k, align="center",
        )  # fmt: skip
    top = column.top + 12.5 * k
    for number, work in spans:
        words = f"{number}．{work.work}（{work.offices}）" if work.offices else f"{number}．{work.work}"
        desk.words(words, Slot.FANGSONG, left=column.left, top=top, width=column.width, size=3.7 * k)
        for place, each in enumerate(months):
            if work.first <= each <= work.last:
                desk.rule(
                    left=column.left + place * step, top=top + 5.2 * k, width=step, height=2.4 * k,
                    look="" if each == month else "grey",
                )  # fmt: skip
        top += 9.6 * k


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
