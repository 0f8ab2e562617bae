"""The plan as lines, one after the other: how the editor's page speaks of it.

A line is a heading of the first level (1), of the second (2), or a task (3), and is known by its key, whatever it
becomes. Whatever follows a heading stands under it, so changing a line's level changes no other line's. Where a line
goes is said by the line above it: None is the beginning of the plan. `static/js/editor/lines.js` follows the same
rules before it asks.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from districts.models import User
from districts.trail import record
from workplans.models import Plan, Section, Task
from workplans.refusals import IntoItself, NothingAbove, PartGone
from workplans.services.opening import open_plan
from workplans.services.structure import move_section, move_task
from workplans.services.targets import follow_text

Line = Section | Task

FIRST, SECOND, TASK = 1, 2, 3


def line_of(plan: Plan, key: UUID) -> Line:
    """The line with this key as it stands now. Raises PartGone."""
    found = find_line(plan, key)
    if found is None:
        raise PartGone
    return found


def find_line(plan: Plan, key: UUID) -> Line | None:
    task = Task.objects.select_related("section__parent", "plan__district").filter(plan=plan, key=key).first()
    if task:
        return task
    sections = Section.objects.select_related("parent", "plan__district")
    return sections.filter(plan=plan, key=key).first()


def level_of(line: Line) -> int:
    if isinstance(line, Task):
        return TASK
    return SECOND if line.parent_id else FIRST


def write_line(
    *, plan: Plan, key: UUID, level: int, title: str, by: User, after: UUID | None = None, body: str = ""
) -> Line:
    """A new line below `after`. A heading takes what follows under it. Asking twice with one key makes one.

    Raises PartGone when the line above is gone, NothingAbove for a second heading that has no first above it.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        if known := find_line(plan, key):
            return known
        home, position = spot_below(plan, after)
        if level == TASK:
            return _write_task(Task(plan=plan, key=key, title=title, body=body), home, position, by=by)
        section = Section(plan=plan, key=key, title=title, text=body)
        open_heading(section, home, position, level)
        record(by=by, verb="add_section", on=section, after={"title": title})
    return section


def move_line(*, plan: Plan, key: UUID, by: User, after: UUID | None) -> Line:
    """Put a line, a heading with all under it, below `after`; a heading goes behind the block that line ends.

    Raises IntoItself, PartGone, NothingAbove.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        line = line_of(plan, key)
        above = line_of(plan, after) if after else None
        if above == line:
            return line
        if isinstance(line, Task):
            return _move_task(line, above, by=by)
        if line.parent_id:
            return _move_second(line, above, by=by)
        return _move_first(line, above, by=by)


def spot_below(plan: Plan, after: UUID | None) -> tuple[Section | None, int]:
    """The group of tasks a line below `after` belongs to, and its place there."""
    if after is None:
        return None, 0
    above = line_of(plan, after)
    if isinstance(above, Task):
        return above.section, above.position + 1
    return above, 0


def open_heading(section: Section, home: Section | None, cut: int, level: int) -> None:
    """Save a new heading where the tasks of `home` are cut; what follows stands under it. Raises NothingAbove."""
    plan, root = section.plan_id, (home.parent or home) if home else None
    sections = Section.objects.filter(plan=plan)
    if level == SECOND:
        if root is None:
            raise NothingAbove
        section.parent = root
        section.position = home.position + 1 if home and home.parent_id else 0
        sections.filter(parent=root, position__gte=section.position).update(position=F("position") + 1)
        section.save(force_insert=True)
    else:
        section.parent = None
        section.position = root.position + 1 if root else 0
        sections.filter(parent=None, position__gte=section.position).update(position=F("position") + 1)
        section.save(force_insert=True)
        if root and home:
            last = home.position if home.parent_id else -1
            behind = sections.filter(parent=root, position__gt=last)
            behind.update(parent=section, position=F("position") - (last + 1))
    tasks = Task.objects.filter(plan=plan, section=home, position__gte=cut)
    tasks.update(section=section, position=F("position") - cut)


def make_room(plan_id: int, home: Section | None, position: int) -> None:
    behind = Task.objects.filter(plan=plan_id, section=home, position__gte=position)
    behind.update(position=F("position") + 1)


def _write_task(task: Task, home: Section | None, position: int, *, by: User) -> Task:
    make_room(task.plan_id, home, position)
    task.section, task.position = home, position
    task.save(force_insert=True)
    record(by=by, verb="add_task", on=task, after={"title": task.title})
    follow_text(task=task, before="", by=by)
    return task


def _move_task(task: Task, above: Line | None, *, by: User) -> Task:
    home = above.section if isinstance(above, Task) else above
    place = above.position if isinstance(above, Task) else -1
    beside = Task.objects.filter(plan=task.plan_id, section=home, position__gt=place).exclude(pk=task.pk)
    return move_task(task=task, section=home, before=beside.first(), by=by)


def _move_first(section: Section, above: Line | None, *, by: User) -> Section:
    root = _root(above)
    if root == section:
        raise IntoItself
    place = root.position if root else -1
    beside = Section.objects.filter(plan=section.plan_id, parent=None, position__gt=place)
    return move_section(section=section, before=beside.exclude(pk=section.pk).first(), by=by)


def _move_second(section: Section, above: Line | None, *, by: User) -> Section:
    root = _root(above)
    if root is None:
        raise NothingAbove
    home = above.section if isinstance(above, Task) else above
    if home == section:
        raise IntoItself
    place = home.position if home and home.parent_id else -1
    beside = Section.objects.filter(plan=section.plan_id, parent=root, position__gt=place)
    return move_section(section=section, parent=root, before=beside.exclude(pk=section.pk).first(), by=by)


def _root(line: Line | None) -> Section | None:
    """The heading of the first level that a line stands under, or is."""
    home = line.section if isinstance(line, Task) else line
    return (home.parent or home) if home else None
