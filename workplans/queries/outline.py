"""A plan as it reads: a numbered tree of sections and tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from workplans.models import OfficeDuty, Plan, Section, Target, Task, TaskAudience, TaskOffice
from workplans.numbering import Labels, Node, number_plan


@dataclass(frozen=True)
class TaskNode:
    """A task with its number, the offices that carry it and the rules of whom it addresses."""

    task: Task
    label: str
    duties: list[TaskOffice] = field(default_factory=list)
    audience: list[TaskAudience] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def lead(self) -> TaskOffice | None:
        return next((duty for duty in self.duties if duty.role == OfficeDuty.Role.LEAD), None)

    @property
    def needs_lead(self) -> bool:
        """Nobody leads it, and nobody has said why."""
        return self.lead is None and not self.task.no_lead_reason

    @property
    def supporting(self) -> list[TaskOffice]:
        return [duty for duty in self.duties if duty.role == OfficeDuty.Role.SUPPORT]

    def is_led_by(self, offices: Collection[int]) -> bool:
        """Whether one of these offices leads it, itself or as the successor of one that did."""
        lead = self.lead
        return lead is not None and bool({lead.office_id, lead.office.successor_id} & set(offices))

    @property
    def carries(self) -> str:
        """ "work" that somebody does by a day, "targets" alone, or nothing: what keeps it from becoming a heading."""
        if self.duties or self.audience or self.task.due_on:
            return "work"
        return "targets" if self.targets else ""

    @property
    def run_in(self) -> str:
        """The text that follows the title sentence in its own paragraph; a new line at its beginning means none."""
        return "" if self.task.body.startswith("\n") else next(iter(paragraphs(self.task.body)), "")

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs under the one that holds the title."""
        lines = paragraphs(self.task.body)
        return lines[1:] if self.run_in else lines


@dataclass(frozen=True)
class SectionNode:
    """A section with its number; `depth` is 0 for the outermost. Its own tasks stand before its subsections."""

    section: Section
    label: str
    depth: int
    tasks: list[TaskNode] = field(default_factory=list)
    sections: list[SectionNode] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.section.text)

    def walk(self) -> Iterator[SectionNode]:
        """Itself and everything below it, in reading order."""
        yield self
        for child in self.sections:
            yield from child.walk()


@dataclass(frozen=True)
class PlanOutline:
    """The tree; `tasks` stand before the first heading."""

    plan: Plan
    tasks: list[TaskNode]
    sections: list[SectionNode]

    def walk(self) -> Iterator[SectionNode]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()

    def all_tasks(self) -> Iterator[TaskNode]:
        """All tasks in reading order."""
        yield from self.tasks
        for section in self.walk():
            yield from section.tasks


def paragraphs(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def plan_outline(plan: Plan, *, with_targets: bool = False, with_duties: bool = True) -> PlanOutline:
    """The plan as a numbered tree, in four queries at any size: sections, tasks, duties, audiences.

    Targets are a fifth, for pages that show them; pages of words alone do without duties and audiences. Numbers of a draft follow from position and style; after issue they are the frozen ones.
    """
    children = _grouped(Section.objects.filter(plan=plan), "parent_id")
    tasks = _grouped(Task.objects.filter(plan=plan).standing(), "section_id")
    duties, rules = _carried(plan) if with_duties else ({}, {})
    targets = (
        _grouped(Target.objects.filter(task__plan=plan).select_related("measured_by"), "task_id")
        if with_targets
        else {}
    )
    labels = _labels(plan, children, tasks)

    def task_nodes(section_id: int | None) -> list[TaskNode]:
        return [
            TaskNode(
                task,
                labels.tasks[task.pk],
                duties.get(task.pk, []),
                rules.get(task.pk, []),
                targets.get(task.pk, []),
            )
            for task in tasks.get(section_id, [])
        ]

    def section_nodes(parent_id: int | None, depth: int) -> list[SectionNode]:
        return [
            SectionNode(
                section,
                labels.sections[section.pk],
                depth,
                task_nodes(section.pk),
                section_nodes(section.pk, depth + 1),
            )
            for section in children.get(parent_id, [])
        ]

    return PlanOutline(plan, task_nodes(None), section_nodes(None, 0))


def nodes_of(tasks: Sequence[Task]) -> dict[int, TaskNode]:
    """Single tasks with all they carry, by their keys, and without their numbers; three queries."""
    duties = _grouped(TaskOffice.objects.filter(task__in=tasks).select_related("office"), "task_id")
    rules = _grouped(TaskAudience.objects.filter(task__in=tasks).select_related("school"), "task_id")
    targets = _grouped(Target.objects.filter(task__in=tasks), "task_id")
    return {
        task.pk: TaskNode(task, "", duties.get(task.pk, []), rules.get(task.pk, []), targets.get(task.pk, []))
        for task in tasks
    }


def _carried(
    plan: Plan,
) -> tuple[dict[int | None, list[TaskOffice]], dict[int | None, list[TaskAudience]]]:
    """Duties and audiences by task."""
    return (
        _grouped(TaskOffice.objects.filter(task__plan=plan).select_related("office"), "task_id"),
        _grouped(TaskAudience.objects.filter(task__plan=plan).select_related("school"), "task_id"),
    )


Row = TypeVar("Row")


def _grouped(rows: Iterable[Row], key: str) -> dict[int | None, list[Row]]:
    """Rows by one of their fields, each group in the rows' own order."""
    groups: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return dict(groups)


def _labels(
    plan: Plan, children: dict[int | None, list[Section]], tasks: dict[int | None, list[Task]]
) -> Labels:
    if plan.is_issued:
        return Labels(
            {row.pk: row.label for rows in children.values() for row in rows},
            {row.pk: row.label for rows in tasks.values() for row in rows},
        )

    def nodes(parent_id: int | None) -> list[Node]:
        return [
            Node(section.pk, [task.pk for task in tasks.get(section.pk, [])], nodes(section.pk))
            for section in children.get(parent_id, [])
        ]

    return number_plan(nodes(None), plan.numbering, [task.pk for task in tasks.get(None, [])])
