"""One task with all that people ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workplans.models import Section, Task
from workplans.queries.duties import Reach, reach, schools_in_care
from workplans.queries.outline import PlanOutline, TaskNode, plan_outline


@dataclass(frozen=True)
class TaskPage:
    """`path`: the headings it stands under, outermost first; `previous` and `following` in reading order."""

    node: TaskNode
    path: list[str]
    reach: Reach
    entries: list[Any]
    previous: TaskNode | None
    following: TaskNode | None


def task_page(task: Task) -> TaskPage:
    """The task in its plan, its schools counted, the calendar's entries that carry it out."""
    outline = plan_outline(task.plan, with_targets=True)
    nodes = list(outline.all_tasks())
    if task.withdrawn_on:
        return _withdrawn_page(task)
    at = next(place for place, node in enumerate(nodes) if node.task.pk == task.pk)
    node = nodes[at]
    return TaskPage(
        node=node,
        path=headings_over(outline, task.section),
        reach=reach(node.audience, schools_in_care(task.plan.district) if node.audience else []),
        entries=list(task.entries.standing()),
        previous=nodes[at - 1] if at else None,
        following=nodes[at + 1] if at + 1 < len(nodes) else None,
    )


def _withdrawn_page(task: Task) -> TaskPage:
    """A task that an amendment took out: what it said, outside the reading order."""
    duties = list(task.duties.select_related("office"))
    rules = list(task.audience.select_related("school"))
    node = TaskNode(task, task.label, duties, rules, list(task.targets.all()))
    counted = reach(rules, schools_in_care(task.plan.district) if rules else [])
    return TaskPage(node, [], counted, list(task.entries.standing()), None, None)


def headings_over(outline: PlanOutline, section: Section | None) -> list[str]:
    """The numbered headings down to the section."""
    by_pk = {node.section.pk: node for node in outline.walk()}
    path: list[str] = []
    current = by_pk.get(section.pk) if section else None
    while current:
        path.insert(0, f"{current.label}{current.section.title}")
        current = by_pk.get(current.section.parent_id or 0)
    return path
