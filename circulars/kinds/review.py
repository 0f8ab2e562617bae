"""The year's account of a plan: how many tasks are done, section by section, and what became of each."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from circulars.kinds.source import Source, TaskRow, numbers_of, some
from circulars.paper import Block, Heading, Paper, Paragraph, RowGroup, TableAppendix
from workplans.book_marks import in_book_marks
from workplans.periods import chinese_date

HEAD = ("板块", "序号", "工作任务", "牵头处室", "完成时限", "完成情况")
DONE, UNDER_WAY, BLOCKED, UNHEARD = "已完成", "正在推进", "遇到困难", "尚未反馈"
STANDINGS = (DONE, UNDER_WAY, BLOCKED, UNHEARD)
NUMBERS = "一二三四五六七八九十"


def review(source: Source) -> Paper:
    some(source.tasks)
    counted = Counter(map(standing, source.tasks))
    opening = (
        f"截至{chinese_date(source.day)}，《{in_book_marks(source.plan_title)}》共{len(source.tasks)}项任务，"
        + "，".join(f"{word}{counted[word]}项" for word in STANDINGS if counted[word])
        + "。"
    )
    blocks: list[Block] = [Paragraph(opening)]
    sections = [(name, list(rows)) for name, rows in groupby(source.tasks, key=lambda task: task.section)]
    for place, (name, rows) in enumerate(sections):
        label = f"{NUMBERS[place]}、" if place < len(NUMBERS) else ""
        blocks.append(Heading(1, name.split("、", 1)[-1] or "工作任务", label))
        blocks.append(Paragraph(_account(rows)))
    blocks += [Paragraph(remark) for remark in source.remarks]
    numbers = numbers_of(source.tasks)
    table = TableAppendix(
        f"{source.plan_title}任务完成情况表",
        HEAD,
        tuple(RowGroup(name, tuple(_row(task, numbers[task]) for task in rows)) for name, rows in sections),
        landscape=True,
    )
    return Paper(
        letterhead="",
        title=f"{source.plan_title}\n完成情况总结",
        blocks=tuple(blocks),
        attachments_note=(table.title,),
        sign_off_name=source.bureau,
        sign_off_date=source.day,
        sealed=False,
        appendices=(table,),
    )


def _account(rows: Sequence[TaskRow]) -> str:
    """How many of a section's tasks are done, and which are not, by how they stand."""
    named = {word: [_name(task) for task in rows if standing(task) == word] for word in STANDINGS}
    done = len(named[DONE])
    if done == len(rows):
        return f"本部分{done}项任务全部完成。"
    opening = f"本部分共{len(rows)}项任务，" + (f"{DONE}{done}项。" if done else "均未完成。")
    return opening + "".join(
        f"{word}的有：{'、'.join(named[word])}。" for word in STANDINGS[1:] if named[word]
    )


def _name(task: TaskRow) -> str:
    return task.title.rstrip("。．. ")


def standing(task: TaskRow) -> str:
    """The first word of its progress: one of four."""
    return next((word for word in (DONE, UNDER_WAY, BLOCKED) if task.progress.startswith(word)), UNHEARD)


def _row(task: TaskRow, number: str) -> tuple[str, ...]:
    return (number, _name(task), task.lead, task.due, task.progress or UNHEARD)
