"""Cells of the calendar's grid are saved: one, or a block pasted from a spreadsheet, in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from calendar_app.cells import Value
from calendar_app.models import CalendarEntry, EntryOffice
from calendar_app.queries.entries import last_authors
from calendar_app.services.entries import last_position, remove_entries, restore_entry
from districts.models import AuditEntry, District, Office, User
from districts.trail import Act, as_json, record_many
from workplans.drafts import Duties
from workplans.models import OfficeDuty, Plan
from workplans.periods import month_of
from workplans.refusals import CannotComeBack, NotADraft
from workplans.services.duties import told
from workplans.services.opening import open_plan

FIELDS = ("starts_month", "ends_month", "work", "due_on")
TIMES = {"starts_month", "ends_month", "due_on"}
LEAD, SUPPORT = OfficeDuty.Role.LEAD, OfficeDuty.Role.SUPPORT
EMPTY: Mapping[str, Value] = {
    "starts_month": None, "ends_month": None, "work": "", "due_on": None, "lead": None, "supporting": frozenset(),
}  # fmt: skip


class Trouble(Enum):
    """Why a row was not saved."""

    GONE = auto()
    CHANGED = auto()  # it was to be removed, and somebody has worked on it
    STILL = auto()  # its plan is no draft
    MISSING = auto()  # a new row without month or work
    ORDER = auto()  # it ends before it starts
    OUTSIDE = auto()  # its day lies outside of its months


@dataclass(frozen=True)
class RowChange:
    """Cells of one row: the `values` they shall have, and what their author saw: the row's `version`, and what stood in
    the same cells (`was`).

    `entry` is the row's key; a new row has the `key` of the form that asks for it instead. `is_removed` takes it away,
    `is_restored` brings back what was taken away.
    """

    entry: int | None
    key: UUID | None = None
    version: int = 1
    values: Mapping[str, Value] = field(default_factory=dict)
    was: Mapping[str, Value] = field(default_factory=dict)
    is_removed: bool = False
    is_restored: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a row: the entry where it stands, why it was not saved; what somebody else put into the same
    cells, and who."""

    entry: CalendarEntry | None = None
    trouble: Trouble | None = None
    theirs: Mapping[str, Value] = field(default_factory=dict)
    author: User | None = None


def values_of(entry: CalendarEntry) -> dict[str, Value]:
    """What stands in the row's cells, a last month only where it is another one; reads the prefetched duties."""
    duties = list(entry.duties.all())
    return {name: getattr(entry, name) for name in FIELDS} | {
        "ends_month": entry.ends_month if entry.is_span else None,
        "lead": next((duty.office_id for duty in duties if duty.role == LEAD), None),
        "supporting": frozenset(duty.office_id for duty in duties if duty.role == SUPPORT),
    }


@transaction.atomic
def save_cells(
    *, district: District, rows: Sequence[RowChange], by: User, plan: Plan | None = None
) -> list[Outcome]:
    """Save each row or say why not; the outcomes in the rows' order. New rows go into `plan`, or stand alone.

    Others' saves are met as in `edit_entry`: at the version its author saw a row is written, at a later one only those
    of its cells that nobody else changed. As many queries for one row as for thirty.
    """
    _bring_back([row for row in rows if row.is_restored], district, by)
    ours = CalendarEntry.objects.filter(district=district)
    wanted = Q(pk__in=[row.entry for row in rows if row.entry]) | Q(
        key__in=[row.key for row in rows if row.key]
    )
    plans = set(ours.filter(wanted).exclude(plan=None).order_by().values_list("plan_id", flat=True))
    if plan and any(row.key for row in rows):
        plans.add(plan.pk)
    still = {pk for pk in sorted(plans) if not _is_opened(pk)}
    held = ours.select_for_update(of=("self",)).filter(wanted).standing()
    there = list(held.select_related("district").prefetch_related("duties"))
    work = _Work(district, plan, by, there, still)
    outcomes = [work.take(row) for row in rows]
    # Asked before anything is written: from then on it is this author who came last.
    authors = last_authors(one.entry for one in outcomes if one.entry and one.theirs)
    work.write()
    return [replace(one, author=authors.get(one.entry.pk)) if one.entry else one for one in outcomes]


def _bring_back(rows: Sequence[RowChange], district: District, by: User) -> None:
    """The entries as they last went; what cannot come back is found missing afterwards."""
    if not rows:
        return
    named = Q(object_id__in=[str(row.entry) for row in rows if row.entry])
    named |= Q(before__key__in=[str(row.key) for row in rows if row.key])
    removals = AuditEntry.objects.filter(named, district=district, verb="remove_entry").order_by("pk")
    last = {removal.object_id: removal for removal in removals.select_related("district")}
    for removal in last.values():
        with suppress(NotADraft, CannotComeBack):
            restore_entry(removal=removal, by=by)


def _is_opened(plan_id: int) -> bool:
    try:
        open_plan(plan_id)
    except NotADraft:
        return False
    return True


