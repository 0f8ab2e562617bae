"""Offices named in a document become duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F

from districts.models import Office, User
from districts.services import add_office, change_office, restore_office
from districts.trail import record
from workplans.carriers import carried_in, duty_model, link_to_carrier, written_offices
from workplans.matching import duties_written
from workplans.models import OfficeDuty, Plan
from workplans.queries.offices import directory, meant_offices
from workplans.refusals import AnotherBureau


def match_offices(*, plan: Plan, by: User, names: Iterable[str] | None = None) -> int:
    """Write the duties that the plan's tasks and calendar entries name; returns how many are new.

    With `names`, only what names one of these is looked at: when an office has just been created or has learnt an
    alias, duties that somebody removed on purpose elsewhere do not come back. A duty that exists stays as it is.
    """
    wanted = None if names is None else set(names)
    with transaction.atomic():
        offices = directory(plan.district)
        new = 0
        for model, rows in carried_in(plan):
            naming = [row for row in rows if wanted is None or _names(row) & wanted]
            written = write_duties(rows=naming, model=model, offices=offices)
            changed = {getattr(duty, f"{link_to_carrier(duty_model(model))}_id") for duty in written}
            model._default_manager.filter(pk__in=changed).update(version=F("version") + 1)
            new += len(written)
        if new:
            Plan.objects.filter(pk=plan.pk).update(changes=F("changes") + 1)  # open pages look again
            record(by=by, verb="match_offices", on=plan, after={"duties": new})
    return new


def create_named_office(*, plan: Plan, name: str, by: User) -> Office:
    """Make an office of a name in the plan, and give it the work that names it. An office of that name is
    taken, into use again if need be: asking twice makes one."""
    with transaction.atomic():
        office = Office.objects.filter(district=plan.district, name=name).first()
        if office is None:
            office = add_office(district=plan.district, name=name, by=by)
        elif not office.is_active:
            office = restore_office(office=office, by=by)
        match_offices(plan=plan, by=by, names=[name])
    return office


def teach_name(*, plan: Plan, name: str, office: Office, by: User) -> Office:
    """Let an office go by a name in the plan from now on, and give it the work that names it."""
    if office.district_id != plan.district_id:
        raise AnotherBureau
    with transaction.atomic():
        if name not in office.all_names:
            aliases = "、".join([*office.all_names[1:], name])
            office = change_office(office=office, aliases=aliases, by=by)
        match_offices(plan=plan, by=by, names=[name])
    return office


def write_duties(
    *, rows: Sequence[Any], model: type[models.Model], offices: Sequence[Office]
) -> list[OfficeDuty]:
    """Duties as written, for rows of one kind of carrier; returns the new ones. Two queries for any number.

    A row that has a lead gets no second one, and an office no second duty on the same row.
    """
    matched = meant_offices({name for row in rows for name in _names(row)}, offices)
    if not matched:
        return []
    duties = duty_model(model)
    link = link_to_carrier(duties)
    held = _held(duties, link, rows)
    new: list[OfficeDuty] = []
    for row in rows:
        has = held[row.pk]
        for office, role in duties_written(written_offices(row), matched):
            if office.pk in has:
                continue
            is_led = OfficeDuty.Role.LEAD in has.values() or is_led_by_nobody(row)
            has[office.pk] = OfficeDuty.Role.SUPPORT if is_led else OfficeDuty.Role(role)
            new.append(duties(**{link: row}, office=office, role=has[office.pk]))
    duties._default_manager.bulk_create(new)
    return new


def is_led_by_nobody(row: Any) -> bool:
    """Whether somebody said that nobody leads it on purpose; a name in a document does not undo that."""
    return bool(getattr(row, "no_lead_reason", ""))


def _held(duties: type[OfficeDuty], link: str, rows: Sequence[Any]) -> dict[int, dict[int, str]]:
    """By row: office → role, as it is."""
    held: dict[int, dict[int, str]] = {row.pk: {} for row in rows}
    existing = duties._default_manager.filter(**{f"{link}__in": rows})
    for row_id, office_id, role in existing.values_list(f"{link}_id", "office_id", "role"):
        held[row_id][office_id] = role
    return held


def _names(row: Any) -> set[str]:
    return {office.name for office in written_offices(row)}
