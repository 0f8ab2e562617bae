"""Offices are asked, answer with items, and hear what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from districts.models import Office, User
from districts.trail import changed, record
from drafting.models import Asked, Call, Item
from drafting.notices import tell_of_call, tell_of_items, tell_of_reminder, tell_what_became
from drafting.refusals import AlreadyDecided, Late, NothingSaid, NotYours
from drafting.services.opening import may_edit
from workplans.asking import Answered, keep_reason
from workplans.models import Plan, Section, Task
from workplans.refusals import AnotherBureau, AnotherPlan, ChangedMeanwhile
from workplans.services import add_task, assign_offices
from workplans.services.opening import open_plan


def ask_offices(
    *,
    plan: Plan,
    offices: Iterable[Office],
    wanted_by: date,
    by: User,
    now: datetime,
    section: Section | None = None,
    word: str = "",
    key: UUID | None = None,
    over_limit: Answered | None = None,
) -> Call:
    """Ask offices for items to the plan, to `section` of it, by a day; their people are told.

    `over_limit`: why, where they are asked for more than the bureau's limit. Asking twice with one key makes one. Raises NotADraft, NotYours, AnotherPlan, AnotherBureau; NothingSaid without
    an office.
    """
    asked = list({office.pk: office for office in offices}.values())
    with transaction.atomic():
        open_plan(plan.pk)
        plan = Plan.objects.select_related("district").get(pk=plan.pk)
        may_edit(plan, by)
        if section and section.plan_id != plan.pk:
            raise AnotherPlan
        if any(office.district_id != plan.district_id for office in asked):
            raise AnotherBureau
        if not asked:
            raise NothingSaid
        call, is_new = Call.objects.get_or_create(
            key=key or uuid4(),
            defaults={
                "plan": plan,
                "section_key": section.key if section else None,
                "section_title": section.title if section else "",
                "wanted_by": wanted_by,
                "word": word.strip(),
                "asked_by": by,
                "asked_at": now,
            },
        )
        if is_new:
            Asked.objects.bulk_create(Asked(call=call, office=office) for office in asked)
            names = [office.name for office in asked]
            record(by=by, verb="ask_offices", on=call, after={"offices": names, "wanted_by": str(wanted_by)})
            if over_limit:
                keep_reason(over_limit, on=call, by=by)
            for row in call.asked.select_related("office"):
                tell_of_call(row, now=now)
    return call


def remind_offices(*, call: Call, by: User, now: datetime) -> list[Asked]:
    """Tell those who have not answered once more; at most once a day, however often it is clicked."""
    with transaction.atomic():
        held = _open_call(call.pk)
        may_edit(held.plan, by)
        waiting = list(held.asked.filter(sent_at=None).select_related("office", "call__plan__district"))
        told = [row for row in waiting if tell_of_reminder(row, now=now)]
        if told:
            names = [row.office.name for row in told]
            record(by=by, verb="remind_offices", on=held, after={"offices": names})
    return told


def close_call(*, call: Call, by: User, now: datetime) -> Call:
    """Nothing more is sent in; what was sent can still be taken over. Raises AlreadyDecided."""
    with transaction.atomic():
        may_edit(call.plan, by)
        if not Call.objects.filter(pk=call.pk, closed_at=None).update(closed_at=now, closed_by=by):
            raise AlreadyDecided
        call = Call.objects.select_related("plan__district").get(pk=call.pk)
        record(by=by, verb="close_call", on=call)
    return call


def add_item(
    *,
    asked: Asked,
    title: str,
    by: User,
    body: str = "",
    due_on: date | None = None,
    supporting: Iterable[Office] = (),
    key: UUID | None = None,
) -> Item:
    """Write an item down; it is the office's own until it is sent. Asking twice with one key makes one."""
    with transaction.atomic():
        _may_answer(asked, by)
        item, is_new = Item.objects.get_or_create(
            key=key or uuid4(),
            defaults={"asked": asked, "title": title, "body": body, "due_on": due_on, "written_by": by},
        )
        if is_new:
            item.supporting.set(_ours(asked, supporting))
            record(by=by, verb="add_item", on=item, after={"title": title})
    return item


def edit_item(
    *, item: Item, changes: dict[str, Any], by: User, supporting: Iterable[Office] | None = None, version: int
) -> Item:
    """Change what is not sent yet. Raises ChangedMeanwhile when a colleague was quicker, AlreadyDecided once sent."""
    with transaction.atomic():
        _may_answer(item.asked, by)
        current = Item.objects.select_for_update().get(pk=item.pk)
        if current.state != Item.State.DRAFT:
            raise AlreadyDecided
        if current.version != version:
            raise ChangedMeanwhile(current)
        before, after = changed(current, changes)
        Item.objects.filter(pk=item.pk).update(**changes, version=F("version") + 1)
        current = Item.objects.select_related("asked__call__plan__district").get(pk=item.pk)
        if supporting is not None:
            current.supporting.set(_ours(item.asked, supporting))
        record(by=by, verb="edit_item", on=current, before=before, after=after)
    return current


