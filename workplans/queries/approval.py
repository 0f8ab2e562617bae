"""How far a plan is, who may take it further, and what its editors should look at before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from districts.models import Membership, Office, Role, User
from districts.queries.delegations import seats_lent_to, stand_ins
from workplans.models import ApprovalStep, Countersignature, Plan, TaskOffice
from workplans.transitions import (
    APPROVER,
    AUTHORS,
    CHECKER,
    COUNTERSIGNER,
    COUNTERSIGNING,
    EDITOR,
    SIGNER,
    SIGNING,
    Transition,
    possible,
    step_from,
)

# What a seat's role can mean on a plan's way; whether an office is really asked is seen in the round.
PARTS = {
    Role.EDITOR: frozenset({EDITOR}),
    Role.APPROVER: frozenset({CHECKER, SIGNER, APPROVER}),
    Role.OFFICE_HEAD: frozenset({CHECKER, COUNTERSIGNER}),
}
NO_PART: frozenset[str] = frozenset()


def this_round(plan: Plan) -> ApprovalStep | None:
    """The submission that counts: the last one."""
    submitted = plan.approval_steps.filter(act=ApprovalStep.Act.SUBMIT)
    return submitted.select_related("by", "addressed_to").last()


def authors(plan: Plan) -> set[User]:
    """Who drafted the plan and who submitted it last: they do not approve it."""
    submitted = this_round(plan)
    return {plan.drafted_by, *([submitted.by] if submitted else [])}


def approver_seats(plan: Plan) -> list[Membership]:
    return list(_seats(plan).filter(role=Role.APPROVER))


def head_seats(plan: Plan) -> list[Membership]:
    """Seats of the heads of the bureau's offices in use."""
    return list(_seats(plan).filter(role=Role.OFFICE_HEAD, office__is_active=True).select_related("office"))


def _seats(plan: Plan) -> Any:
    return (
        Membership.objects.filter(district=plan.district_id, is_active=True, user__is_active=True)
        .select_related("user")
        .order_by("id")
    )


def _holders(seats: Iterable[Membership]) -> list[User]:
    return list({seat.user_id: seat.user for seat in seats}.values())


def asked_offices(plan: Plan) -> list[Countersignature]:
    """The offices asked to countersign in this round, in the bureau's order."""
    found = this_round(plan)
    rows = found.countersignatures.select_related("office", "step__by", "step__on_behalf_of") if found else []
    return list(rows)


def offices_that_may_countersign(plan: Plan, own: set[User]) -> list[Office]:
    """Those with a head who did not draft the plan; `own` are its authors."""
    offices = {
        seat.office_id: seat.office for seat in head_seats(plan) if seat.user not in own and seat.office
    }
    return sorted(offices.values(), key=lambda office: (office.position, office.pk))


def offices_with_tasks(plan: Plan) -> set[int]:
    """Keys of the offices that lead or support a task, the successor for one that was merged."""
    rows = TaskOffice.objects.filter(task__plan=plan).select_related("office__successor")
    return {row.office.current.pk for row in rows.distinct()}


@dataclass(frozen=True)
class Standing:
    """The parts somebody has by one seat: their own, or one lent to them."""

    user: User
    seat: Membership
    parts: frozenset[str]

    @property
    def is_lent(self) -> bool:
        return self.seat.user_id != self.user.pk

    @property
    def people(self) -> set[User]:
        """Who acts, and in whose name."""
        return {self.user, self.seat.user}


def standings(plan: Plan, user: User, on: date) -> list[Standing]:
    """What the person can be on this plan's way, whether or not it is their turn; own seats and approvers' first."""
    seats = [seat for seat in user.seats if seat.district_id == plan.district_id and seat.role in PARTS]
    seats += [seat for seat in seats_lent_to(user, on) if seat.district_id == plan.district_id]
    seats.sort(key=lambda seat: (seat.user_id != user.pk, seat.role != Role.APPROVER))
    return [Standing(user, seat, PARTS[Role(seat.role)]) for seat in seats]


@dataclass(frozen=True)
class Turn:
    """Whose word a plan waits for: what must be known to say who may take which step."""

    state: str
    own: set[User]
    waiting_offices: frozenset[int]
    checker: User | None
    signers: frozenset[int]
    chosen: User | None  # who was asked to check it, where one person was

    def parts_of(self, standing: Standing) -> frozenset[str]:
        """Those of the standing's parts that count now."""
        parts = set(standing.parts)
        if standing.seat.office_id not in self.waiting_offices:
            parts.discard(COUNTERSIGNER)
        if self.has_checked(standing):
            parts.discard(SIGNER)
        return frozenset(parts)

    def is_author(self, standing: Standing) -> bool:
        return bool(standing.people & self.own)

    def has_checked(self, standing: Standing) -> bool:
        """Whether the seat's holder checked it and another approver is there to sign; a small bureau may have one."""
        others = self.signers - ({self.checker.pk} if self.checker else set())
        return standing.seat.user == self.checker and bool(others)


