"""Months side by side on a sheet for the wall: their days small, spans as bars across them, the other work in columns."""

from calendar import monthcalendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from circulars.composing.lines import Run
from circulars.composing.pieces import Page
from circulars.composing.typesetter import Typesetter, run
from circulars.composing.wall_desk import (
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
from circulars.fonts import Slot
from circulars.walls import Wall, WallMonth, WallWork

COLUMNS_A_SHEET = 6


def term_pages(wall: Wall, setter: Typesetter) -> Iterator[Page]:
    """At most six months a sheet; columns of work under their days, spans as bars across the columns."""
    for begin in range(0, len(wall.months), COLUMNS_A_SHEET):
        yield from _columns_pages(wall, wall.months[begin : begin + COLUMNS_A_SHEET], setter)


def _columns_pages(wall: Wall, months: Sequence[WallMonth], setter: Typesetter) -> Iterator[Page]:
    desk, (width, height) = Desk(setter, wall.sheet), room(wall.sheet)
    k, step = desk.scale, width / len(months)
    top = desk.head(wall.title, "", wall.note, width=width)
    for place, month in enumerate(months):
        _small_month(desk, month, Column(place * step, top, step, top + 46 * k))
    numbered = list(enumerate(wall.works, start=1))
    first, last = months[0].first, months[-1].first
    spans = [each for each in numbered if each[1].is_span and each[1].first <= last and each[1].last >= first]
    for place in range(1, len(months)):
        desk.rule(left=place * step, top=top, width=HAIR, height=height - top)
    below, unseen = _lanes(desk, spans, months, top=top + 48 * k, step=step, foot=height * 0.62)
    columns = [
        Column(place * step + 2 * k, below + 3 * k, step - 4 * k, height) for place in range(len(months))
    ]
    lists = [
        [
            spoken(number, work)
            for number, work in numbered
            if _in_list(number, work, month.first, first, unseen)
        ]
        for month in months
    ]
    yield from _side_by_side(
        wall, desk, lists, columns, setter, names=[month_name(each.first) for each in months]
    )


def _in_list(number: int, work: WallWork, month: date, opening: date, unseen: set[int]) -> bool:
    """Under the month in which it begins, or the first one shown; a span only where there is no room for its bar."""
    begins = max(work.first, opening)
    return begins == month and (number in unseen or not work.is_span)


def _side_by_side(
    wall: Wall,
    desk: Desk,
    lists: list[list[list[Run]]],
    columns: list[Column],
    setter: Typesetter,
    *,
    names: list[str],
) -> Iterator[Page]:
    """The lists in one size; what finds no room goes on on sheets of its own, under the month's name."""
    size = min((fitting(desk, items, each) for items, each in zip(lists, columns, strict=True)), default=1)
    rest = [
        items[set_list(desk, items, column, size) :] if items else []
        for items, column in zip(lists, columns, strict=True)
    ]
    yield desk.page()
    yield from more_pages(wall, wall.title, list(_named(rest, names)), setter)


def _named(lists: list[list[list[Run]]], names: list[str]) -> Iterator[list[Run]]:
    for items, name in zip(lists, names, strict=True):
        if items:
            yield [run(name, Slot.HEITI)]
            yield from items


def _small_month(desk: Desk, month: WallMonth, column: Column) -> None:
    """The month's name and its days, small."""
    k, inner = desk.scale, column.width - 6 * desk.scale
    desk.words(
        month_name(month.first), Slot.HEITI, left=column.left, top=column.top, width=column.width, size=5.6 * k,
        align="center",
    )  # fmt: skip
    cell, left = inner / 7, column.left + 3 * k
    rows: list[Sequence[str | int]] = [list(WEEKDAYS), *monthcalendar(month.first.year, month.first.month)]
    for number, week in enumerate(rows):
        top = column.top + 8.5 * k + number * 5.4 * k
        for place, day in enumerate(week):
            if not day:
                continue
            off, worked = day in month.off, day in month.worked
            mark = "休" if off else "班" if worked else ""
            desk.words(
                f"{day}{mark}", Slot.HEITI if number == 0 or mark else Slot.SONGTI, left=left + place * cell, top=top,
                width=cell, size=3.5 * k, align="center", red=off or (place >= SATURDAY and not worked),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bar:
    """A span on a sheet: its lane, the columns from which to which it runs, and what it says."""

    number: int
    lane: int
    begin: int
    end: int
    words: list[Run]


def _lanes(
    desk: Desk,
    spans: Sequence[Numbered],
    months: Sequence[WallMonth],
    *,
    top: float,
    step: float,
    foot: float,
) -> tuple[float, set[int]]:
    """Bars across the columns of their months; where they end below, and the numbers of those without room."""
    k = desk.scale
    size, pad, gap = 3.4 * k, 1.4 * k, 1.2 * k
    bars = list(_in_lanes(spans, months))
    heights: dict[int, float] = {}
    for bar in bars:
        width = (bar.end - bar.begin + 1) * step - 2 * pad - 2 * k
        lines = len(desk.broken(bar.words, width=width, size=size))
        heights[bar.lane] = max(heights.get(bar.lane, 0), (lines - 1) * size * LEADING + size + 2 * pad)
    tops = {lane: top + sum(heights[n] for n in range(lane)) + lane * gap for lane in heights}
    shown = {lane for lane in heights if tops[lane] + heights[lane] <= foot}
    for bar in bars:
        if bar.lane in shown:
            left, wide = bar.begin * step + k, (bar.end - bar.begin + 1) * step - 2 * k
            desk.rule(left=left, top=tops[bar.lane], width=wide, height=heights[bar.lane], look="grey")
            desk.frame(left=left, top=tops[bar.lane], width=wide, height=heights[bar.lane])
            desk.place(bar.words, left=left + pad, top=tops[bar.lane] + pad, width=wide - 2 * pad, size=size)
    below = max((tops[lane] + heights[lane] for lane in shown), default=top)
    return below, {bar.number for bar in bars if bar.lane not in shown}


def _in_lanes(spans: Sequence[Numbered], months: Sequence[WallMonth]) -> Iterator[_Bar]:
    """Each in the first lane where it meets no other."""
    index = {month.first: place for place, month in enumerate(months)}
    taken: list[list[tuple[int, int]]] = []
    for number, work in spans:
        begin, end = index.get(work.first, 0), index.get(work.last, len(months) - 1)
        free = (n for n, lane in enumerate(taken) if all(end < other or begin > last for other, last in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((begin, end))
        before = [run("←")] if work.first < months[0].first else []
        after = [run("→")] if work.last > months[-1].first else []
        yield _Bar(number, lane, begin, end, [*before, *spoken(number, work), *after])
