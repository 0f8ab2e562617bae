"""A school's own list for a term: what it has to act on, and its months; a box to tick when it is done."""

from itertools import groupby

from circulars.kinds.columns import without_empty
from circulars.kinds.source import NothingToPrint, Source
from circulars.paper import Appendix, Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

TASK_HEAD = ("序号", "工作任务", "联系处室", "完成时限", "完成情况")
MONTH_HEAD = ("月份", "工作内容", "联系处室", "完成情况")
MAY_LACK = ("联系处室", "完成时限")
OPEN = "□"


def school_list(source: Source) -> Paper:
    title = f"{source.school}工作任务清单"
    note = f"依据：{source.plan_title}　　编制日期：{chinese_date(source.day)}"
    tables: list[Appendix] = []
    if source.tasks:
        rows = enumerate(source.tasks, start=1)
        groups = tuple(
            RowGroup(str(place), ((task.title.rstrip("。．. "), task.lead, task.due, task.progress or OPEN),))
            for place, task in rows
        )
        whole = TableAppendix(title, TASK_HEAD, groups, marked=False, note=note)
        tables.append(without_empty(whole, MAY_LACK))
    if source.months:
        months = tuple(
            RowGroup(month, tuple((row.work, row.offices, OPEN) for row in rows))
            for month, rows in groupby(source.months, key=lambda row: row.month)
        )
        tables.append(TableAppendix(f"{source.school}行事历", MONTH_HEAD, months, marked=False, note=note))
    if not tables:
        raise NothingToPrint
    return Paper(letterhead="", title=title, blocks=(), appendices=tuple(tables))
