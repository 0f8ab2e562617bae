"""Other words are suggested, accepted or declined. Accepting goes through the door every edit goes through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from districts.models import User
from districts.trail import record
from drafting.models import Suggestion
from drafting.notices import tell_of_decision, tell_of_suggestion
from drafting.queries.parts import Part
from drafting.queries.talk import applied
from drafting.refusals import AlreadyDecided, NothingSaid, NotYours, TooLong, WordsGone
from drafting.services.opening import hold, may_edit, may_talk, row_of, said_of
from workplans.models import Plan, Section, Task
from workplans.services import edit_plan, edit_section, edit_task


def suggest_wording(
    *,
    plan: Plan,
    part: Part,
    field: str,
    proposed: str,
    by: User,
    now: datetime,
    was: str | None = None,
    quote: str = "",
    start: int = 0,
    reason: str = "",
    key: UUID | None = None,
) -> Suggestion:
    """Suggest `proposed` for the words `quote` that began at `start`, or for the whole field.

    `was` is the whole field as its author saw it, by default as it stands. Nothing is changed until an editor accepts.
    Asking twice with one key makes one. Raises TalkIsOver, PartGone, NotYours; NothingSaid when it would change
    nothing; TooLong.
    """
    quote = quote.strip()
    # A new line at a text's beginning means something.
    proposed = proposed.strip() if quote else proposed.rstrip()
    seen = part.text(field) if was is None else was
    before = quote or seen
    if field not in part.fields or proposed == before:
        raise NothingSaid
    _refuse_unfit(part.row, field, seen.replace(quote, proposed, 1) if quote else proposed)
    with transaction.atomic():
        held = hold(plan.pk)
        may_talk(held, by)
        row_of(held, part.kind, part.key)
        suggestion, is_new = Suggestion.objects.get_or_create(
            key=key or uuid4(),
            defaults={
                "plan": held,
                **said_of(part),
                "field": field,
                "quote": quote,
                "start": start,
                "was": before,
                "proposed": proposed,
                "reason": reason.strip(),
                "by": by,
                "at": now,
            },
        )
        if is_new:
            record(
                by=by,
                verb="suggest_wording",
                on=suggestion,
                before={"was": suggestion.was},
                after={"proposed": suggestion.proposed, "of": suggestion.part_title},
            )
            tell_of_suggestion(suggestion, now=now)
    return suggestion


def accept_wording(
    *, suggestion: Suggestion, by: User, now: datetime, version: int | None = None, was: str | None = None
) -> Suggestion:
    """Put the words in. `version` is the row's when the editor looked, `was` the whole field then.

    Raises ChangedMeanwhile when somebody changed this very field after the editor looked, WordsGone when the text no
    longer holds the words that would be replaced, NotADraft, PartGone, AlreadyDecided, TooLong, NotYours.
    """
    with transaction.atomic():
        plan = hold(suggestion.plan_id)
        may_edit(plan, by)
        if not Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN).exists():
            raise AlreadyDecided
        row = row_of(plan, suggestion.part_kind, suggestion.part_key)
        text = str(getattr(row, suggestion.field)) if was is None else was
        words = applied(suggestion, text)
        if words is None:
            raise WordsGone
        _refuse_unfit(row, suggestion.field, words)
        _write(row)(
            changes={suggestion.field: words},
            was={suggestion.field: text},
            version=row.version if version is None else version,
            by=by,
        )
        return _decide(suggestion, Suggestion.State.ACCEPTED, "", by=by, now=now)


def decline_wording(*, suggestion: Suggestion, word: str, by: User, now: datetime) -> Suggestion:
    """The text stays as it is; whoever suggested reads why. Raises NothingSaid without a word."""
    if not word.strip():
        raise NothingSaid
    with transaction.atomic():
        may_edit(hold(suggestion.plan_id), by)
        return _decide(suggestion, Suggestion.State.DECLINED, word.strip(), by=by, now=now)


def withdraw_wording(*, suggestion: Suggestion, by: User, now: datetime) -> Suggestion:
    """Its author takes it back; it is kept."""
    with transaction.atomic():
        may_talk(hold(suggestion.plan_id), by)
        if suggestion.by_id != by.pk:
            raise NotYours
        return _decide(suggestion, Suggestion.State.WITHDRAWN, "", by=by, now=now)


def _decide(suggestion: Suggestion, state: str, word: str, *, by: User, now: datetime) -> Suggestion:
    """Once, whoever else clicks."""
    waiting = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.State.OPEN)
    if not waiting.update(state=state, word=word, decided_by=by, decided_at=now):
        raise AlreadyDecided
    decided = Suggestion.objects.select_related("plan__district", "by", "decided_by").get(pk=suggestion.pk)
    verb = {"accepted": "accept_wording", "declined": "decline_wording"}.get(state, "withdraw_wording")
    record(by=by, verb=verb, on=decided, after={"state": state, "note": word})
    tell_of_decision(decided, now=now)
    return decided


def _write(row: Plan | Section | Task) -> Callable[..., Any]:
    """The service that edits this kind of row."""
    if isinstance(row, Task):
        return lambda **edit: edit_task(task=row, **edit)
    if isinstance(row, Section):
        return lambda **edit: edit_section(section=row, **edit)
    return lambda **edit: edit_plan(plan=row, **edit)


def _refuse_unfit(row: Plan | Section | Task, field: str, words: str) -> None:
    """A title is one line that fits, and never empty."""
    longest: int | None = getattr(type(row)._meta.get_field(field), "max_length", None)
    if longest is None:
        return
    if len(words) > longest or "\n" in words:
        raise TooLong
    if not words.strip():
        raise NothingSaid
