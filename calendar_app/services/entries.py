"""Entries are made, changed, linked to tasks, deleted.

Who carries an entry and whom it addresses is said with `workplans.services`, as for a task: `assign_offices`,
`address_schools`, `drop_audience`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.core import serializers
from django.db import transaction
from django.db.models import F, Max, Q

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from districts.models import AuditEntry, District, User
from districts.trail import Act, changed, record, record_many
from workplans.models import Plan, Task
from workplans.queries import directory
from workplans.refusals import AnotherPlan, CannotComeBack, ChangedMeanwhile
from workplans.services.matching import write_duties
from workplans.services.opening import open_plan
from workplans.services.removal import bring_back, what_hangs_on_each


@transaction.atomic
def create_entries(*, plan: Plan, drafts: Iterable[EntryDraft], by: User) -> list[CalendarEntry]:
    """Give the plan its calendar: one entry a draft, in their order, behind those it has.

    Offices are kept as written, and those that go by a known name are given their duty at once.
    A bounded number of queries, however many drafts.
    """
    start = last_position(plan.district, plan)
    entries = CalendarEntry.objects.bulk_create(
        _entry_of(draft, district=plan.district, plan=plan, position=position)
        for position, draft in enumerate(drafts, start=start + 1)
    )
    write_duties(rows=entries, model=CalendarEntry, offices=directory(plan.district))
    record(by=by, verb="create_entries", on=plan, after={"entries": len(entries)})
    return entries


@transaction.atomic
def add_entry(
    *, district: District, draft: EntryDraft, by: User, plan: Plan | None = None, key: UUID | None = None
) -> CalendarEntry:
    """One more entry of the bureau, of a plan that is still a draft or of none.

    `key` is the asking form's: asking twice with the same key gives the entry of the first time. Offices are found by
    their names as in `create_entries`. Raises NotADraft, AnotherPlan for the plan of another bureau.
    """
    if plan:
        if plan.district_id != district.pk:
            raise AnotherPlan
        open_plan(plan.pk)
    key = key or uuid4()
    if known := CalendarEntry.objects.filter(key=key).first():
        return known
    entry = _entry_of(draft, district=district, plan=plan, position=last_position(district, plan) + 1)
    entry.key = key
    entry.save(force_insert=True)
    write_duties(rows=[entry], model=CalendarEntry, offices=directory(district))
    record(by=by, verb="add_entry", on=entry, after=facts(entry))
    return entry


@transaction.atomic
def edit_entry(
    *,
    entry: CalendarEntry,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
) -> CalendarEntry:
    """Change months, day or words. Returns the row as it stands now.

    `version` is the one the author saw, `was` the values of the changed fields then; without a version nothing is
    compared. Of two people who change different fields both are kept. Raises ChangedMeanwhile when the same field was
    changed by somebody else, NotADraft when the entry's plan stands still.
    """
    current = _held(entry)
    if version is not None and current.version != version and _collide(current, changes, was or {}):
        raise ChangedMeanwhile(current)
    before, after = changed(current, dict(changes))
    if not after:
        return current
    CalendarEntry.objects.filter(pk=current.pk).update(
        **{name: changes[name] for name in after}, version=F("version") + 1
    )
    current = CalendarEntry.objects.get(pk=current.pk)
    record(by=by, verb="edit_entry", on=current, before=before, after=after)
    return current


@transaction.atomic
def link_tasks(*, entry: CalendarEntry, tasks: Iterable[Task], by: User) -> CalendarEntry:
    """Say which tasks of its plan the entry carries out, in place of those it was linked to.

    Raises AnotherPlan for a task of another plan, NotADraft.
    """
    tasks = list(tasks)
    current = _held(entry)
    if any(task.plan_id != current.plan_id for task in tasks):
        raise AnotherPlan
    before = _task_titles(current)
    current.tasks.set(tasks)
    after = _task_titles(current)
    if before != after:
        CalendarEntry.objects.filter(pk=current.pk).update(version=F("version") + 1)
        record(by=by, verb="link_tasks", on=current, before={"tasks": before}, after={"tasks": after})
    return current


@transaction.atomic
def remove_entry(*, entry: CalendarEntry, by: User, version: int | None = None) -> AuditEntry:
    """Delete an entry; the trail's entry, which is returned, keeps it whole.

    Raises ChangedMeanwhile when somebody saved it after `version`: they should see what they delete; NotADraft.
    """
    current = _held(entry)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    [trace] = _take_out([current], by=by)
    return trace


@transaction.atomic
def remove_entries(*, entries: Iterable[CalendarEntry], by: User) -> list[CalendarEntry]:
    """Delete each as `remove_entry` does, but for those that somebody saved after they were read: these are returned.

    What is gone already is passed over. As many queries for one as for hundreds, but one a plan. Raises NotADraft,
    and then deletes none.
    """
    seen = {entry.pk: entry for entry in entries}
    for plan in sorted({entry.plan_id for entry in seen.values() if entry.plan_id}):
        open_plan(plan)
    held = CalendarEntry.objects.select_for_update(of=("self",)).select_related("district")
    rows = list(held.filter(pk__in=seen))
    _take_out([row for row in rows if row.version == seen[row.pk].version], by=by)
    return [row for row in rows if row.version != seen[row.pk].version]


@transaction.atomic
def restore_entry(*, removal: AuditEntry, by: User) -> CalendarEntry:
    """Bring back what `remove_entry` took, under its old address; doing it twice changes nothing.

    Links to rows that were deleted meanwhile are left out. Raises CannotComeBack when its plan is gone, NotADraft.
    """
    if removal.verb != "remove_entry":
        raise CannotComeBack
    rows = [item.object for item in serializers.deserialize("python", (removal.before or {})["rows"])]
    entry = next(row for row in rows if isinstance(row, CalendarEntry))
    # The same work may have come anew meanwhile, as when a month is taken over from last year a second time.
    if known := CalendarEntry.objects.filter(Q(pk=entry.pk) | Q(key=entry.key)).first():
        return known
    if entry.plan_id:
        open_plan(entry.plan_id)
    bring_back(rows)
    entry.district = removal.district or entry.district  # known already where many come back at once
    record(by=by, verb="restore_entry", on=entry, after={"from_trail": removal.pk})
    return entry


def _entry_of(draft: EntryDraft, *, district: District, plan: Plan | None, position: int) -> CalendarEntry:
    return CalendarEntry(
        district=district,
        plan=plan,
        starts_month=draft.starts_month,
        ends_month=draft.ends_month,
        due_on=draft.due_on,
        as_written=draft.as_written,
        work=draft.work,
        position=position,
        offices_as_written=[{"name": office.name, "role": office.role} for office in draft.offices],
    )


def last_position(district: District, plan: Plan | None) -> int:
    """Behind which a new entry stands."""
    entries = CalendarEntry.objects.filter(district=district, plan=plan)
    return entries.aggregate(last=Max("position"))["last"] or 0


def _held(entry: CalendarEntry) -> CalendarEntry:
    """The row as it stands, held until the transaction ends; its plan, when it has one, must be a draft."""
    if entry.plan_id:
        open_plan(entry.plan_id)
    return CalendarEntry.objects.select_for_update(of=("self",)).select_related("district").get(pk=entry.pk)


def _take_out(entries: Sequence[CalendarEntry], *, by: User) -> list[AuditEntry]:
    """Delete entries that the caller holds; the traces, which keep them whole, in the entries' order."""
    if not entries:
        return []
    hanging = what_hangs_on_each(entries)
    traces = record_many(
        (Act("remove_entry", entry, {"key": str(entry.key), "rows": hanging[entry.pk]}) for entry in entries),
        by=by,
    )
    CalendarEntry.objects.filter(pk__in=hanging).delete()
    return traces


def _collide(current: CalendarEntry, changes: Mapping[str, Any], was: Mapping[str, Any]) -> bool:
    """Whether somebody else put something else where the author changes something."""
    return any(getattr(current, name) not in (value, was.get(name)) for name, value in changes.items())


def facts(entry: CalendarEntry) -> dict[str, Any]:
    """What the trail says of a new entry."""
    return {
        "work": entry.work,
        "starts_month": str(entry.starts_month),
        "ends_month": str(entry.ends_month),
        "due_on": str(entry.due_on) if entry.due_on else None,
        "offices": [office["name"] for office in entry.offices_as_written],
    }


def _task_titles(entry: CalendarEntry) -> list[str]:
    return list(entry.tasks.order_by("pk").values_list("title", flat=True))
