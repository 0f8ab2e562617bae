"""一周工作安排, 第12周工作安排 where the week has its number: this week's work day by day, then what is under way; for the notice board."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from circulars.kinds.columns import without_empty
from circulars.kinds.source import MonthRow, Source, some
from circulars.paper import Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

HEAD = ("时间", "工作内容", "责任处室", "时间要求")
UNDER_WAY = "正在推进"
WEEKDAYS = "一二三四五六日"


def week_list(source: Source) -> Paper:
    """The week that begins with the source's day; where it names none, the week of the paper's own day."""
    begins = source.month or source.day - timedelta(days=source.day.weekday())
    ends = begins + timedelta(days=6)
    dated = sorted(
        ((row.due_on, row) for row in source.months if row.due_on and begins <= row.due_on <= ends),
        key=lambda found: found[0],
    )
    under_way = [row for row in source.months if _is_under_way(row, begins, ends)]
    some([*dated, *under_way])
    days = [
        RowGroup(_day(day, source), tuple((row.work, row.offices, "当日") for _due, row in rows))
        for day, rows in groupby(dated, key=lambda found: found[0])
    ]
    others = [RowGroup(UNDER_WAY, tuple((row.work, row.offices, row.due) for row in under_way))]
    name = f"第{source.week}周" if source.week else "一周"
    title = f"{source.bureau}{name}工作安排\n（{chinese_date(begins)}至{_short(ends)}）"
    note = "　　".join([f"编制日期：{chinese_date(source.day)}", *_days_off(source, begins, ends)])
    groups = tuple(days + (others if under_way else []))
    table = without_empty(TableAppendix(title, HEAD, groups, marked=False, note=note), HEAD[-1:])
    return Paper(letterhead="", title=title, blocks=(), appendices=(table,))


def _is_under_way(row: MonthRow, begins: date, ends: date) -> bool:
    """Of these months, and not for a day of this week nor for one that is over."""
    return (row.touches(begins) or row.touches(ends)) and (row.due_on is None or row.due_on > ends)


def _day(day: date, source: Source) -> str:
    mark = "（休）" if day in source.days.off else "（班）" if day in source.days.worked else ""
    return f"{_short(day)}\n星期{WEEKDAYS[day.weekday()]}{mark}"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _days_off(source: Source, begins: date, ends: date) -> Iterator[str]:
    """放假 and 调休上班 of the week, where there are any."""
    for word, days in (("放假", source.days.off), ("调休上班", source.days.worked)):
        if found := sorted(_within(days, begins, ends)):
            yield f"{word}：{'、'.join(map(_short, found))}"


def _within(days: Iterable[date], begins: date, ends: date) -> Iterator[date]:
    return (day for day in days if begins <= day <= ends)
