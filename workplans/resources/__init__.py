"""Rows of a draft plan that go out to Excel and come back: its tasks; in a later room, its calendar.

A row is known by its number in the portal, which the export carries, else by what it says; it is changed only while
its plan is a draft of the own bureau.
"""

from workplans.resources.columns import (
    due_column,
    lead_column,
    number_column,
    plan_column,
    supporting_column,
)
from workplans.resources.rows import PlanRowsResource
from workplans.resources.tasks import TaskResource

__all__ = [
    "PlanRowsResource",
    "TaskResource",
    "due_column",
    "lead_column",
    "number_column",
    "plan_column",
    "supporting_column",
]
