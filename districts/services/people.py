"""People and their seats: added, changed, shut out; passwords that are told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from districts.models import District, Membership, Office, Role, School, User
from districts.models.people import MembershipQuerySet
from districts.passwords import TemporaryPasswordHasher, temporary_password
from districts.services.rows import change, facts, unique
from districts.trail import record


class LastAdministrator(Exception):
    """A bureau without an administrator could not be repaired by anybody in it."""


class NotOneself(Exception):
    """Nobody shuts themselves out."""


@dataclass(frozen=True)
class SeatDraft:
    """A seat before it is given: the role, and where."""

    role: str
    district: District
    office: Office | None = None
    school: School | None = None


@dataclass(frozen=True)
class Account:
    """Somebody's account with the password to be told once; it is kept nowhere."""

    user: User
    password: str


def add_person(
    *,
    username: str,
    full_name: str,
    seats: Sequence[SeatDraft],
    by: User,
    phone: str = "",
    email: str = "",
) -> Account:
    """A new account with its seats and a temporary password, to be changed at the first sign-in."""
    password = temporary_password()
    with transaction.atomic():
        with unique():
            user = User.objects.create(
                username=username, full_name=full_name, phone=phone, email=email,
                password=hashed(password), must_change_password=True,
            )  # fmt: skip
        record(by=by, verb="add_person", on=user, district=seats[0].district, after=facts(user))
        for seat in seats:
            give_seat(user=user, seat=seat, by=by)
    return Account(user, password)


def change_person(
    *, user: User, district: District, by: User, version: int | None = None, **clean: Any
) -> User:
    """Name, mobile number, e-mail. `district` is the bureau that keeps the account.

    Raises ChangedMeanwhile when somebody else saved it after `version`.
    """
    return change(user, clean, by=by, verb="change_person", version=version, district=district)


def give_seat(*, user: User, seat: SeatDraft, by: User) -> Membership:
    """Give a seat, or give it again; having it already changes nothing."""
    return give_seat_row(user, seat.district, seat.role, office=seat.office, school=seat.school, by=by)


def give_seat_row(
    user: User, district: District, role: str, *, office: Office | None, school: School | None, by: User
) -> Membership:
    with transaction.atomic():
        seat, is_new = Membership.objects.get_or_create(
            user=user, district=district, role=role, office=office, school=school
        )
        if is_new or not seat.is_active:
            Membership.objects.filter(pk=seat.pk).update(is_active=True)
            seat.is_active = True
            record(by=by, verb="give_seat", on=user, district=district, after={"seat": str(seat)})
    return seat


def take_seat(*, seat: Membership, by: User) -> None:
    """End a seat. Raises LastAdministrator for the last one that keeps the bureau."""
    with transaction.atomic():
        _refuse_last_administrator(Membership.objects.filter(pk=seat.pk))
        close_seats(Membership.objects.filter(pk=seat.pk), by=by)


def close_seats(seats: MembershipQuerySet, *, by: User) -> int:
    """End all of these seats that are in use; returns how many."""
    with transaction.atomic():
        ending = list(seats.in_use().select_related("user", "district", "office", "school"))
        Membership.objects.filter(pk__in=[seat.pk for seat in ending]).update(is_active=False)
        for seat in ending:
            record(by=by, verb="take_seat", on=seat.user, district=seat.district, before={"seat": str(seat)})
    return len(ending)


def deactivate_person(*, user: User, district: District, by: User) -> User:
    """Shut somebody out; open sessions end with the next request. Seats stay, for the day they come back."""
    if user == by:
        raise NotOneself
    with transaction.atomic():
        _refuse_last_administrator(user.memberships.all())
        return change(user, {"is_active": False}, by=by, verb="deactivate_person", district=district)


def reactivate_person(*, user: User, district: District, by: User) -> User:
    return change(user, {"is_active": True}, by=by, verb="reactivate_person", district=district)


def give_temporary_password(*, user: User, district: District, by: User) -> Account:
    """A new temporary password in place of a forgotten one; sessions opened with the old one end."""
    password = temporary_password()
    with transaction.atomic():
        user.password = hashed(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        record(by=by, verb="give_temporary_password", on=user, district=district)
    return Account(user, password)


def change_own_password(*, user: User, password: str) -> User:
    """One's own new password; what was temporary is over."""
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        district = user.seats[0].district if user.seats else None
        record(by=user, verb="change_own_password", on=user, district=district)
    return user


def hashed(password: str) -> str:
    """A temporary password as it is stored."""
    return make_password(password, hasher=TemporaryPasswordHasher.algorithm)


def _refuse_last_administrator(ending: MembershipQuerySet) -> None:
    """Raises LastAdministrator when `ending` holds the last working administrator's seat of a bureau."""
    administrators = Membership.objects.in_use().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    bureaus = administrators.filter(pk__in=ending.values("pk")).values_list("district_id", flat=True)
    # Lock the bureau's row: two administrators must not remove each other at the same moment.
    for district in District.objects.select_for_update().filter(pk__in=list(bureaus)):
        if not administrators.filter(district=district).exclude(pk__in=ending.values("pk")).exists():
            raise LastAdministrator
