"""A seat is lent for some days, and taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from districts.models import Delegation, Membership, User
from districts.models.delegations import APPROVING_ROLES
from districts.trail import record


class NotLendable(Exception):
    """Only one's own seat, and only one from which plans are approved, can be lent."""


class NotAColleague(Exception):
    """A seat is lent to somebody else who works in the same bureau."""


class LentAlready(Exception):
    """On one of these days the seat is lent already; take that back first."""


@transaction.atomic
def lend_seat(
    *, seat: Membership, to: User, starts_on: date, ends_on: date, by: User, why: str = ""
) -> Delegation:
    """Let `to` act from the seat from the first to the last day, both included."""
    # Held, so that of two forms sent at once the second finds the first's row.
    held = (
        Membership.objects.select_for_update(of=("self",)).filter(pk=seat.pk, is_active=True, user=by).first()
    )
    if held is None or held.role not in APPROVING_ROLES:
        raise NotLendable
    if to == by or not to.is_active or held.district_id not in to.bureau_district_ids:
        raise NotAColleague
    standing = Delegation.objects.filter(seat=held, ended_at=None)
    if standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise LentAlready
    row = Delegation.objects.create(seat=held, to=to, starts_on=starts_on, ends_on=ends_on, why=why)
    days = {"seat": str(held), "to": str(to), "starts_on": str(starts_on), "ends_on": str(ends_on)}
    record(by=by, verb="lend_seat", on=row, after=days | ({"why": why} if why else {}))
    return row


@transaction.atomic
def take_seat_back(*, delegation: Delegation, by: User, now: datetime) -> Delegation:
    """End it now; doing it twice changes nothing. Raises NotLendable for somebody else's."""
    if delegation.seat.user_id != by.pk:
        raise NotLendable
    if Delegation.objects.filter(pk=delegation.pk, ended_at=None).update(ended_at=now):
        record(by=by, verb="take_seat_back", on=delegation, after={"to": str(delegation.to)})
    delegation.refresh_from_db(fields=["ended_at"])
    return delegation
