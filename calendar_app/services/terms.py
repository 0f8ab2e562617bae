"""A bureau sets the first and the last day of a term."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from calendar_app.models import SchoolTerm
from districts.models import District, User
from districts.services import ChangedMeanwhile
from districts.trail import as_json, changed, record


class TermsOverlap(Exception):
    """Another term of the bureau's, `row`, has some of these days."""

    def __init__(self, row: SchoolTerm) -> None:
        super().__init__(f"school term {row.pk} has these days")
        self.row = row


@transaction.atomic
def set_term(
    *,
    district: District,
    kind: str,
    year: int,
    first_day: date,
    last_day: date,
    by: User,
    version: int | None = None,
) -> SchoolTerm:
    """Set or change the term. Raises TermsOverlap, and ChangedMeanwhile when somebody set it after `version`, which is
    None for a term that was not set."""
    held = District.objects.select_for_update().get(pk=district.pk)
    current = SchoolTerm.objects.filter(district=held, kind=kind, year=year).first()
    if current and current.version != version:
        raise ChangedMeanwhile(current)
    row = current or SchoolTerm(district=held, kind=kind, year=year)
    clean = {"first_day": first_day, "last_day": last_day}
    _refuse_overlap(row, first_day, last_day)
    if current is None:
        row.first_day, row.last_day = first_day, last_day
        row.save(force_insert=True)
        record(by=by, verb="set_term", on=row, after=_facts(row))
        return row
    before, after = changed(current, clean)
    if after:
        SchoolTerm.objects.filter(pk=row.pk).update(**clean, version=F("version") + 1)
        record(by=by, verb="change_term", on=row, before=before, after=after)
    return SchoolTerm.objects.get(pk=row.pk)


@transaction.atomic
def clear_term(*, term: SchoolTerm, by: User, version: int | None = None) -> None:
    """From now on the bureau above, or what is usual, says when the term is. Raises ChangedMeanwhile."""
    current = SchoolTerm.objects.select_for_update(of=("self",)).select_related("district").get(pk=term.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    record(by=by, verb="clear_term", on=current, before=_facts(current))
    current.delete()


def _refuse_overlap(row: SchoolTerm, first_day: date, last_day: date) -> None:
    others = SchoolTerm.objects.filter(district=row.district_id).exclude(pk=row.pk)
    met = others.filter(first_day__lte=last_day, last_day__gte=first_day).first()
    if met:
        raise TermsOverlap(met)


def _facts(row: SchoolTerm) -> dict[str, Any]:
    return {name: as_json(getattr(row, name)) for name in ("kind", "year", "first_day", "last_day")}
