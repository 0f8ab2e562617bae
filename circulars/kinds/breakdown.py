"""任务分解表, on turned pages: every task with who leads, who supports, by when; whole or office by office."""

import re
from collections.abc import Sequence
from itertools import groupby

from circulars.kinds.columns import without_empty
from circulars.kinds.source import Source, TaskRow, numbers_of, some
from circulars.paper import Paper, RowGroup, TableAppendix
from workplans.periods import chinese_date

HEAD = ("板块", "序号", "工作任务", "具体要求", "牵头处室", "配合处室", "完成时限")
MAY_LACK = ("配合处室", "完成时限")
NOBODY = "未明确牵头处室"
WHOSE_DUTY = re.compile(r"（(?:责任|牵头|主办)(?:处室|科室|单位|部门)：[^（）]*）(?=。?$)")
"""Behind a task's text; the table says it in columns of its own."""


def breakdown(source: Source) -> Paper:
    some(source.tasks)
    table = breakdown_table(source)
    return Paper(letterhead="", title=table.title, blocks=(), appendices=(table,))


def breakdown_by_office(source: Source) -> Paper:
    """A table for each leading office, on pages of its own; of one office where the source names it."""
    offices = list(dict.fromkeys(task.lead or NOBODY for task in source.tasks))
    wanted = [office for office in offices if source.office in ("", office)]
    some(wanted)
    tables = tuple(
        breakdown_table(
            source,
            [task for task in source.tasks if (task.lead or NOBODY) == office],
            whose=f"（{office}）",
        )
        for office in wanted
    )
    return Paper(letterhead="", title=f"{source.plan_title}任务分解表", blocks=(), appendices=tables)


def breakdown_table(
    source: Source, tasks: Sequence[TaskRow] | None = None, *, whose: str = "", marked: bool = False
) -> TableAppendix:
    numbers = numbers_of(source.tasks)
    shown = source.tasks if tasks is None else tasks
    groups = tuple(
        RowGroup(section, tuple(_row(task, numbers[task]) for task in rows))
        for section, rows in groupby(shown, key=lambda task: task.section)
    )
    note = f"{source.bureau}　　{chinese_date(source.day)}"
    title = f"{source.plan_title}任务分解表{whose}"
    return without_empty(
        TableAppendix(title, HEAD, groups, marked=marked, landscape=True, note=note), MAY_LACK
    )


def _row(task: TaskRow, number: str) -> tuple[str, ...]:
    asked = WHOSE_DUTY.sub("", task.body) if task.lead else task.body
    return (number, task.title.rstrip("。．. "), asked, task.lead, task.supporting, task.due)
