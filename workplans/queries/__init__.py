"""Plans shaped for a page or a paper."""

from workplans.queries.offices import UnmatchedOffice, directory, meant_offices, unmatched_offices
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline

__all__ = [
    "PlanOutline",
    "SectionNode",
    "TaskNode",
    "UnmatchedOffice",
    "directory",
    "meant_offices",
    "plan_outline",
    "unmatched_offices",
]
