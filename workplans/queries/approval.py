"""How far a plan is, who may take it further, and what its editors should look at before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from districts.models import Membership, Role, User
from workplans.models import ApprovalStep, Plan
from workplans.queries.offices import UnmatchedOffice, unmatched_offices
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode
from workplans.transitions import Transition, possible


def authors(plan: Plan) -> set[User]:
    """Who drafted the plan and who submitted it last: they do not approve it."""
    submitted = plan.approval_steps.filter(act=ApprovalStep.Act.SUBMIT).select_related("by").last()
    return {plan.drafted_by, *([submitted.by] if submitted else [])}


def approvers(plan: Plan) -> list[User]:
    """Who may approve it: approvers of the bureau who are not its authors."""
    seats = Membership.objects.filter(
        district=plan.district, role=Role.APPROVER, is_active=True, user__is_active=True
    )
    own = authors(plan)
    return [user for user in User.objects.filter(memberships__in=seats).distinct() if user not in own]


def steps_for(plan: Plan, user: User) -> list[Transition]:
    """The steps this person may take with the plan now; a query only where somebody may have to stand back."""
    roles = {seat.role for seat in user.seats if seat.district_id == plan.district_id}
    steps = possible(plan.state, roles=roles, is_author=False)
    if not any(step.not_by_authors for step in steps):
        return steps
    return possible(plan.state, roles=roles, is_author=user in authors(plan))


@dataclass(frozen=True)
class Checklist:
    """What may have been forgotten. Hints, but for tasks without a lead: those stop a submission."""

    without_lead: list[TaskNode] = field(default_factory=list)
    without_audience: list[TaskNode] = field(default_factory=list)
    empty_sections: list[SectionNode] = field(default_factory=list)
    unmatched: list[UnmatchedOffice] = field(default_factory=list)
    has_tasks: bool = True

    @property
    def is_clear(self) -> bool:
        found: list[Any] = [
            *self.without_lead,
            *self.without_audience,
            *self.empty_sections,
            *self.unmatched,
        ]
        return self.has_tasks and not found


def checklist(outline: PlanOutline) -> Checklist:
    tasks = list(outline.all_tasks())
    return Checklist(
        without_lead=[node for node in tasks if node.needs_lead],
        without_audience=[node for node in tasks if not node.audience],
        empty_sections=[
            node for node in outline.walk() if not (node.tasks or node.sections or node.section.text.strip())
        ],
        unmatched=unmatched_offices(outline.plan),
        has_tasks=bool(tasks),
    )
