"""What a plan would ask of schools, were it issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.db.models import QuerySet

from circulars.models import CircularAudience
from circulars.queries.papers import plan_calendar, rules_of_plan
from districts.models import School
from workplans.asking import Wanted, wanted
from workplans.audience import schools_meeting
from workplans.drafts import AudienceDraft
from workplans.models import Plan
from workplans.queries import plan_outline


def schools_of_rules(plan: Plan, rules: Iterable[AudienceDraft] | None) -> QuerySet[School]:
    """The schools that would sign, were the plan issued to `rules`; None: those the plan addresses."""
    if rules is None:
        rules = rules_of_plan(plan_outline(plan), plan_calendar(plan))
    meant = schools_meeting([CircularAudience(**asdict(rule)) for rule in rules], plan.district)
    return School.objects.filter(meant)


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