class _Work:
    """Rows taken one by one, written together. `still`: the plans that are no drafts."""

    def __init__(
        self, district: District, plan: Plan | None, by: User, there: Iterable[CalendarEntry], still: set[int]
    ) -> None:
        self.district, self.plan, self.by, self.still = district, plan, by, still
        # A new row is looked for too: the answer to the first time it was sent may have been lost.
        self.there = {name: entry for entry in there for name in (entry.pk, entry.key)}
        self.new: list[tuple[CalendarEntry, dict[str, Value]]] = []
        self.changed: list[tuple[CalendarEntry, dict[str, Value], dict[str, Value]]] = []
        self.going: list[CalendarEntry] = []

    def take(self, row: RowChange) -> Outcome:
        entry = self.there.get(row.entry or row.key or 0)
        if entry is None:
            is_new = row.key and not (row.is_removed or row.is_restored)
            return self._take_new(row, row.key) if row.key and is_new else self._take_gone(row)
        if entry.plan_id in self.still:
            return Outcome(entry, Trouble.STILL)
        return self._remove(entry, row) if row.is_removed else self._change(entry, row)

    def _take_new(self, row: RowChange, key: UUID) -> Outcome:
        after = _together(EMPTY, row.values)
        if self.plan and self.plan.pk in self.still:
            return Outcome(trouble=Trouble.STILL)
        if not (after["starts_month"] and after["work"]):
            return Outcome(trouble=Trouble.MISSING)
        if trouble := _trouble(after, row.values):
            return Outcome(trouble=trouble)
        entry = CalendarEntry(district=self.district, plan=self.plan, key=key, **_fields(after))
        self.new.append((entry, after))
        return Outcome(entry)

    def _take_gone(self, row: RowChange) -> Outcome:
        return Outcome(trouble=None if row.is_removed else Trouble.GONE)

    def _remove(self, entry: CalendarEntry, row: RowChange) -> Outcome:
        if entry.version != row.version:
            return Outcome(entry, Trouble.CHANGED)
        self.going.append(entry)
        return Outcome()

    def _change(self, entry: CalendarEntry, row: RowChange) -> Outcome:
        before = values_of(entry)
        theirs = {} if entry.version == row.version else _theirs(before, row)
        values = {name: value for name, value in row.values.items() if name not in theirs}
        after = _together(before, values)
        if trouble := _trouble(after, values):
            return Outcome(entry, trouble, theirs)
        if after != before:
            self.changed.append((entry, before, after))
        return Outcome(entry, theirs=theirs)

    def write(self) -> None:
        remove_entries(entries=self.going, by=self.by)
        for position, (entry, _after) in enumerate(self.new, start=self._behind_the_last()):
            entry.position = position
        CalendarEntry.objects.bulk_create(entry for entry, _after in self.new)
        for entry, _before, after in self.changed:
            entry.version += 1
            for name, value in _fields(after).items():
                setattr(entry, name, value)
        changed = [entry for entry, _before, _after in self.changed]
        CalendarEntry.objects.bulk_update(changed, [*FIELDS, "version"], batch_size=100)
        self._write_duties()
        record_many(self._acts(), by=self.by, district=self.district)

    def _behind_the_last(self) -> int:
        return last_position(self.district, self.plan) + 1 if self.new else 1

    def _write_duties(self) -> None:
        moved = [(entry, after) for entry, before, after in self.changed if _duties(before) != _duties(after)]
        EntryOffice.objects.filter(entry__in=[entry for entry, _after in moved]).delete()
        EntryOffice.objects.bulk_create(
            EntryOffice(entry=entry, office_id=office, role=role)
            for entry, after in [*moved, *self.new]
            for office, role in _roles(_duties(after))
        )

    def _acts(self) -> list[Act]:
        names = dict(Office.objects.filter(district=self.district).values_list("pk", "name"))
        acts = [
            Act("add_entry", entry, None, _said(after, FIELDS) | told(_duties(after), names))
            for entry, after in self.new
        ]
        for entry, before, after in self.changed:
            if fields := [name for name in FIELDS if before[name] != after[name]]:
                acts.append(Act("edit_entry", entry, _said(before, fields), _said(after, fields)))
            if (old := _duties(before)) != (new := _duties(after)):
                acts.append(Act("assign_offices", entry, told(old, names), told(new, names)))
        return acts


def _theirs(before: Mapping[str, Value], row: RowChange) -> dict[str, Value]:
    """What stands where somebody else put something else than the author saw, or wants."""
    return {
        name: before[name]
        for name, value in row.values.items()
        if before[name] != value and (name not in row.was or before[name] != row.was[name])
    }


def _together(before: Mapping[str, Value], values: Mapping[str, Value]) -> dict[str, Value]:
    """The row as it shall be: a last month that is the first is none, and who leads is not among the others."""
    after = {**before, **values}
    if after["ends_month"] == after["starts_month"]:
        after["ends_month"] = None
    after["supporting"] = after["supporting"] - {after["lead"]}
    return after


def _trouble(after: Mapping[str, Value], written: Mapping[str, Value]) -> Trouble | None:
    """What is wrong with months and day, where one of them is `written`."""
    first, last, due = after["starts_month"], after["ends_month"] or after["starts_month"], after["due_on"]
    if not TIMES & set(written):
        return None
    if last < first:
        return Trouble.ORDER
    return Trouble.OUTSIDE if due and not first <= due <= month_of(last).ends_on else None


def _fields(values: Mapping[str, Value]) -> dict[str, Value]:
    """As the row has them."""
    last = values["ends_month"] or values["starts_month"]
    return {name: values[name] for name in FIELDS} | {"ends_month": last}


def _duties(values: Mapping[str, Value]) -> Duties:
    return Duties(values["lead"], values["supporting"])


def _roles(duties: Duties) -> list[tuple[int, str]]:
    lead = [(duties.lead, LEAD.value)] if duties.lead else []
    return [*lead, *((office, SUPPORT.value) for office in sorted(duties.supporting))]


def _said(values: Mapping[str, Value], names: Iterable[str]) -> dict[str, Any]:
    return {name: as_json(values[name]) for name in names}
