"""Whether a plan may leave its editors' desk: what submission and issue refuse, whoever asks."""

from __future__ import annotations

from workplans.models import Plan
from workplans.queries.outline import TaskNode, plan_outline


def tasks_without_lead(plan: Plan) -> list[TaskNode]:
    """Tasks that nobody leads and that say no reason for it, with their numbers; that none has two leads, the
    database sees to. One query where there are none."""
    if not plan.tasks.without_lead().exists():
        return []
    return [node for node in plan_outline(plan).all_tasks() if node.needs_lead]
