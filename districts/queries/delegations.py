"""Seats that were lent: who may stand in for whom."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from districts.models import Delegation, Membership, User
from districts.models.delegations import APPROVING_ROLES


def seats_lent_to(user: User, on: date) -> list[Membership]:
    """Seats of others from which the person may act on that day, within the bureaus they work in; one query."""
    rows = Delegation.objects.in_force(on).filter(
        to=user, seat__role__in=APPROVING_ROLES, seat__district_id__in=user.bureau_district_ids
    )
    found = rows.select_related("seat__user", "seat__district", "seat__office").order_by("id")
    return list({row.seat_id: row.seat for row in found}.values())


def stand_ins(seats: list[Membership], on: date) -> list[User]:
    """Who may act from these seats on that day beside those who hold them; one query."""
    rows = Delegation.objects.in_force(on).filter(seat__in=seats).select_related("to").order_by("id")
    return list({row.to_id: row.to for row in rows}.values())


def lendable_seats(user: User) -> list[Membership]:
    """The person's own seats from which plans are checked, countersigned or signed."""
    return user.seats_as(*APPROVING_ROLES)


def colleagues(user: User, seats: list[Membership]) -> QuerySet[User]:
    """Who may stand in: people who work in the bureaus of these seats, by name."""
    theirs = Membership.objects.in_use().filter(
        district__in=[seat.district_id for seat in seats], school=None, user__is_active=True
    )
    return User.objects.filter(pk__in=theirs.values("user_id")).exclude(pk=user.pk).order_by("full_name")


def delegations_of(user: User) -> QuerySet[Delegation]:
    """What the person lent and what was lent to them, the latest first."""
    rows = Delegation.objects.visible_to(user)
    return rows.select_related("seat__user", "seat__office", "seat__school", "seat__district", "to")
