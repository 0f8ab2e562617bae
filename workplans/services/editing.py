"""Texts and headings are changed. A change says what its author saw, so that nobody's words are overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F

from districts.models import User
from districts.trail import changed, record
from workplans.models import Plan, Section, Task
from workplans.refusals import ChangedMeanwhile
from workplans.services.opening import open_plan
from workplans.services.targets import follow_text, text_of

Row = TypeVar("Row", Plan, Section, Task)


def edit_plan(
    *,
    plan: Plan,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
) -> Plan:
    """Title, addressee, opening and closing text, period, numbering style. Refuses as `edit_task` does."""
    return _change(plan, plan.pk, changes, was, version, by=by, verb="edit_plan")


def edit_section(
    *,
    section: Section,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
) -> Section:
    """Heading and the text under it. Refuses as `edit_task` does."""
    return _change(section, section.plan_id, changes, was, version, by=by, verb="edit_section")


def edit_task(
    *,
    task: Task,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
) -> Task:
    """Title, text, day. Returns the row as it stands now.

    `version` is the one the author saw, `was` the values of the changed fields then; without a version nothing is
    compared. Of two people who change different fields both are kept. Raises ChangedMeanwhile when the same field
    was changed by somebody else, NotADraft when the plan's text stands still.
    """
    with transaction.atomic():
        open_plan(task.plan_id)
        before = text_of(Task.objects.get(pk=task.pk))
        saved = _change(task, task.plan_id, changes, was, version, by=by, verb="edit_task")
        follow_text(task=saved, before=before, by=by)
    return saved


def _change(
    row: Row,
    plan_id: int,
    changes: Mapping[str, Any],
    was: Mapping[str, Any] | None,
    version: int | None,
    *,
    by: User,
    verb: str,
) -> Row:
    rows = type(row)._default_manager
    with transaction.atomic():
        open_plan(plan_id)
        current = rows.get(pk=row.pk)
        if version is not None and current.version != version and _collide(current, changes, was):
            raise ChangedMeanwhile(current)
        before, after = changed(current, dict(changes))
        if not after:
            return current
        # The plan is held; the condition says the promise once more, where no path can forget it.
        saved = rows.filter(pk=row.pk, version=current.version).update(
            **{name: changes[name] for name in after}, version=F("version") + 1
        )
        if not saved:
            raise ChangedMeanwhile(rows.get(pk=row.pk))
        current = rows.get(pk=row.pk)
        record(by=by, verb=verb, on=current, before=before, after=after)
    return current


def _collide(current: Row, changes: Mapping[str, Any], was: Mapping[str, Any] | None) -> bool:
    """Whether somebody else put something else where the author changes something."""
    return any(
        getattr(current, name) != value and (was is None or getattr(current, name) != was.get(name))
        for name, value in changes.items()
    )
