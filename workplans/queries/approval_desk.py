"""What lies on somebody's desk: plans that wait for their word, in their own name or in that of a colleague."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from districts.models import Membership, Role
from districts.models.delegations import APPROVING_ROLES
from districts.queries.delegations import seats_lent_to
from workplans.models import ApprovalStep, Countersignature, Plan
from workplans.queries.approval import PARTS, Standing, Turn, approver_seats, turn_from
from workplans.transitions import CHECKER, COUNTERSIGNER, SIGNER, SIGNING, possible

PART_OF_ACT = {"check": CHECKER, "countersign": COUNTERSIGNER, "sign": SIGNER}


@dataclass(frozen=True)
class Waiting:
    """A plan and what is asked; `speaks_for` is the colleague whose seat it is, empty for one's own."""

    plan: Plan
    act: str
    speaks_for: str = ""


def waiting_for(seat: Membership, on: date) -> list[Waiting]:
    """The plans that wait for whoever acts from this seat, each once; at most five queries, one for who has no say."""
    lent = [one for one in seats_lent_to(seat.user, on) if one.district_id == seat.district_id]
    seats = [one for one in [seat, *lent] if one.role in APPROVING_ROLES]
    if not seats:
        return []
    plans = list(_under_way(seat))
    mine = [Standing(seat.user, one, PARTS[Role(one.role)]) for one in seats]
    signing = next((plan for plan in plans if plan.state == SIGNING), None)
    signers = approver_seats(signing) if signing else []
    found = []
    for plan in plans:
        steps = list(plan.approval_steps.all())
        begun = [step for step in steps if step.act == ApprovalStep.Act.SUBMIT][-1:]
        asked = list(begun[0].countersignatures.all()) if begun else []
        turn = turn_from(plan, steps, asked, signers)
        for act, standing in islice(_asked_of(mine, turn), 1):
            found.append(Waiting(plan, act, standing.seat.user.full_name if standing.is_lent else ""))
    return found


def knowing_last_step(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Each with `last_act` and `last_note`: what was last done on its way and what was said; no query of its own."""
    last = ApprovalStep.objects.filter(plan=OuterRef("pk")).order_by("-pk")
    return plans.annotate(
        last_act=Subquery(last.values("act")[:1]), last_note=Subquery(last.values("note")[:1])
    )


def _under_way(seat: Membership) -> QuerySet[Plan]:
    steps = ApprovalStep.objects.select_related("by", "on_behalf_of", "addressed_to").prefetch_related(
        Prefetch("countersignatures", Countersignature.objects.all())
    )
    return (
        Plan.objects.filter(district=seat.district_id, state__in=Plan.UNDER_WAY)
        .select_related("drafted_by")
        .prefetch_related(Prefetch("approval_steps", steps))
    )


def _asked_of(mine: list[Standing], turn: Turn) -> Iterator[tuple[str, Standing]]:
    for standing in mine:
        for step in possible(turn.state, parts=turn.parts_of(standing), is_author=turn.is_author(standing)):
            if step.act in PART_OF_ACT and _is_meant(step.act, standing, turn):
                yield step.act, standing


def _is_meant(act: str, standing: Standing, turn: Turn) -> bool:
    """Any head of office may check, but only who was chosen is asked; without a choice the approvers are."""
    if act != "check":
        return True
    return standing.seat.user == turn.chosen if turn.chosen else standing.seat.role == Role.APPROVER
