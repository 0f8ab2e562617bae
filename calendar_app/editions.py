"""The calendar as a part of its plan's text: kept with a version, copied into an amendment, worked in, brought back.

See workplans.annexes. What an amendment takes out is withdrawn: the entry keeps its address and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from calendar_app.spans import span_words
from districts.models import Office, School
from workplans.annexes import Kept
from workplans.comparing import Fact, Part
from workplans.models import OfficeDuty, Plan, Task
from workplans.periods import chinese_date
from workplans.queries.snapshots import audience_words, identity, key_of
from workplans.services.versions import update_row

TEXT = ("work", "starts_month", "ends_month", "due_on", "as_written", "offices_as_written")
RULE = ("demand", "stage", "ownership", "directly_under")
Related = tuple[CalendarEntry, dict[str, Any], list[Task]]  # a row, what its relations shall be, its tasks


class CalendarAnnex:
    name = "entries"

    def kept(self, plan: Plan) -> Kept:
        return [_kept(row) for row in _whole(plan)]

    def parts(self, kept: Kept) -> Iterator[Part]:
        for row in kept:
            # Alone under its own key: it stands where its month puts it, and is never said to have moved.
            yield Part(
                key_of(row), "entry", title=row["facts"]["work"], home=key_of(row), facts=tuple(_facts(row))
            )

    def copy(self, plan: Plan, draft: Plan, tasks: Mapping[int, Task]) -> None:
        old = list(_whole(plan))
        new = CalendarEntry.objects.bulk_create(
            CalendarEntry(
                district_id=row.district_id, plan=draft, origin=row.key, position=row.position, **_text(row)
            )
            for row in old
        )
        _write_relations(
            (copied, _kept(row), _linked(row, tasks)) for row, copied in zip(old, new, strict=True)
        )

    def work_in(self, plan: Plan, draft: Plan, tasks: Mapping[int, Task], today: date) -> None:
        there = {identity(row): row for row in CalendarEntry.objects.filter(plan=plan)}
        before = {key_of(kept): kept for kept in self.kept(plan)}
        differ: list[Related] = []
        for mine in _whole(draft):
            row, kept = there.pop(identity(mine), None), _kept(mine)
            if row is None:
                row = CalendarEntry.objects.create(
                    district_id=plan.district_id, plan=plan, position=mine.position, **_text(mine)
                )
                CalendarEntry.objects.filter(pk=mine.pk).update(origin=row.key)
            update_row(row, _text(mine) | {"position": mine.position, "withdrawn_on": None})
            if not _same_relations(kept, before.get(identity(mine))):
                differ.append((row, kept, _linked(mine, tasks)))
        _write_relations(differ)
        for row in there.values():
            update_row(row, {"withdrawn_on": row.withdrawn_on or today})

    def bring_back(self, plan: Plan, kept: Kept) -> None:
        there = {str(row.key): row for row in CalendarEntry.objects.filter(plan=plan)}
        now = {row["key"]: row for row in self.kept(plan)}
        tasks = {identity(task): task for task in Task.objects.filter(plan=plan)}
        differ: list[Related] = []
        for was in kept:
            row = there.pop(was["key"], None) or _new_row(plan, was)
            update_row(row, _values(was) | {"position": was["position"]})
            if not _same_relations(was, now.get(was["key"])):
                differ.append((row, was, [tasks[key] for key in was["tasks"] if key in tasks]))
        _write_relations(differ)
        CalendarEntry.objects.filter(pk__in=[row.pk for row in there.values()]).delete()


CALENDAR = CalendarAnnex()


def _whole(plan: Plan) -> QuerySet[CalendarEntry]:
    """The plan's entries that stand, in calendar order, with all that is said of them."""
    return (
        CalendarEntry.objects.filter(plan=plan)
        .standing()
        .prefetch_related(
            Prefetch("duties", EntryOffice.objects.select_related("office")),
            Prefetch("audience", EntryAudience.objects.select_related("school")),
            Prefetch("tasks", Task.objects.order_by("pk")),
        )
    )


