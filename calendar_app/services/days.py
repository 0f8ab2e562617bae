"""A bureau says which days are free and which are worked, over the official table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from calendar_app.models import SpecialDays
from calendar_app.official_days import NamedDays
from districts.models import District, User
from districts.services import ChangedMeanwhile
from districts.trail import as_json, changed, record

MOST_DAYS = 62
"""In one row. A slip of the year would otherwise make offices rest for decades, and nobody would be reminded."""


class Overlaps(Exception):
    """The bureau has said something of these days already: `row`."""

    def __init__(self, row: SpecialDays) -> None:
        super().__init__(f"special days {row.pk} touch these")
        self.row = row


@transaction.atomic
def add_days(
    *, district: District, name: str, kind: str, first_day: date, last_day: date, by: User
) -> SpecialDays:
    """Raises Overlaps."""
    row = SpecialDays(district=district, name=name, kind=kind, first_day=first_day, last_day=last_day)
    refuse_overlap(row)
    row.save(force_insert=True)
    record(by=by, verb="add_days", on=row, after=_facts(row))
    return row


@transaction.atomic
def change_days(
    *, days: SpecialDays, clean: dict[str, Any], by: User, version: int | None = None
) -> SpecialDays:
    """Set name, kind and days. Raises Overlaps, and ChangedMeanwhile when somebody saved it after `version`."""
    current = _held(days, version)
    before, after = changed(current, clean)
    if after:
        for field in after:
            setattr(current, field, clean[field])
        refuse_overlap(current)
        SpecialDays.objects.filter(pk=current.pk).update(
            **{field: clean[field] for field in after}, version=F("version") + 1
        )
        record(by=by, verb="change_days", on=current, before=before, after=after)
    return SpecialDays.objects.get(pk=current.pk)


@transaction.atomic
def remove_days(*, days: SpecialDays, by: User, version: int | None = None) -> None:
    """From now on the official table, or the bureau above, speaks of these days. Raises ChangedMeanwhile."""
    current = _held(days, version)
    record(by=by, verb="remove_days", on=current, before=_facts(current))
    current.delete()


def refuse_overlap(row: SpecialDays) -> None:
    """Two rows of one bureau never speak of the same day: the bureau is held until the transaction ends."""
    District.objects.select_for_update().get(pk=row.district_id)
    days = NamedDays(row.first_day, row.last_day, row.is_working, row.name)
    there = SpecialDays.objects.filter(district=row.district_id).exclude(pk=row.pk).touching(days).first()
    if there:
        raise Overlaps(there)


def _held(days: SpecialDays, version: int | None) -> SpecialDays:
    current = SpecialDays.objects.select_for_update(of=("self",)).select_related("district").get(pk=days.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _facts(row: SpecialDays) -> dict[str, Any]:
    return {name: as_json(getattr(row, name)) for name in ("name", "kind", "first_day", "last_day")}
