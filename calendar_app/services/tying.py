"""A plan's tasks and its calendar are tied together: entries made from tasks, entries linked to tasks, many at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from calendar_app.models import CalendarEntry, EntryOffice
from calendar_app.services.entries import remove_entries
from districts.models import AuditEntry, User
from districts.trail import Act, record, record_many
from workplans.models import Plan, Task, TaskOffice
from workplans.services.opening import open_plan

TYING = ("enter_tasks", "tie_entries")


@transaction.atomic
def enter_tasks(*, plan: Plan, months: Mapping[int, date], by: User) -> AuditEntry | None:
    """An entry for each of these tasks (by key) in its month, with the task's words and offices.

    A task that has an entry already is passed over, so asking twice makes one. The task's day stays with the task:
    said twice it would be reminded of twice. Returns the trace by which `undo_tying` takes it back, None where
    nothing was done. Bounded queries. Raises NotADraft.
    """
    open_plan(plan.pk)
    tasks = list(
        Task.objects.filter(plan=plan, pk__in=months, entries=None).standing().order_by("position", "pk")
    )
    if not tasks:
        return None
    last = CalendarEntry.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    entries = CalendarEntry.objects.bulk_create(
        CalendarEntry(
            district_id=plan.district_id,
            plan=plan,
            starts_month=months[task.pk],
            ends_month=months[task.pk],
            work=task.title.rstrip("。．.：:；; "),
            position=position,
            offices_as_written=task.offices_as_written,
        )
        for position, task in enumerate(tasks, start=last + 1)
    )
    made = {task.pk: entry for task, entry in zip(tasks, entries, strict=True)}
    EntryOffice.objects.bulk_create(
        EntryOffice(entry=made[duty.task_id], office_id=duty.office_id, role=duty.role)
        for duty in TaskOffice.objects.filter(task__in=tasks).order_by("pk")
    )
    _links_bulk((entry.pk, task.pk) for task, entry in zip(tasks, entries, strict=True))
    record_many(
        (
            Act(
                "add_entry",
                entry,
                None,
                {"work": entry.work, "starts_month": str(entry.starts_month), "tasks": [task.title]},
            )
            for task, entry in zip(tasks, entries, strict=True)
        ),
        by=by,
        district=plan.district,
    )
    return record(by=by, verb="enter_tasks", on=plan, after={"created": [entry.pk for entry in entries]})


@transaction.atomic
def tie_entries(*, plan: Plan, pairs: Mapping[int, int], by: User) -> AuditEntry | None:
    """Link entries to the tasks they carry out (keys of both), beside those they are linked to already.

    What is linked already, or no longer there, is passed over. Returns as `enter_tasks` does. Raises NotADraft.
    """
    open_plan(plan.pk)
    entries = {row.pk: row for row in CalendarEntry.objects.filter(plan=plan, pk__in=pairs).standing()}
    tasks = {row.pk: row for row in Task.objects.filter(plan=plan, pk__in=pairs.values()).standing()}
    there = set(_links().objects.filter(calendarentry__in=entries).values_list("calendarentry_id", "task_id"))
    new = [
        (entry, task)
        for entry, task in pairs.items()
        if entry in entries and task in tasks and (entry, task) not in there
    ]
    if not new:
        return None
    _links_bulk(new)
    CalendarEntry.objects.filter(pk__in=[entry for entry, _task in new]).update(version=F("version") + 1)
    record_many(
        (Act("link_tasks", entries[entry], None, {"tasks": [tasks[task].title]}) for entry, task in new),
        by=by,
        district=plan.district,
    )
    return record(by=by, verb="tie_entries", on=plan, after={"linked": [list(pair) for pair in new]})


@transaction.atomic
def undo_tying(*, plan: Plan, trace: AuditEntry, by: User) -> int:
    """Take back what the trace tells of; returns how much was left because somebody has worked on it since.

    Doing it twice changes nothing. As many queries for one as for hundreds. Raises NotADraft.
    """
    open_plan(plan.pk)
    done: dict[str, Any] = trace.after or {}
    made = list(CalendarEntry.objects.filter(plan=plan, pk__in=done.get("created", [])))
    changed = [entry for entry in made if entry.version > 1]
    changed += remove_entries(entries=[entry for entry in made if entry.version == 1], by=by)
    _untie(plan, {(entry, task) for entry, task in done.get("linked", [])}, trace=trace, by=by)
    return len(changed)


def _untie(plan: Plan, pairs: set[tuple[int, int]], *, trace: AuditEntry, by: User) -> None:
    """Take away those of the links that are still there."""
    entries = CalendarEntry.objects.filter(plan=plan).in_bulk([entry for entry, _task in pairs])
    links = _links().objects.filter(calendarentry__in=entries, task__in=[task for _entry, task in pairs])
    there = {
        link.pk: link.calendarentry_id for link in links if (link.calendarentry_id, link.task_id) in pairs
    }
    _links().objects.filter(pk__in=there).delete()
    CalendarEntry.objects.filter(pk__in=there.values()).update(version=F("version") + 1)
    record_many(
        (Act("link_tasks", entries[entry], None, {"from_trail": trace.pk}) for entry in there.values()),
        by=by,
        district=plan.district,
    )


def _links() -> Any:
    return CalendarEntry.tasks.through


def _links_bulk(pairs: Any) -> None:
    links = _links()
    links.objects.bulk_create(links(calendarentry_id=entry, task_id=task) for entry, task in pairs)
