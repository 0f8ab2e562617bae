"""X月工作安排: what stands in one month, numbered, with who does it by when."""

from circulars.kinds.source import Source, some
from circulars.paper import Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

HEAD = ("序号", "工作内容", "责任处室", "时间要求")


def month_list(source: Source) -> Paper:
    """The month of the source, or the first that has work."""
    some(source.months)
    month = source.month or source.months[0].first
    rows = [row for row in source.months if (row.first.year, row.first.month) == (month.year, month.month)]
    some(rows)
    groups = tuple(
        RowGroup(str(place), ((row.work, row.offices, row.due),)) for place, row in enumerate(rows, start=1)
    )
    title = f"{source.bureau}{month.year}年{month.month}月工作安排"
    note = f"依据：{source.plan_title}　　编制日期：{chinese_date(source.day)}"
    table = TableAppendix(title, HEAD, groups, marked=False, note=note)
    return Paper(letterhead="", title=title, blocks=(), appendices=(table,))
