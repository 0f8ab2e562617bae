"""Remarks are made, answered, settled, opened again; taken away they are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from districts.models import Role, User
from districts.trail import record
from drafting.models import Answer, Remark
from drafting.notices import tell_of_answer, tell_of_remark, tell_of_settling
from drafting.queries.parts import Part
from drafting.refusals import AlreadyDecided, NothingSaid, NotYours
from drafting.services.opening import hold, may_talk, row_of, said_of
from workplans.models import Plan


def make_remark(
    *,
    plan: Plan,
    part: Part,
    text: str,
    by: User,
    now: datetime,
    field: str = "",
    quote: str = "",
    start: int = 0,
    key: UUID | None = None,
) -> Remark:
    """Say something of a part, of one of its texts, or of the words `quote` in it, which began at `start`.

    Asking twice with one key makes one. Raises TalkIsOver, PartGone, NotYours, NothingSaid.
    """
    if not text.strip():
        raise NothingSaid
    with transaction.atomic():
        held = hold(plan.pk)
        may_talk(held, by)
        row_of(held, part.kind, part.key)
        remark, is_new = Remark.objects.get_or_create(
            key=key or uuid4(),
            defaults={
                "plan": held,
                **said_of(part),
                "field": field,
                "quote": quote.strip(),
                "start": start,
                "text": text.strip(),
                "by": by,
                "at": now,
            },
        )
        if is_new:
            record(by=by, verb="make_remark", on=remark, after=_said(remark))
            tell_of_remark(remark, now=now)
    return remark


def answer_remark(*, remark: Remark, text: str, by: User, now: datetime, key: UUID | None = None) -> Answer:
    """One more word in the thread, settled or not. Asking twice with one key makes one."""
    if not text.strip():
        raise NothingSaid
    with transaction.atomic():
        may_talk(hold(remark.plan_id), by)
        answer, is_new = Answer.objects.get_or_create(
            key=key or uuid4(), defaults={"remark": remark, "text": text.strip(), "by": by, "at": now}
        )
        if is_new:
            record(by=by, verb="answer_remark", on=remark, after={"answer": answer.text})
            tell_of_answer(answer, now=now)
    return answer


def settle_remark(*, remark: Remark, by: User, now: datetime) -> Remark:
    """The matter is done. By an editor, or by whoever raised it. Raises AlreadyDecided, NotYours."""
    with transaction.atomic():
        _may_settle(remark, by)
        waiting = Remark.objects.filter(pk=remark.pk, settled_at=None)
        if not waiting.update(settled_at=now, settled_by=by):
            raise AlreadyDecided
        remark = Remark.objects.select_related("plan__district", "by", "settled_by").get(pk=remark.pk)
        record(by=by, verb="settle_remark", on=remark)
        tell_of_settling(remark, now=now)
    return remark


def reopen_remark(*, remark: Remark, by: User, now: datetime) -> Remark:
    """The matter is not done after all. By anybody who has a say."""
    with transaction.atomic():
        may_talk(hold(remark.plan_id), by)
        if (
            not Remark.objects.filter(pk=remark.pk)
            .exclude(settled_at=None)
            .update(settled_at=None, settled_by=None)
        ):
            raise AlreadyDecided
        remark = Remark.objects.select_related("plan__district").get(pk=remark.pk)
        record(by=by, verb="reopen_remark", on=remark)
    return remark


def remove_remark(*, remark: Remark, by: User, now: datetime) -> Remark:
    """Take it from the pages; it is kept, and can come back. By an editor, or by whoever raised it."""
    with transaction.atomic():
        _may_settle(remark, by)
        if not Remark.objects.filter(pk=remark.pk, removed_at=None).update(removed_at=now, removed_by=by):
            raise AlreadyDecided
        record(by=by, verb="remove_remark", on=remark, before=_said(remark))
    return Remark.objects.select_related("plan__district").get(pk=remark.pk)


def restore_remark(*, remark: Remark, by: User, now: datetime) -> Remark:
    """Put it back where it stood."""
    with transaction.atomic():
        _may_settle(remark, by)
        gone = Remark.objects.filter(pk=remark.pk).exclude(removed_at=None)
        if not gone.update(removed_at=None, removed_by=None):
            raise AlreadyDecided
        record(by=by, verb="restore_remark", on=remark)
    return Remark.objects.select_related("plan__district").get(pk=remark.pk)


def _may_settle(remark: Remark, by: User) -> None:
    plan = hold(remark.plan_id)
    may_talk(plan, by)
    if remark.by_id != by.pk and plan.district_id not in by.districts_as(Role.EDITOR):
        raise NotYours


def _said(remark: Remark) -> dict[str, object]:
    return {"text": remark.text, "of": remark.part_title, "quote": remark.quote}
