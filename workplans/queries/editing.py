"""The plan as its editors see it: every part with the places it may go to, and what was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from districts.models import AuditEntry
from workplans.models import Plan, Section, Task
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline
from workplans.queries.places import Steps, section_steps, task_steps

# The verb that deleted, and the one that brings back.
REMOVALS = {"remove_task": "restore_task", "remove_section": "restore_section"}
# Joining takes a task away too, but its words are still there: it is not listed among what was deleted.
RETURNS = {**REMOVALS, "join_task": "restore_task"}


@dataclass(frozen=True)
class TaskCard:
    node: TaskNode
    steps: Steps


@dataclass(frozen=True)
class SectionCard:
    """`heading` is its level on the page, where the plan's title is the first."""

    node: SectionNode
    steps: Steps
    tasks: list[TaskCard]

    @property
    def heading(self) -> int:
        return min(self.node.depth + 2, 4)


@dataclass(frozen=True)
class Editor:
    """A plan on the editor's page: cards in reading order."""

    plan: Plan
    outline: PlanOutline
    loose: list[TaskCard]
    sections: list[SectionCard]


def editor_of(plan: Plan) -> Editor:
    """The plan with every part's next places; as many queries as its outline."""
    outline = plan_outline(plan, with_targets=True)
    tasks, sections = task_steps(outline), section_steps(outline)

    def cards(nodes: list[TaskNode]) -> list[TaskCard]:
        return [TaskCard(node, tasks[node.task.pk]) for node in nodes]

    return Editor(
        plan,
        outline,
        cards(outline.tasks),
        [SectionCard(node, sections[node.section.pk], cards(node.tasks)) for node in outline.walk()],
    )


def removals(plan: Plan) -> QuerySet[AuditEntry]:
    """What was deleted from the plan, the latest first."""
    return AuditEntry.objects.filter(
        district=plan.district_id, verb__in=REMOVALS, before__plan=plan.pk
    ).select_related("actor")


def removal_of(plan: Plan, key: UUID) -> AuditEntry | None:
    """How the part with this key last went from the plan."""
    entries = AuditEntry.objects.filter(district=plan.district_id, verb__in=RETURNS, before__plan=plan.pk)
    return entries.filter(before__key=str(key)).first()


def last_change(row: Plan | Section | Task) -> AuditEntry | None:
    """Who wrote what stands there now, and when."""
    return (
        AuditEntry.objects.filter(object_type=row._meta.label_lower, object_id=str(row.pk))
        .select_related("actor")
        .first()
    )
