"""A plan goes its way: submitted, checked, countersigned, signed, returned, taken back.

The table is in `workplans.transitions`, who has which part in `workplans.queries.approval`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from districts.messages import post_message
from districts.models import Membership, Office, User
from districts.trail import record
from workplans.models import ApprovalStep, Countersignature, Plan
from workplans.notices import step_notice
from workplans.queries.approval import (
    Standing,
    Turn,
    asked_offices,
    authors,
    checkers,
    offices_that_may_countersign,
    offices_with_tasks,
    people_told,
    standings,
    this_round,
    turn_of,
)
from workplans.queries.readiness import tasks_without_lead
from workplans.refusals import (
    CannotCountersign,
    ChangedMeanwhile,
    CheckedIt,
    LeadMissing,
    NotAsked,
    NoteMissing,
    NotNow,
    NotYours,
    OwnDraft,
)
from workplans.services.amending import refuse_without_changes
from workplans.services.versions import keep_version
from workplans.transitions import (
    COUNTERSIGNER,
    SIGNER,
    Transition,
    after_check,
    after_countersign,
    step_from,
    steps_called,
)

Offices = Collection[Office] | None


class Said(TypedDict, total=False):
    """What goes with a step.

    version: the plan's when the page was drawn: an approval means the text that was read.
    seat: from which seat it is taken, own or lent, where it is not plain.
    """

    note: str
    version: int | None
    seat: Membership | None


class SaidOfOffices(Said, total=False):
    """offices: which shall countersign."""

    offices: Offices


class SaidAtFirst(SaidOfOffices, total=False):
    """to: who is asked to check it; None asks all approvers."""

    to: User | None


def submit_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[SaidAtFirst]) -> ApprovalStep:
    """Hand the plan in; its text stands still from here on.

    `offices`: None proposes all that carry a task and have a head, an empty list none.
    Raises NothingAmended, LeadMissing, CannotCountersign.
    """
    return _take(_Wish("submit", **said), plan, by=by, now=now)


def check_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[SaidOfOffices]) -> ApprovalStep:
    """核稿: find the text in order and send it to the offices that shall countersign.

    `offices`: None asks those proposed at the submission. Raises OwnDraft for whoever drafted or submitted it.
    """
    return _take(_Wish("check", **said), plan, by=by, now=now)


def countersign_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[Said]) -> ApprovalStep:
    """会签: an office agrees. `seat` says for which office, where somebody can speak for several. Raises NotAsked."""
    return _take(_Wish("countersign", **said), plan, by=by, now=now)


def sign_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[Said]) -> ApprovalStep:
    """签发: approve the text as it is. Raises CheckedIt where another approver is there to sign."""
    return _take(_Wish("sign", **said), plan, by=by, now=now)


def return_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[Said]) -> ApprovalStep:
    """Give the plan back to its editors. Raises NoteMissing without a reason."""
    return _take(_Wish("return", **said), plan, by=by, now=now)


def recall_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[Said]) -> ApprovalStep:
    """Take the plan back to change it; it has to go the whole way again."""
    return _take(_Wish("recall", **said), plan, by=by, now=now)


def close_plan(*, plan: Plan, by: User, now: datetime, **said: Unpack[Said]) -> ApprovalStep:
    """End a plan whose time is over: it is still read, but nobody is reminded of it."""
    return _take(_Wish("close", **said), plan, by=by, now=now)


TAKE: dict[str, Callable[..., ApprovalStep]] = {
    "submit": submit_plan,
    "check": check_plan,
    "countersign": countersign_plan,
    "sign": sign_plan,
    "return": return_plan,
    "recall": recall_plan,
    "close": close_plan,
}


@dataclass(frozen=True)
class _Wish:
    """What somebody wants done, with all that may be said with it."""

    act: str
    note: str = ""
    version: int | None = None
    seat: Membership | None = None
    offices: Offices = None
    to: User | None = None


def _take(wish: _Wish, plan: Plan, *, by: User, now: datetime) -> ApprovalStep:
    """Move the state once, whoever else clicks; sign and date it; tell those whom it concerns.

    Raises NotYours, NotNow (not in a state for it, or somebody was quicker), ChangedMeanwhile (it was taken back and
    came again).
    """
    today = timezone.localdate(now)
    rows = steps_called(wish.act)
    mine = [one for one in standings(plan, by, today) if any(one.parts & row.parts for row in rows)]
    if not mine:
        raise NotYours
    if rows[0].needs_note and not wish.note.strip():
        raise NoteMissing
    with transaction.atomic():
        step = _claim(plan, rows, wish)
        if wish.act == "submit":
            refuse_without_changes(plan)
            refuse_without_leads(plan)
        turn = turn_of(plan)
        standing = _standing_for(step, turn, mine, wish.seat)
        signed = _sign(plan, step, standing, turn, wish)
        plan.state = _follow(plan, step, signed, wish, turn)
        Plan.objects.filter(pk=plan.pk).update(state=plan.state)
        record(by=by, verb=step.verb, on=plan, after=_told(plan, signed))
        if wish.act in ("submit", "sign"):
            keep_version(plan=plan, why=wish.act, by=by)
        if plan.state != Plan.State.COUNTERSIGNING or wish.act == "check":
            _tell(signed, step, plan, today, now)
    return signed


def refuse_without_leads(plan: Plan) -> None:
    """Raises LeadMissing while a task has neither a lead office nor a reason for none."""
    if missing := tasks_without_lead(plan):
        raise LeadMissing(missing)


def _claim(plan: Plan, rows: list[Transition], wish: _Wish) -> Transition:
    """Hold the plan in a state in which the act can be done; `plan` is read anew."""
    sources = {state for row in rows for state in row.sources}
    waiting = Plan.objects.filter(pk=plan.pk, state__in=sources)
    as_read = waiting if wish.version is None else waiting.filter(version=wish.version)
    if not as_read.update(version=F("version") + 1, updated_at=Now()):
        raise ChangedMeanwhile(plan) if waiting.exists() else NotNow
    plan.refresh_from_db()
    step = step_from(wish.act, plan.state)
    assert step is not None  # noqa: S101 -- the state was in the sources when it was claimed
    return step


def _standing_for(step: Transition, turn: Turn, mine: list[Standing], seat: Membership | None) -> Standing:
    """The seat by which the person may take the step; says why there is none."""
    able = [one for one in mine if seat is None or one.seat.pk == seat.pk]
    able = [one for one in able if one.parts & step.parts]
    if not able:
        raise NotYours
    due = [one for one in able if turn.parts_of(one) & step.parts]
    if not due:
        raise CheckedIt if step.parts == {SIGNER} else NotAsked
    free = [one for one in due if not (step.not_by_authors and turn.is_author(one))]
    if not free:
        raise OwnDraft
    return free[0]


def _sign(plan: Plan, step: Transition, standing: Standing, turn: Turn, wish: _Wish) -> ApprovalStep:
    speaks = COUNTERSIGNER in turn.parts_of(standing) & step.parts
    return ApprovalStep.objects.create(
        plan=plan,
        act=wish.act,
        by=standing.user,
        on_behalf_of=standing.seat.user if standing.is_lent else None,
        office=standing.seat.office if speaks else None,
        addressed_to=wish.to,
        note=wish.note.strip(),
    )


def _follow(plan: Plan, step: Transition, signed: ApprovalStep, wish: _Wish, turn: Turn) -> str:
    """What the step brings with it; returns the state it leads to."""
    if wish.act == "submit":
        _refuse_bad_checker(plan, wish.to)
        _ask_offices(signed, _proposed(plan) if wish.offices is None else wish.offices)
    if wish.act == "check":
        begun = this_round(plan)
        if begun and wish.offices is not None:
            _ask_offices(begun, wish.offices)
        return after_check(len(asked_offices(plan)))
    if signed.office_id:
        # The office has spoken, whether it agrees or gives the plan back.
        asked = Countersignature.objects.filter(round=this_round(plan), office=signed.office_id, step=None)
        asked.update(step=signed)
    if wish.act == "countersign":
        return after_countersign(len(turn.waiting_offices - {signed.office_id}))
    return step.target


def _proposed(plan: Plan) -> list[Office]:
    """Offices that carry a task and have somebody to speak for them."""
    carrying = offices_with_tasks(plan)
    return [office for office in offices_that_may_countersign(plan, authors(plan)) if office.pk in carrying]


def _ask_offices(begun: ApprovalStep, offices: Collection[Office]) -> None:
    able = {office.pk for office in offices_that_may_countersign(begun.plan, authors(begun.plan))}
    wanted = {office.pk for office in offices}
    if wanted - able:
        raise CannotCountersign
    begun.countersignatures.exclude(office__in=wanted).delete()
    held = set(begun.countersignatures.values_list("office_id", flat=True))
    Countersignature.objects.bulk_create(
        Countersignature(round=begun, office_id=pk) for pk in sorted(wanted - held)
    )


def _refuse_bad_checker(plan: Plan, chosen: User | None) -> None:
    if chosen and chosen not in checkers(plan, authors(plan)):
        raise OwnDraft if chosen in authors(plan) else NotYours


def _told(plan: Plan, signed: ApprovalStep) -> dict[str, Any]:
    after: dict[str, Any] = {"state": plan.state, "note": signed.note}
    if signed.on_behalf_of:
        after["on_behalf_of"] = signed.on_behalf_of.full_name
    if signed.office:
        after["office"] = signed.office.name
    return after


def _tell(signed: ApprovalStep, step: Transition, plan: Plan, today: date, now: datetime) -> None:
    """Those whose turn it is now; of a plan that goes back or is approved, its authors."""
    part = SIGNER if plan.state == Plan.State.SIGNING else step.tells
    notice = step_notice(signed, plan)
    post_message(
        to=[user for user in people_told(part, plan, today) if user != signed.by],
        key=f"plan-step:{signed.pk}",
        subject=notice.subject,
        body=notice.body,
        link=reverse("plan_approval", args=[plan.pk]),
        now=now,
    )
