"""Findings are put aside with a reason, and taken up again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from districts.models import User
from districts.trail import record
from drafting.checks import Finding
from drafting.models import Dismissal
from drafting.refusals import AlreadyDecided, NothingSaid
from drafting.services.opening import hold, may_edit
from workplans.models import Plan


def dismiss_finding(*, plan: Plan, finding: Finding, reason: str, by: User, now: datetime) -> Dismissal:
    """Put it aside until its words change. Doing it twice keeps the first reason. Raises NothingSaid, NotYours, TalkIsOver."""
    if not reason.strip():
        raise NothingSaid
    with transaction.atomic():
        held = hold(plan.pk)
        may_edit(held, by)
        dismissal, is_new = Dismissal.objects.get_or_create(
            plan=held,
            fingerprint=finding.fingerprint,
            lifted_at=None,
            defaults={
                "rule": finding.rule,
                "words": finding.words,
                "reason": reason.strip(),
                "by": by,
                "at": now,
            },
        )
        if is_new:
            facts = {"finding": finding.words or finding.rule, "reason": dismissal.reason}
            record(by=by, verb="dismiss_finding", on=dismissal, after=facts)
    return dismissal


def lift_dismissal(*, dismissal: Dismissal, by: User, now: datetime) -> Dismissal:
    """The finding is shown again. Raises AlreadyDecided, NotYours, TalkIsOver."""
    with transaction.atomic():
        may_edit(hold(dismissal.plan_id), by)
        if not Dismissal.objects.filter(pk=dismissal.pk, lifted_at=None).update(lifted_at=now, lifted_by=by):
            raise AlreadyDecided
        lifted = Dismissal.objects.select_related("plan__district").get(pk=dismissal.pk)
        record(by=by, verb="lift_dismissal", on=lifted)
    return lifted
