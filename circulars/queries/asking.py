"""What a plan would ask of schools, were it issued."""

from __future__ import annotations

from circulars.queries.papers import plan_calendar
from workplans.asking import Wanted, wanted
from workplans.models import Plan
from workplans.queries import plan_outline


def reports_wanted(plan: Plan) -> list[Wanted]:
    """One for each task and entry with a day that schools have to act on; of an amendment, those that are new."""
    found: list[Wanted] = []
    for node in plan_outline(plan).all_tasks():
        if plan.amends_id is None or node.task.origin is None:
            found += wanted(("task", node.task.pk), node.task.due_on, node.audience)
    for entry in plan_calendar(plan):
        if plan.amends_id is None or entry.origin is None:
            found += wanted(("entry", entry.pk), entry.last_day, list(entry.audience.all()))
    return found