def remove_item(*, item: Item, by: User) -> None:
    """Drop what is not sent yet; the trail keeps its words."""
    with transaction.atomic():
        _may_answer(item.asked, by)
        current = Item.objects.select_for_update().filter(pk=item.pk).first()
        if current is None:
            return
        if current.state != Item.State.DRAFT:
            raise AlreadyDecided
        record(by=by, verb="remove_item", on=item, before={"title": item.title, "body": item.body})
        current.delete()


def send_items(*, asked: Asked, by: User, now: datetime, word: str = "") -> Asked:
    """Send what is written down; with no item it says, in a word, that there is none. Doing it twice sends once.

    Raises Late, NotYours; NothingSaid when there is neither an item nor a word.
    """
    with transaction.atomic():
        held = _may_answer(asked, by)
        sent = held.items.filter(state=Item.State.DRAFT).update(
            state=Item.State.SENT, version=F("version") + 1
        )
        if not sent and held.sent_at:
            return held
        if not sent and not word.strip():
            raise NothingSaid
        Asked.objects.filter(pk=held.pk).update(sent_at=now, sent_by=by, word=word.strip() or held.word)
        held = Asked.objects.select_related("call__plan__district", "call__asked_by", "office").get(
            pk=held.pk
        )
        record(by=by, verb="send_items", on=held, after={"items": sent, "note": held.word})
        tell_of_items(held, by, sent, now=now)
    return held


def take_item(
    *,
    item: Item,
    by: User,
    now: datetime,
    title: str = "",
    body: str = "",
    due_on: date | None = None,
    section: Section | None = None,
) -> Task:
    """The item becomes a task with its office in the lead, in its own words or in those of the editor.

    With a `title` the words and the day are the editor's, else the item's own. It stands last in `section`, else in
    the section that was asked for. Taking over twice makes one task.
    Raises NotADraft, NotYours, AlreadyDecided when it was declined.
    """
    with transaction.atomic():
        plan = item.asked.call.plan
        open_plan(plan.pk)
        may_edit(plan, by)
        current = Item.objects.select_for_update().get(pk=item.pk)
        if current.state == Item.State.TAKEN and (
            known := Task.objects.filter(plan=plan, key=item.key).first()
        ):
            return known
        if current.state != Item.State.SENT:
            raise AlreadyDecided
        task = add_task(
            plan=plan,
            title=title or current.title,
            body=body if title else current.body,
            due_on=due_on if title else current.due_on,
            section=section or _section_asked(item.asked.call),
            key=current.key,
            by=by,
        )
        lead = item.asked.office.current
        assign_offices(carrier=task, lead=lead, supporting=current.supporting.exclude(pk=lead.pk), by=by)
        _decide(item, Item.State.TAKEN, "", by=by, now=now)
    return task


def decline_item(*, item: Item, reason: str, by: User, now: datetime) -> Item:
    """The item is not taken over, and the office reads why. Raises NothingSaid without a reason."""
    if not reason.strip():
        raise NothingSaid
    with transaction.atomic():
        may_edit(item.asked.call.plan, by)
        return _decide(item, Item.State.DECLINED, reason.strip(), by=by, now=now)


def _decide(item: Item, state: str, reason: str, *, by: User, now: datetime) -> Item:
    waiting = Item.objects.filter(pk=item.pk, state=Item.State.SENT)
    if not waiting.update(
        state=state, reason=reason, decided_by=by, decided_at=now, version=F("version") + 1
    ):
        raise AlreadyDecided
    decided = Item.objects.select_related(
        "asked__call__plan__district", "asked__office", "asked__sent_by"
    ).get(pk=item.pk)
    verb = "take_item" if state == Item.State.TAKEN else "decline_item"
    record(by=by, verb=verb, on=decided, after={"state": state, "note": reason})
    tell_what_became(decided, now=now)
    return decided


def _open_call(pk: int) -> Call:
    """The call, held until the transaction ends. Raises Late."""
    Call.objects.select_for_update().get(pk=pk)
    call = Call.objects.select_related("plan__district").get(pk=pk)
    if not call.is_open:
        raise Late
    return call


def _may_answer(asked: Asked, by: User) -> Asked:
    _open_call(asked.call_id)
    held = Asked.objects.select_related("office", "call__plan__district", "call__asked_by").get(pk=asked.pk)
    if not {held.office_id, held.office.successor_id} & by.office_ids:
        raise NotYours
    return held


def _ours(asked: Asked, offices: Iterable[Office]) -> list[Office]:
    wanted = [office for office in offices if office.pk != asked.office_id]
    if any(office.district_id != asked.call.plan.district_id for office in wanted):
        raise AnotherBureau
    return wanted


def _section_asked(call: Call) -> Section | None:
    """Where the call wants its items; None when that section is gone."""
    return (
        Section.objects.filter(plan=call.plan_id, key=call.section_key).first() if call.section_key else None
    )