def turn_of(plan: Plan) -> Turn:
    """Whose turn it is, in at most three queries."""
    steps = list(plan.approval_steps.select_related("by", "on_behalf_of", "addressed_to"))
    asked = asked_offices(plan) if plan.state == COUNTERSIGNING else []
    return turn_from(plan, steps, asked, approver_seats(plan) if plan.state == SIGNING else [])


def turn_from(
    plan: Plan, steps: list[ApprovalStep], asked: list[Countersignature], approver_seats: list[Membership]
) -> Turn:
    """The same from rows at hand; `asked` are the offices of this round."""
    submitted = [step for step in steps if step.act == ApprovalStep.Act.SUBMIT][-1:]
    checked = [step for step in steps if step.act == ApprovalStep.Act.CHECK][-1:]
    own = {plan.drafted_by, *(step.by for step in submitted)}
    return Turn(
        plan.state,
        own,
        waiting_offices=frozenset(row.office_id for row in asked if row.step_id is None),
        checker=checked[0].holder if checked and plan.state == SIGNING else None,
        signers=frozenset(seat.user_id for seat in approver_seats if seat.user not in own),
        chosen=submitted[0].addressed_to if submitted else None,
    )


@dataclass(frozen=True)
class OpenStep:
    """A step that is open to somebody now, and the seat by which it is."""

    step: Transition
    standing: Standing

    @property
    def act(self) -> str:
        return self.step.act


def open_steps(plan: Plan, user: User, on: date) -> list[OpenStep]:
    """The steps this person may take with the plan now; one for each office they can countersign for."""
    mine = standings(plan, user, on)
    if not any(step_from(act, plan.state) for act in ("check", "countersign", "sign")):
        return list(
            _once(OpenStep(step, one) for one in mine for step in _open(plan.state, one.parts, False))
        )
    turn = turn_of(plan)
    return list(
        _once(
            OpenStep(step, one)
            for one in mine
            for step in _open(plan.state, turn.parts_of(one), turn.is_author(one))
        )
    )


def _open(state: str, parts: frozenset[str], is_author: bool) -> list[Transition]:
    return possible(state, parts=parts, is_author=is_author)


def _once(steps: Iterable[OpenStep]) -> Iterator[OpenStep]:
    """Each act once, by the first seat that may; countersigning once for each office."""
    seen: set[tuple[str, int | None]] = set()
    for found in sorted(steps, key=lambda found: ACT_ORDER.index(found.act)):
        mark = (found.act, found.standing.seat.office_id if found.act == "countersign" else None)
        if mark not in seen:
            seen.add(mark)
            yield found


ACT_ORDER = ("submit", "check", "countersign", "sign", "issue", "return", "recall", "close")


def steps_for(plan: Plan, user: User, on: date) -> list[Transition]:
    """The steps this person may take with the plan now, each once."""
    return list(dict.fromkeys(found.step for found in open_steps(plan, user, on)))


def people_told(part: str, plan: Plan, on: date) -> list[User]:
    """Who is told when it is the turn of `part`: those who can act, and their stand-ins."""
    turn = turn_of(plan)
    if part == AUTHORS:
        return sorted(turn.own, key=lambda user: user.pk)
    seats = _seats_of_part(part, plan, turn)
    people = [*_holders(seats), *stand_ins(seats, on)]
    return list({user.pk: user for user in people if user not in turn.own}.values())


def _seats_of_part(part: str, plan: Plan, turn: Turn) -> list[Membership]:
    if part == COUNTERSIGNER:
        return [seat for seat in head_seats(plan) if seat.office_id in turn.waiting_offices]
    if part == CHECKER and turn.chosen:
        return [seat for seat in [*approver_seats(plan), *head_seats(plan)] if seat.user == turn.chosen]
    seats = approver_seats(plan)
    if part == SIGNER:
        return [
            seat for seat in seats if not turn.has_checked(Standing(seat.user, seat, PARTS[Role.APPROVER]))
        ]
    return seats


def checkers(plan: Plan, own: set[User]) -> list[User]:
    """Who may check the plan: approvers and heads of offices who are not among its authors."""
    return [user for user in _holders([*approver_seats(plan), *head_seats(plan)]) if user not in own]
