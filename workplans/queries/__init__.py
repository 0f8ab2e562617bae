"""Plans shaped for a page or a paper."""

from workplans.queries.approval import authors, steps_for
from workplans.queries.duties import Reach, duties_of, reach, schools_in_care
from workplans.queries.offices import UnmatchedOffice, directory, meant_offices, most_like, unmatched_offices
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline
from workplans.queries.readiness import tasks_without_lead

__all__ = [
    "PlanOutline",
    "Reach",
    "SectionNode",
    "TaskNode",
    "UnmatchedOffice",
    "authors",
    "directory",
    "duties_of",
    "meant_offices",
    "most_like",
    "plan_outline",
    "reach",
    "schools_in_care",
    "steps_for",
    "tasks_without_lead",
    "unmatched_offices",
]
