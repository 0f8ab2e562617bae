"""The door everything that is said of a draft goes through."""

from __future__ import annotations

from uuid import UUID

from districts.models import Role, User
from drafting.models.parts import TALKERS, PartKind
from drafting.queries.parts import Part
from drafting.refusals import NotYours, PartGone, TalkIsOver
from workplans.models import Plan, Section, Task


def hold(plan_id: int) -> Plan:
    """The plan, held until the transaction ends, so that nothing is said behind its issue. Raises TalkIsOver."""
    plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("district", "drafted_by").get(pk=plan_id)
    )
    if plan.is_issued:
        raise TalkIsOver
    return plan


def may_talk(plan: Plan, by: User) -> None:
    """Raises NotYours for whoever has no say in the bureau's drafts."""
    if plan.district_id not in by.districts_as(*TALKERS):
        raise NotYours


def may_edit(plan: Plan, by: User) -> None:
    """Raises NotYours for whoever is no editor of the bureau."""
    if plan.district_id not in by.districts_as(Role.EDITOR):
        raise NotYours


def row_of(plan: Plan, kind: str, key: UUID | None) -> Plan | Section | Task:
    """The row of a part as it stands now. Raises PartGone."""
    if kind == PartKind.PLAN:
        return plan
    model = Task if kind == PartKind.TASK else Section
    row = model._default_manager.filter(plan=plan, key=key).first()
    if not isinstance(row, Section | Task):
        raise PartGone
    return row


def said_of(part: Part) -> dict[str, object]:
    """The columns by which a row holds on to the part."""
    return {
        "part_kind": part.kind,
        "part_key": part.key,
        "part_title": "" if part.kind == PartKind.PLAN else part.name[:300],
    }
