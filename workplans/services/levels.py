"""Tasks become headings and headings tasks; no other line changes its level, and no word is lost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F

from districts.models import AuditEntry, User
from districts.trail import record
from workplans.models import Plan, Section, Task
from workplans.refusals import CarriesWork, HeadingTooLong, NothingAbove
from workplans.services.lines import FIRST, TASK, Line, level_of, line_of, open_heading
from workplans.services.opening import open_plan
from workplans.services.removal import all_that_hangs_on
from workplans.services.targets import follow_text

HEADING_LENGTH = 200


def set_level(*, plan: Plan, key: UUID, level: int, by: User) -> Line:
    """Make the line a heading of the first (1) or second (2) level, or a task (3); it keeps its key.

    Raises CarriesWork for a task that somebody carries or that is promised, HeadingTooLong, and NothingAbove where a
    second level, or what stood under a heading, would have no heading of the first level above it.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        line = line_of(plan, key)
        before = level_of(line)
        if before == level:
            return line
        if isinstance(line, Task):
            return _raise_task(line, level, by=by)
        if level == TASK:
            return _lower_section(line, by=by)
        if level == FIRST:
            _to_first(line)
        else:
            _to_second(line)
        record(by=by, verb="level_section", on=line, before={"level": before}, after={"level": level})
    return line


def refuse_if_it_carries(line: Line, *, besides: type[models.Model] | None = None) -> list[dict[str, Any]]:
    """The rows that would go with the line, which must be its own only. Raises CarriesWork."""
    rows = all_that_hangs_on(line)
    allowed = {line._meta.label_lower, besides._meta.label_lower if besides else ""}
    if any(row["model"] not in allowed for row in rows) or (isinstance(line, Task) and line.due_on):
        raise CarriesWork
    return rows


def _raise_task(task: Task, level: int, *, by: User) -> Section:
    if len(task.title) > HEADING_LENGTH:
        raise HeadingTooLong
    rows = refuse_if_it_carries(task)
    home, cut, was = task.section, task.position, task.pk
    section = Section(
        pk=_former(task, Section),
        plan=task.plan,
        key=task.key,
        title=task.title,
        text=task.body,
        version=task.version + 1,
    )
    task.delete()
    Task.objects.filter(plan=task.plan_id, section=home, position__gt=cut).update(position=F("position") - 1)
    open_heading(section, home, cut, level)
    kept = {"plan": section.plan_id, "key": str(section.key), "rows": rows}
    record(by=by, verb="raise_task", on=section, before=kept, after={"task": was, "level": level})
    return section


def _lower_section(section: Section, *, by: User) -> Task:
    sections = Section.objects.filter(plan=section.plan_id)
    home = _group_above(section)
    if not section.parent_id and section.children.exists():
        root = (home.parent or home) if home else None
        if root is None:
            raise NothingAbove
        section.children.update(parent=root, position=F("position") + root.children.count())
    place = Task.objects.filter(plan=section.plan_id, section=home).count()
    section.tasks.update(section=home, position=F("position") + place + 1)
    rows = refuse_if_it_carries(section)
    task = Task(
        pk=_former(section, Task),
        plan=section.plan,
        section=home,
        position=place,
        key=section.key,
        title=section.title,
        body=section.text,
        version=section.version + 1,
    )
    sections.filter(parent=section.parent, position__gt=section.position).update(position=F("position") - 1)
    was = section.pk
    section.delete()
    task.save(force_insert=True)
    kept = {"plan": task.plan_id, "key": str(task.key), "rows": rows}
    record(by=by, verb="lower_section", on=task, before=kept, after={"section": was})
    follow_text(task=task, before="", by=by)
    return task


def _group_above(section: Section) -> Section | None:
    """The heading whose tasks stand directly above this heading; None before the first."""
    beside = Section.objects.select_related("parent").filter(plan=section.plan_id, parent=section.parent)
    above = beside.filter(position__lt=section.position).last()
    if section.parent_id:
        return above or section.parent
    return (above.children.last() or above) if above else None


def _to_first(section: Section) -> None:
    parent = section.parent
    if parent is None:
        return
    place, after = section.position, parent.position
    sections = Section.objects.filter(plan=section.plan_id)
    sections.filter(parent=None, position__gt=after).update(position=F("position") + 1)
    section.parent, section.position = None, after + 1
    section.save(update_fields=["parent", "position"])
    behind = sections.filter(parent=parent, position__gt=place)
    behind.update(parent=section, position=F("position") - (place + 1))


def _to_second(section: Section) -> None:
    sections = Section.objects.filter(plan=section.plan_id)
    above = sections.filter(parent=None, position__lt=section.position).last()
    if above is None:
        raise NothingAbove
    count = above.children.count()
    section.children.update(parent=above, position=F("position") + count + 1)
    sections.filter(parent=None, position__gt=section.position).update(position=F("position") - 1)
    section.parent, section.position = above, count
    section.save(update_fields=["parent", "position"])


def _former(line: Line, kind: type[Section] | type[Task]) -> int | None:
    """The number it had when it was of the other kind, so that links from then lead to it again."""
    entry = AuditEntry.objects.filter(
        object_type=line._meta.label_lower, object_id=str(line.pk), verb__in=("raise_task", "lower_section")
    ).first()
    if entry is None:
        return None
    pk = int((entry.after or {}).get("task") or (entry.after or {}).get("section") or 0)
    return pk if pk and not kind._base_manager.filter(pk=pk).exists() else None
