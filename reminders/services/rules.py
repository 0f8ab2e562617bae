"""Keeping the bureau's rules: each change under the version somebody saw, and in the trail."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction

from districts.models import District, User
from districts.services import ChangedMeanwhile
from districts.trail import changed, record
from reminders.models import Measure, Rhythm, Rule
from reminders.models.rules import default_rule

Kept = TypeVar("Kept", Rule, Rhythm, Measure)


def change_rule(
    *, district: District, kind: str, facts: dict[str, Any], by: User, version: int | None = None
) -> Rule:
    """Say anew how many working days, and who is told. Raises ChangedMeanwhile; KeyError for no such rule."""
    with transaction.atomic():
        rule = _locked_rule(district, kind)
        return _changed(rule, facts, by=by, verb="change_reminder_rule", version=version)


def switch_rule(*, district: District, kind: str, is_on: bool, by: User) -> Rule:
    """Switch a rule on or off; asking twice does once. What nobody was told of yet is taken back by the next beat."""
    with transaction.atomic():
        rule = _locked_rule(district, kind)
        verb = "switch_reminder_rule_on" if is_on else "switch_reminder_rule_off"
        return _changed(rule, {"is_on": is_on}, by=by, verb=verb)


def change_rhythm(
    *, district: District, facts: dict[str, Any], by: User, version: int | None = None
) -> Rhythm:
    """Set the hour and who the director is. Raises ChangedMeanwhile."""
    with transaction.atomic():
        Rhythm.objects.get_or_create(district=district)
        rhythm = Rhythm.objects.select_for_update(of=("self",)).get(district=district)
        return _changed(rhythm, facts, by=by, verb="change_reminder_rhythm", version=version)


def change_measure(
    *, district: District, facts: dict[str, Any], by: User, version: int | None = None
) -> Measure:
    """Say how long requests take, and how much may be asked in a month. Raises ChangedMeanwhile."""
    with transaction.atomic():
        Measure.objects.get_or_create(district=district)
        measure = Measure.objects.select_for_update(of=("self",)).get(district=district)
        return _changed(measure, facts, by=by, verb="change_burden_measure", version=version)


def _locked_rule(district: District, kind: str) -> Rule:
    """The rule's row; written now where only the defaults stood for it."""
    first = default_rule(district, kind)
    Rule.objects.get_or_create(
        district=district, kind=kind, defaults={"days": first.days, "tells": first.tells}
    )
    return Rule.objects.select_for_update().get(district=district, kind=kind)


def _changed(row: Kept, facts: dict[str, Any], *, by: User, verb: str, version: int | None = None) -> Kept:
    if version is not None and row.version != version:
        raise ChangedMeanwhile(row)
    before: dict[str, Any]
    after: dict[str, Any]
    before, after = changed(row, facts)
    if after:
        for name in after:
            setattr(row, name, facts[name])
        row.version += 1
        row.save(update_fields=[*after, "version"])
        record(by=by, verb=verb, on=row, before=before, after=after)
    return row
