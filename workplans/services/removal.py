"""Sections and tasks are deleted, and come back: whatever goes is kept whole in the audit trail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core import serializers
from django.db import models, router, transaction
from django.db.models import F
from django.db.models.deletion import Collector

from districts.models import AuditEntry, User
from districts.trail import record
from workplans.models import Plan, Section, Task
from workplans.queries.editing import RETURNS, removal_of
from workplans.refusals import CannotComeBack, ChangedMeanwhile
from workplans.services.opening import open_plan
from workplans.services.structure import siblings


def remove_task(*, task: Task, by: User, version: int | None = None) -> AuditEntry:
    """Delete a task. Returns the trail's entry, by which `restore_part` brings it back.

    Raises ChangedMeanwhile when somebody saved it after `version`: they should see what they delete.
    """
    return _remove(task, version, by=by, verb="remove_task")


def remove_section(*, section: Section, by: User, version: int | None = None) -> AuditEntry:
    """Delete a section with its subsections and tasks. Refuses and returns as `remove_task` does."""
    return _remove(section, version, by=by, verb="remove_section")


def restore_part(*, plan: Plan, entry: AuditEntry, by: User) -> Section | Task:
    """Bring back what `entry` removed, where it stood, under the same address; doing it twice changes nothing.

    Links to rows that were themselves deleted meanwhile are left out. Raises CannotComeBack when the section it
    stood in is gone.
    """
    kept = entry.before or {}
    if entry.verb not in RETURNS or kept.get("plan") != plan.pk:
        raise CannotComeBack
    with transaction.atomic():
        open_plan(plan.pk)
        rows = [item.object for item in serializers.deserialize("python", kept["rows"])]
        part = next(row for row in rows if _is_of(entry, row))
        if not isinstance(part, Section | Task):
            raise CannotComeBack
        if known := type(part)._default_manager.filter(pk=part.pk).first():
            return known
        home = part.section_id if isinstance(part, Task) else part.parent_id
        if home and not Section.objects.filter(pk=home).exists():
            raise CannotComeBack
        others = siblings(part)
        part.position = min(part.position, others.count())
        others.filter(position__gte=part.position).update(position=F("position") + 1)
        bring_back(rows)
        record(by=by, verb=RETURNS[entry.verb], on=part, after={"from_trail": entry.pk})
    return part


def restore_line(*, plan: Plan, key: UUID, by: User) -> Section | Task:
    """Bring back the part with this key, which was deleted or joined to another. Refuses as `restore_part` does."""
    entry = removal_of(plan, key)
    if entry is None:
        raise CannotComeBack
    return restore_part(plan=plan, entry=entry, by=by)


def _is_of(entry: AuditEntry, row: models.Model) -> bool:
    return (row._meta.label_lower, str(row.pk)) == (entry.object_type, entry.object_id)


def _remove(part: Section | Task, version: int | None, *, by: User, verb: str) -> AuditEntry:
    with transaction.atomic():
        open_plan(part.plan_id)
        current = type(part)._default_manager.select_related("plan__district").get(pk=part.pk)
        if version is not None and current.version != version:
            raise ChangedMeanwhile(current)
        kept = {"plan": current.plan_id, "key": str(current.key), "rows": all_that_hangs_on(current)}
        entry = record(by=by, verb=verb, on=current, before=kept)
        siblings(current).filter(position__gt=current.position).update(position=F("position") - 1)
        current.delete()
    return entry


def all_that_hangs_on(part: models.Model) -> list[dict[str, Any]]:
    """Every row that the database deletes with it, in this room or a later one, as JSON values."""
    return what_hangs_on_each([part])[part.pk]


def what_hangs_on_each(parts: Sequence[models.Model]) -> dict[Any, list[dict[str, Any]]]:
    """By the key of each of these rows of one kind, what `all_that_hangs_on` says of it; as many queries for one as
    for hundreds. What hangs on two of them is kept with one."""
    collector = Collector(using=router.db_for_write(type(parts[0])), origin=parts[0])
    collector.collect(parts)
    # The collector fetches no more than it needs to delete; what is kept is whole.
    going = [(kind, {row.pk for row in found}) for kind, found in collector.data.items()]
    going += [(found.model, {row.pk for row in found}) for found in collector.fast_deletes]
    rows = [row for kind, pks in going for row in _whole(kind).filter(pk__in=pks)]
    holders = _holders(parts, rows)
    kept: dict[Any, list[dict[str, Any]]] = {part.pk: [] for part in parts}
    for row, said in zip(rows, json.loads(serializers.serialize("json", rows)), strict=True):
        kept[holders[_at(row)]].append(said)
    return kept


def _whole(kind: type[models.Model]) -> models.QuerySet[models.Model]:
    """With the keys of what it is linked to, which the serializer would else ask for row by row."""
    links = [field.name for field in kind._meta.many_to_many if _is_plain(field)]
    return kind._base_manager.prefetch_related(*links)


def _is_plain(field: models.ManyToManyField[Any, Any]) -> bool:
    """A link without rows of its own that could say more."""
    through = field.remote_field.through
    return bool(through and through._meta.auto_created)


def _holders(parts: Sequence[models.Model], rows: Sequence[models.Model]) -> dict[Any, Any]:
    """The key of the part that each row is deleted with: found from the parts outwards."""
    holders = {_at(part): part.pk for part in parts}
    while left := [row for row in rows if _at(row) not in holders]:
        found = {_at(row): holder for row in left if (holder := _holder(row, holders)) is not None}
        # What hangs on by another road than a foreign key is kept too, with the first.
        holders |= found or {_at(row): parts[0].pk for row in left}
    return holders


def _holder(row: models.Model, holders: Mapping[Any, Any]) -> Any:
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE:
            holder = holders.get((field.related_model, getattr(row, field.attname)))
            if holder is not None:
                return holder
    return None


def _at(row: models.Model) -> tuple[type[models.Model], Any]:
    return type(row), row.pk


def bring_back(rows: Iterable[models.Model]) -> None:
    """Write the rows, a query a kind, leaving out those that point to what exists no more."""
    by_kind: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(row)
    coming = {_at(row) for found in by_kind.values() for row in found}
    for kind, found in by_kind.items():
        kind._base_manager.bulk_create(_pointing_somewhere(kind, found, coming))


def _pointing_somewhere(
    kind: type[models.Model], rows: list[models.Model], coming: set[tuple[type[models.Model], Any]]
) -> list[models.Model]:
    for field in kind._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        target: type[models.Model] = field.related_model
        wanted = {getattr(row, field.attname) for row in rows} - {None}
        missing = {pk for pk in wanted if (target, pk) not in coming}
        missing -= set(target._base_manager.filter(pk__in=missing).values_list("pk", flat=True))
        if field.remote_field.on_delete is models.SET_NULL:
            # A row that only remembered what is gone comes back without that memory.
            for row in rows:
                if getattr(row, field.attname) in missing:
                    setattr(row, field.attname, None)
            continue
        rows = [row for row in rows if getattr(row, field.attname) not in missing]
    return rows
