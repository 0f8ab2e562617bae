"""Sections and tasks are added and moved; numbers follow by themselves.

Positions count from 0 among siblings. Every verb costs the same number of queries in a plan of 30 tasks and in one
of 300.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import F

from districts.models import User
from districts.trail import record
from workplans.models import Plan, Section, Task
from workplans.refusals import AnotherPlan, IntoItself, TooDeep
from workplans.services.opening import open_plan
from workplans.services.targets import follow_text

DEEPEST = 2  # 一、 and （一）


def add_section(
    *,
    plan: Plan,
    title: str,
    by: User,
    parent: Section | None = None,
    after: Section | None = None,
    text: str = "",
    key: UUID | None = None,
) -> Section:
    """A new heading behind `after`, else at the end of `parent` (of the plan). Asking twice with one key makes one."""
    key = key or uuid4()
    with transaction.atomic():
        open_plan(plan.pk)
        if known := Section.objects.filter(plan=plan, key=key).first():
            return known
        anchor = _as_it_stands(Section, plan.pk, after)
        home = anchor.parent if anchor else parent
        _refuse_other_plan(home, plan.pk)
        if home and home.parent_id:
            raise TooDeep
        section = Section(plan=plan, parent=home, title=title, text=text, key=key)
        _place_behind(section, anchor)
        record(by=by, verb="add_section", on=section, after={"title": title})
    return section


def add_task(
    *,
    plan: Plan,
    title: str,
    by: User,
    section: Section | None = None,
    after: Task | None = None,
    body: str = "",
    due_on: date | None = None,
    key: UUID | None = None,
) -> Task:
    """A new task behind `after`, else at the end of `section`. Asking twice with one key makes one."""
    key = key or uuid4()
    with transaction.atomic():
        open_plan(plan.pk)
        if known := Task.objects.filter(plan=plan, key=key).first():
            return known
        anchor = _as_it_stands(Task, plan.pk, after)
        home = anchor.section if anchor else section
        _refuse_other_plan(home, plan.pk)
        task = Task(plan=plan, section=home, title=title, body=body, due_on=due_on, key=key)
        _place_behind(task, anchor)
        record(by=by, verb="add_task", on=task, after={"title": title})
        follow_text(task=task, before="", by=by)
    return task


def move_task(*, task: Task, by: User, section: Section | None = None, before: Task | None = None) -> Task:
    """Put the task before another one, wherever that stands, else at the end of `section`."""
    with transaction.atomic():
        open_plan(task.plan_id)
        row = Task.objects.select_related("section").get(pk=task.pk)
        if before == task:
            return row
        anchor = _as_it_stands(Task, row.plan_id, before)
        home = anchor.section if anchor else section
        _refuse_other_plan(home, row.plan_id)
        _move(row, "section", home, anchor, by=by, verb="move_task")
    return row


def move_section(
    *, section: Section, by: User, parent: Section | None = None, before: Section | None = None
) -> Section:
    """Put the section, with all in it, before another one, wherever that stands, else at the end of `parent`.

    Raises IntoItself, and TooDeep where headings would nest more than two levels.
    """
    with transaction.atomic():
        open_plan(section.plan_id)
        row = Section.objects.select_related("parent").get(pk=section.pk)
        if before == section:
            return row
        anchor = _as_it_stands(Section, row.plan_id, before)
        home = anchor.parent if anchor else parent
        _refuse_other_plan(home, row.plan_id)
        _refuse_bad_home(row, home)
        _move(row, "parent", home, anchor, by=by, verb="move_section")
    return row


Part = TypeVar("Part", Section, Task)


def _as_it_stands(kind: type[Part], plan_id: int, other: Part | None) -> Part | None:
    """The part to stand beside, where it is now: it may have moved since the page was drawn."""
    if other is None:
        return None
    home = "section" if kind is Task else "parent"
    found = kind._default_manager.select_related(home).filter(pk=other.pk, plan_id=plan_id).first()
    if found is None:
        raise AnotherPlan
    return found


def _refuse_other_plan(home: Section | None, plan_id: int) -> None:
    if home and home.plan_id != plan_id:
        raise AnotherPlan


def _move(
    row: Part, home_field: str, home: Section | None, anchor: Part | None, *, by: User, verb: str
) -> None:
    """Close the gap it leaves, make room where it goes, put it there."""
    left = {"in": str(getattr(row, home_field) or ""), "position": row.position}
    siblings(row).filter(position__gt=row.position).update(position=F("position") - 1)
    setattr(row, home_field, home)
    others = siblings(row).exclude(pk=row.pk)
    if anchor:
        anchor.refresh_from_db(fields=["position"])
    row.position = anchor.position if anchor else others.count()
    others.filter(position__gte=row.position).update(position=F("position") + 1)
    row.save(update_fields=[home_field, "position"])
    came = {"in": str(home or ""), "position": row.position}
    if came != left:
        record(by=by, verb=verb, on=row, before=left, after=came)


def _refuse_bad_home(section: Section, home: Section | None) -> None:
    if home is None:
        return
    if home.pk == section.pk or home.parent_id == section.pk:
        raise IntoItself
    if home.parent_id or section.children.exists():
        raise TooDeep


def _place_behind(row: Part, after: Part | None) -> None:
    """Save a new part behind another one, or last."""
    if after:
        row.position = after.position + 1
        siblings(row).filter(position__gte=row.position).update(position=F("position") + 1)
    else:
        row.position = siblings(row).count()
    row.save(force_insert=True)


def siblings(row: Section | Task) -> models.QuerySet[Any]:
    """The parts that stand beside it under the same heading."""
    if isinstance(row, Task):
        home: dict[str, Any] = {"section_id": row.section_id}
        return Task.objects.filter(plan_id=row.plan_id, **home)
    home = {"parent_id": row.parent_id}
    return Section.objects.filter(plan_id=row.plan_id, **home)