def _kept(row: CalendarEntry) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": str(row.key),
        "origin": str(row.origin) if row.origin else None,
        "position": row.position,
        "facts": {name: _as_json(value) for name, value in _text(row).items()},
        "duties": [
            {"office": duty.office_id, "role": duty.role, "name": duty.office.name}
            for duty in row.duties.all()
        ],
        "audience": [
            {name: getattr(rule, name) for name in RULE}
            | {"school": rule.school_id, "name": rule.school.name if rule.school else ""}
            for rule in row.audience.all()
        ],
        "tasks": sorted(identity(task) for task in row.tasks.all()),
    }


def _text(row: CalendarEntry) -> dict[str, Any]:
    return {name: getattr(row, name) for name in TEXT}


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    fields = {field.name: field for field in CalendarEntry._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in kept["facts"].items()}


def _new_row(plan: Plan, kept: dict[str, Any]) -> CalendarEntry:
    """An entry that was deleted, under its old address where that is free."""
    address = {} if CalendarEntry.objects.filter(pk=kept["id"]).exists() else {"pk": kept["id"]}
    row = CalendarEntry(
        district_id=plan.district_id,
        plan=plan,
        key=UUID(kept["key"]),
        origin=UUID(kept["origin"]) if kept["origin"] else None,
        position=kept["position"],
        **address,
        **_values(kept),
    )
    row.save(force_insert=True)
    return row


def _same_relations(kept: dict[str, Any], now: dict[str, Any] | None) -> bool:
    return now is not None and all(kept[name] == now[name] for name in ("duties", "audience", "tasks"))


def _linked(row: CalendarEntry, tasks: Mapping[int, Task]) -> list[Task]:
    """What the entry's tasks are in the other text."""
    return [tasks[task.pk] for task in row.tasks.all() if task.pk in tasks]


def _write_relations(rows: Iterable[Related]) -> None:
    """Offices, schools and tasks in place of those the entries have. What exists no more is left out.

    As many queries for one entry as for all.
    """
    rows = list(rows)
    links = CalendarEntry.tasks.through
    EntryOffice.objects.filter(entry__in=[row for row, _kept, _tasks in rows]).delete()
    EntryAudience.objects.filter(entry__in=[row for row, _kept, _tasks in rows]).delete()
    links._default_manager.filter(calendarentry__in=[row for row, _kept, _tasks in rows]).delete()
    offices = _there(Office, (duty["office"] for _row, kept, _tasks in rows for duty in kept["duties"]))
    schools = _there(School, (rule["school"] for _row, kept, _tasks in rows for rule in kept["audience"]))
    EntryOffice.objects.bulk_create(
        EntryOffice(entry=row, office_id=duty["office"], role=duty["role"])
        for row, kept, _tasks in rows
        for duty in kept["duties"]
        if duty["office"] in offices
    )
    EntryAudience.objects.bulk_create(
        EntryAudience(entry=row, school_id=rule["school"], **{name: rule[name] for name in RULE})
        for row, kept, _tasks in rows
        for rule in kept["audience"]
        if not rule["school"] or rule["school"] in schools
    )
    links._default_manager.bulk_create(
        links(calendarentry_id=row.pk, task_id=task.pk) for row, _kept, tasks in rows for task in tasks
    )


def _there(kind: type[Office] | type[School], keys: Iterable[int | None]) -> set[int]:
    return set(kind._default_manager.filter(pk__in={key for key in keys if key}).values_list("pk", flat=True))


def _facts(kept: dict[str, Any]) -> Iterator[Fact]:
    """What is said beside the work, in words."""
    values = _values(kept)
    role = OfficeDuty.Role
    spoken = (
        (_("Months"), span_words(values["starts_month"], values["ends_month"])),
        (_("Due"), _day(values["due_on"])),
        (_("Lead office"), "、".join(row["name"] for row in kept["duties"] if row["role"] == role.LEAD)),
        (
            _("Supporting offices"),
            "、".join(row["name"] for row in kept["duties"] if row["role"] == role.SUPPORT),
        ),
        (_("Schools addressed"), "；".join(map(audience_words, kept["audience"]))),
    )
    yield from (Fact(name, value) for name, value in spoken if value)


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""
