"""X月工作安排: what stands in one month, numbered, with who does it by when."""

from datetime import date

from circulars.kinds.columns import without_empty
from circulars.kinds.source import MonthRow, Source, some
from circulars.paper import Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

HEAD = ("序号", "工作内容", "责任处室", "时间要求")


def month_list(source: Source) -> Paper:
    """The month of the source, or the first that has work: what begins in it, then what goes on from before."""
    some(source.months)
    month = source.month or source.months[0].first
    found = [row for row in source.months if row.touches(month)]
    some(found)
    rows = sorted(found, key=lambda row: row.first < month.replace(day=1))
    groups = tuple(
        RowGroup(str(place), ((row.work, row.offices, _time(row, month)),))
        for place, row in enumerate(rows, start=1)
    )
    title = f"{source.bureau}{month.year}年{month.month}月工作安排"
    basis = f"依据：{source.plan_title}　　" if source.plan_title else ""
    note = f"{basis}编制日期：{chinese_date(source.day)}"
    table = without_empty(TableAppendix(title, HEAD, groups, marked=False, note=note), HEAD[-1:])
    return Paper(letterhead="", title=title, blocks=(), appendices=(table,))


def _time(row: MonthRow, month: date) -> str:
    """By when; of work that goes on from before, since when."""
    if row.due or row.first >= month.replace(day=1):
        return row.due
    since = (
        f"{row.first.month}月" if row.first.year == month.year else f"{row.first.year}年{row.first.month}月"
    )
    return f"{since}起持续推进"
