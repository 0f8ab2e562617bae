"""Offices, schools and bureaus: added, changed, retired. Nothing is deleted: what was issued still names them."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from districts.models import District, Membership, Office, School, User
from districts.services.people import close_seats, give_seat_row
from districts.services.rows import change, change_locked, insert


class MergedIntoItself(Exception):
    """An office cannot be merged into itself, into one that is not in use, or into another bureau's."""


def add_office(*, district: District, name: str, by: User, **clean: Any) -> Office:
    """A new office at the end of the bureau's list, unless `position` says otherwise."""
    clean.setdefault("position", _next_position(district))
    return insert(Office(district=district, name=name, **clean), by=by, verb="add_office", district=district)


def change_office(*, office: Office, by: User, version: int | None = None, **clean: Any) -> Office:
    """Raises ChangedMeanwhile when somebody else saved it after `version`."""
    return change(office, clean, by=by, verb="change_office", version=version)


def retire_office(*, office: Office, by: User) -> Office:
    """Take the office out of use and end the seats in it."""
    with transaction.atomic():
        close_seats(Membership.objects.filter(office=office), by=by)
        return change(office, {"is_active": False}, by=by, verb="retire_office")


def restore_office(*, office: Office, by: User) -> Office:
    """Into use again; its people are given their seats anew."""
    return change(office, {"is_active": True, "successor": None}, by=by, verb="restore_office")


def merge_office(*, office: Office, into: Office, by: User) -> Office:
    """Fold `office` into another: its names become other names of that one, its people move there.

    What is on paper still names the old office; `Office.current` leads on to the new one.
    """
    with transaction.atomic():
        affected = Office.objects.select_for_update(of=("self",)).filter(
            Q(pk__in=[office.pk, into.pk]) | Q(successor=office)
        )
        rows = {row.pk: row for row in affected.order_by("pk")}
        office, into = rows.pop(office.pk), rows.get(into.pk, office)
        if office is into or office.district_id != into.district_id or not into.is_active:
            raise MergedIntoItself
        del rows[into.pk]
        names = dict.fromkeys([*into.all_names[1:], *office.all_names])
        names.pop(into.name, None)
        change_locked(into, {"aliases": fitting("、".join(names))}, by=by, verb="change_office")
        seats = Membership.objects.filter(office=office)
        for seat in seats.in_use().select_related("user", "district"):
            give_seat_row(seat.user, seat.district, seat.role, office=into, school=None, by=by)
        close_seats(seats, by=by)
        for earlier in rows.values():  # merged into this one before: no chains
            change_locked(earlier, {"successor": into}, by=by, verb="merge_office")
        return change_locked(office, {"is_active": False, "successor": into}, by=by, verb="merge_office")


def fitting(aliases: str) -> str:
    """As many whole names as the column holds."""
    limit = Office._meta.get_field("aliases").max_length or 0
    return aliases if len(aliases) <= limit else aliases[: limit + 1].rpartition("、")[0]


def add_school(*, district: District, name: str, code: str, stage: str, by: User, **clean: Any) -> School:
    school = School(district=district, name=name, code=code, stage=stage, **clean)
    return insert(school, by=by, verb="add_school", district=district)


def change_school(*, school: School, by: User, version: int | None = None, **clean: Any) -> School:
    """Raises ChangedMeanwhile when somebody else saved it after `version`."""
    return change(school, clean, by=by, verb="change_school", version=version)


def retire_school(*, school: School, by: User) -> School:
    """Take the school out of use and end the seats in it."""
    with transaction.atomic():
        close_seats(Membership.objects.filter(school=school), by=by)
        return change(school, {"is_active": False}, by=by, verb="retire_school")


def restore_school(*, school: School, by: User) -> School:
    return change(school, {"is_active": True}, by=by, verb="restore_school")


def add_district(
    *, parent: District, name: str, bureau_name: str, code: str, slug: str, by: User, **clean: Any
) -> District:
    """A bureau below `parent`. The trail of `parent` tells of it: the new bureau has no reader yet."""
    district = District(parent=parent, name=name, bureau_name=bureau_name, code=code, slug=slug, **clean)
    return insert(district, by=by, verb="add_district", district=parent)


def change_district(*, district: District, by: User, version: int | None = None, **clean: Any) -> District:
    """Names, document code, public address. Raises ChangedMeanwhile when somebody else saved it after `version`."""
    return change(district, clean, by=by, verb="change_district", version=version)


def _next_position(district: District) -> int:
    last = district.offices.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
