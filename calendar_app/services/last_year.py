"""A month is begun with what the bureau did in the same month a year earlier (沿用上年同月)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from calendar_app.queries.last_year import copy_key
from calendar_app.services.entries import facts, last_position, remove_entries
from calendar_app.spans import a_year_later
from districts.models import District, User
from districts.trail import Act, record_many
from workplans.models import OfficeDuty, Plan
from workplans.queries import directory
from workplans.queries.offices import in_use
from workplans.refusals import AnotherBureau, AnotherPlan
from workplans.services.opening import open_plan


@transaction.atomic
def copy_last_year(
    *, district: District, entries: Iterable[CalendarEntry], by: User, plan: Plan | None = None
) -> list[CalendarEntry]:
    """Take over entries of the bureau a year later, with their offices and the schools they address; returns the new.

    An office that was merged is followed, a closed office or school left out. What was taken over before, into this
    plan or another, is not made a second time. As many queries for one as for all. Raises AnotherBureau, AnotherPlan
    for what is not the bureau's, NotADraft.
    """
    entries = list(entries)
    if any(entry.district_id != district.pk for entry in entries):
        raise AnotherBureau
    if plan:
        if plan.district_id != district.pk:
            raise AnotherPlan
        open_plan(plan.pk)
    keys = {copy_key(entry): entry for entry in entries}
    known = set(CalendarEntry.objects.filter(key__in=keys).values_list("key", flat=True))
    old = {key: entry for key, entry in keys.items() if key not in known}
    start = last_position(district, plan) + 1
    new = CalendarEntry.objects.bulk_create(
        _a_year_later(entry, key=key, plan=plan, position=start + at)
        for at, (key, entry) in enumerate(old.items())
    )
    became = {before.pk: after for before, after in zip(old.values(), new, strict=True)}
    _hand_on_offices(became, district)
    _hand_on_audience(became)
    record_many((Act("copy_entry", entry, after=facts(entry)) for entry in new), by=by)
    return new


@transaction.atomic
def take_back_copies(*, entries: Iterable[CalendarEntry], by: User) -> list[CalendarEntry]:
    """Delete what came of these entries a year later, as far as nobody has changed it since; returns what stays.

    Each can be brought back as any deleted entry. Raises NotADraft.
    """
    copies = CalendarEntry.objects.filter(key__in=[copy_key(entry) for entry in entries])
    rows = list(copies.select_related("plan"))
    changed = [row for row in rows if row.version > 1]
    return changed + remove_entries(entries=[row for row in rows if row.version == 1], by=by)


def _a_year_later(entry: CalendarEntry, *, key: UUID, plan: Plan | None, position: int) -> CalendarEntry:
    return CalendarEntry(
        district=entry.district,
        plan=plan,
        starts_month=a_year_later(entry.starts_month),
        ends_month=a_year_later(entry.ends_month),
        due_on=a_year_later(entry.due_on) if entry.due_on else None,
        work=entry.work,
        position=position,
        offices_as_written=entry.offices_as_written,
        key=key,
    )


def _hand_on_offices(became: dict[int, CalendarEntry], district: District) -> None:
    offices = {office.pk: office for office in directory(district)}
    given: dict[tuple[int, int], EntryOffice] = {}
    # The lead first: of two offices that became one, the one that leads stays.
    duties = EntryOffice.objects.filter(entry__in=became)
    for duty in sorted(duties, key=lambda duty: duty.role != OfficeDuty.Role.LEAD):
        office = in_use(offices[duty.office_id], offices)
        if office:
            fresh = EntryOffice(entry=became[duty.entry_id], office=office, role=duty.role)
            given.setdefault((duty.entry_id, office.pk), fresh)
    EntryOffice.objects.bulk_create(given.values())


def _hand_on_audience(became: dict[int, CalendarEntry]) -> None:
    rules = EntryAudience.objects.filter(entry__in=became).select_related("school")
    EntryAudience.objects.bulk_create(
        EntryAudience(
            entry=became[rule.entry_id],
            demand=rule.demand,
            stage=rule.stage,
            ownership=rule.ownership,
            directly_under=rule.directly_under,
            school=rule.school,
        )
        for rule in rules
        if not rule.school or rule.school.is_active
    )
