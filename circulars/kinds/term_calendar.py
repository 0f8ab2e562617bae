"""行事历: the months of a plan with their work and offices."""

from itertools import groupby

from circulars.kinds.source import Source, some
from circulars.paper import Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

HEAD = ("月份", "工作内容", "责任处室")


def term_calendar(source: Source) -> Paper:
    some(source.months)
    table = calendar_table(source)
    return Paper(letterhead="", title=table.title, blocks=(), appendices=(table,))


def calendar_table(source: Source) -> TableAppendix:
    groups = tuple(
        RowGroup(month, tuple((row.work, row.offices) for row in rows))
        for month, rows in groupby(source.months, key=lambda row: row.month)
    )
    note = f"{source.bureau}　　{chinese_date(source.day)}"
    return TableAppendix(source.calendar_title, HEAD, groups, marked=False, note=note)
