"""挂历: the calendar for the wall, a sheet a month or the whole term on one."""

from collections.abc import Iterator
from datetime import date

from calendar_app.spans import each_month
from circulars.kinds.source import Source, some
from circulars.paper import Paper
from circulars.walls import A3, Wall, WallMonth, WallWork
from workplans.periods import chinese_date


def wall(source: Source, *, together: bool, sheet: str = A3) -> Paper:
    """The months of the source's time; where it names none, those that have work."""
    some(source.months)
    first = source.month or min(row.first for row in source.months)
    last = source.until or source.month or max(row.until for row in source.months)
    works = tuple(
        WallWork(row.work, row.offices, row.first, row.until, row.due_on)
        for row in source.months
        if row.first <= last and row.until >= first.replace(day=1)
    )
    some(works)
    made = Wall(
        title=source.calendar_title,
        months=tuple(_months(source, first.replace(day=1), last)),
        works=works,
        together=together,
        sheet=sheet,
        note="　　".join([f"编制日期：{chinese_date(source.day)}", *_warning(source)]),
    )
    return Paper(letterhead="", title=made.title, blocks=(), walls=(made,))


def _warning(source: Source) -> Iterator[str]:
    """Before the notice on a year's holidays is out, only those that the law fixes are known."""
    if source.days.unannounced:
        yield f"{'、'.join(map(str, source.days.unannounced))}年放假调休安排尚未公布，以国务院办公厅通知为准"


def _months(source: Source, first: date, last: date) -> Iterator[WallMonth]:
    for month in each_month(first, last):
        same = (month.year, month.month)
        yield WallMonth(
            month,
            off=tuple(sorted(day.day for day in source.days.off if (day.year, day.month) == same)),
            worked=tuple(sorted(day.day for day in source.days.worked if (day.year, day.month) == same)),
        )
