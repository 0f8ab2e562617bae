"""A plan goes its way: submitted, approved or returned, taken back. The table is in `workplans.transitions`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.urls import reverse

from districts.messages import post_message
from districts.models import User
from districts.trail import record
from workplans.models import ApprovalStep, Plan
from workplans.notices import step_notice
from workplans.queries.approval import approvers, authors
from workplans.queries.readiness import tasks_without_lead
from workplans.refusals import ChangedMeanwhile, LeadMissing, NoteMissing, NotNow, NotYours, OwnDraft
from workplans.transitions import BY_ACT, Transition


def submit_plan(
    *, plan: Plan, by: User, now: datetime, note: str = "", version: int | None = None
) -> ApprovalStep:
    """Hand the plan to the approvers; its text stands still from here on. Raises LeadMissing."""
    return _take("submit", plan, note, version, by=by, now=now)


def approve_plan(
    *, plan: Plan, by: User, now: datetime, note: str = "", version: int | None = None
) -> ApprovalStep:
    """Agree to the text as it is. Raises OwnDraft for whoever drafted or submitted it."""
    return _take("approve", plan, note, version, by=by, now=now)


def return_plan(
    *, plan: Plan, by: User, now: datetime, note: str = "", version: int | None = None
) -> ApprovalStep:
    """Give the plan back to its editors. Raises NoteMissing without a reason."""
    return _take("return", plan, note, version, by=by, now=now)


def recall_plan(
    *, plan: Plan, by: User, now: datetime, note: str = "", version: int | None = None
) -> ApprovalStep:
    """Take the plan back to change it; it has to be approved anew."""
    return _take("recall", plan, note, version, by=by, now=now)


def close_plan(
    *, plan: Plan, by: User, now: datetime, note: str = "", version: int | None = None
) -> ApprovalStep:
    """End a plan whose time is over: it is still read, but nobody is reminded of it."""
    return _take("close", plan, note, version, by=by, now=now)


TAKE = {
    "submit": submit_plan,
    "approve": approve_plan,
    "return": return_plan,
    "recall": recall_plan,
    "close": close_plan,
}


def _take(act: str, plan: Plan, note: str, version: int | None, *, by: User, now: datetime) -> ApprovalStep:
    """Move the state once, whoever else clicks; sign and date it; tell those whom it concerns.

    `version` is the plan's when the page was drawn: an approval means the text that was read. Raises NotYours,
    NotNow (not in a state for it, or somebody was quicker), ChangedMeanwhile (it was taken back and came again).
    """
    step = BY_ACT[act]
    if plan.district_id not in by.districts_as(step.role):
        raise NotYours
    if step.needs_note and not note.strip():
        raise NoteMissing
    with transaction.atomic():
        _move(plan, step, version)
        plan.refresh_from_db()
        if act == "submit":
            refuse_without_leads(plan)
        own = authors(plan)
        if step.not_by_authors and by in own:
            raise OwnDraft
        signed = ApprovalStep.objects.create(plan=plan, act=act, by=by, note=note.strip())
        record(by=by, verb=step.verb, on=plan, after={"state": plan.state, "note": note.strip()})
        _tell(signed, step, own, now)
    return signed


def refuse_without_leads(plan: Plan) -> None:
    """Raises LeadMissing while a task has neither a lead office nor a reason for none."""
    if missing := tasks_without_lead(plan):
        raise LeadMissing(missing)


def _move(plan: Plan, step: Transition, version: int | None) -> None:
    waiting = Plan.objects.filter(pk=plan.pk, state__in=step.sources)
    as_read = waiting if version is None else waiting.filter(version=version)
    if not as_read.update(state=step.target, version=F("version") + 1, updated_at=Now()):
        raise ChangedMeanwhile(plan) if waiting.exists() else NotNow


def _tell(signed: ApprovalStep, step: Transition, own: set[User], now: datetime) -> None:
    plan = signed.plan
    notice = step_notice(step.act, plan, signed.by, signed.note)
    people = approvers(plan) if step.tells == "approvers" else own
    post_message(
        to=[user for user in people if user != signed.by],
        key=f"plan-step:{signed.pk}",
        subject=notice.subject,
        body=notice.body,
        link=reverse("plan_approval", args=[plan.pk]),
        now=now,
    )
