"""More time is asked for, granted, refused, taken back by either side. Asking moves nothing; granting does."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from calendar_app.models import CalendarEntry
from districts.models import Office, Role, School, User
from districts.trail import record
from progress.models import Extension
from progress.notices import tell_of_decision, tell_of_request, tell_of_revocation
from progress.queries import due_day
from progress.refusals import (
    AlreadyDecided,
    AlreadyWaiting,
    NoDay,
    NotGranted,
    NotLater,
    NotYours,
    OwnRequest,
)
from progress.services.reports import locked, look_whether_asked
from workplans.models import Task


@transaction.atomic
def ask_extension(
    *,
    item: Task | CalendarEntry,
    until: date,
    reason: str,
    by: User,
    now: datetime,
    today: date,
    office: Office | None = None,
    school: School | None = None,
    key: UUID | None = None,
) -> Extension:
    """Ask the bureau for time until the end of the day `until`, for one office or one school.

    Asking twice with one key makes one. Raises NotTheirSeat, NotAsked, NoDay, NotLater, AlreadyWaiting.
    """
    look_whether_asked(by, item, office, school)
    held = locked(item)
    if key and (before := Extension.objects.filter(key=key).first()):
        return before
    due = due_day(held, office=office, school=school)
    if due is None:
        raise NoDay
    if until <= due or until < today:
        raise NotLater
    own = held.extensions.filter(office=office, school=school)
    if own.waiting().exists():
        raise AlreadyWaiting
    extension = held.extensions.create(
        district=held.district,
        office=office,
        school=school,
        due_on=due,
        until=until,
        reason=reason.strip(),
        asked_by=by,
        asked_at=now,
        key=key or uuid4(),
    )
    record(by=by, verb="ask_extension", on=extension, after=_said(extension))
    tell_of_request(extension, now=now)
    return extension


@transaction.atomic
def decide_extension(
    *, extension: Extension, is_granted: bool, by: User, now: datetime, word: str = ""
) -> Extension:
    """Grant more time, or refuse it with a word. By an approver of the bureau. Raises NotYours, OwnRequest, AlreadyDecided."""
    if extension.district_id not in by.districts_as(Role.APPROVER):
        raise NotYours
    if extension.asked_by_id == by.pk:
        raise OwnRequest
    state = Extension.State.GRANTED if is_granted else Extension.State.REFUSED
    extension = _ended(extension, state, by, now, word)
    record(
        by=by, verb=f"{'grant' if is_granted else 'refuse'}_extension", on=extension, after=_said(extension)
    )
    tell_of_decision(extension, now=now)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: User, now: datetime) -> Extension:
    """Take the request back before it is decided. By somebody of the office or school. Raises NotYours, AlreadyDecided."""
    theirs = (
        extension.office_id in by.office_ids if extension.office_id else extension.school_id in by.school_ids
    )
    if not theirs:
        raise NotYours
    extension = _ended(extension, Extension.State.WITHDRAWN, by, now, "")
    record(by=by, verb="withdraw_extension", on=extension, before=_said(extension))
    return extension


@transaction.atomic
def revoke_extension(*, extension: Extension, reason: str, by: User, now: datetime) -> Extension:
    """Take back what was granted: the day before holds again. By an approver of the bureau. Raises NotYours, NotGranted."""
    if extension.district_id not in by.districts_as(Role.APPROVER):
        raise NotYours
    granted = Extension.objects.granted().filter(pk=extension.pk)
    if not granted.update(
        state=Extension.State.REVOKED, revoked_by=by, revoked_at=now, revoked_because=reason.strip()
    ):
        raise NotGranted
    extension = _fresh(extension)
    record(
        by=by,
        verb="revoke_extension",
        on=extension,
        before={"until": extension.until.isoformat()},
        after={"due_on": extension.due_on.isoformat(), "revoked_because": extension.revoked_because},
    )
    tell_of_revocation(extension, now=now)
    return extension


def _ended(extension: Extension, state: str, by: User, now: datetime, word: str) -> Extension:
    waiting = Extension.objects.waiting().filter(pk=extension.pk)
    if not waiting.update(state=state, decided_by=by, decided_at=now, word=word.strip()):
        raise AlreadyDecided
    return _fresh(extension)


def _fresh(extension: Extension) -> Extension:
    rows = Extension.objects.select_related(
        "district", "task", "entry", "office", "school", "asked_by", "decided_by", "revoked_by"
    )
    return rows.get(pk=extension.pk)


def _said(extension: Extension) -> dict[str, object]:
    return {
        "from": str(extension.place),
        "due_on": extension.due_on.isoformat(),
        "until": extension.until.isoformat(),
        "reason": extension.reason,
        "text": extension.word,
    }
