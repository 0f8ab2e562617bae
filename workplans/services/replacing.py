"""Words are replaced in the whole plan at once, and the whole is taken back at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction

from districts.models import AuditEntry, User
from districts.trail import Act, record, record_many
from workplans.models import Plan, Section, Task
from workplans.queries.replacing import replacings
from workplans.refusals import CannotComeBack, TitleTooLong
from workplans.services.opening import open_plan
from workplans.services.targets import follow_text, text_of

# What is searched, and may be changed, in a plan.
TEXTS: dict[type[models.Model], tuple[str, ...]] = {
    Plan: ("title", "addressee", "preamble", "closing", "issuer"),
    Section: ("title", "text"),
    Task: ("title", "body"),
}


Row = Plan | Section | Task


@dataclass(frozen=True)
class Replaced:
    """`entry` takes it back; `left` are parts that somebody changed meanwhile and that stay as they are.

    `rows` are the parts that have other words now.
    """

    places: int = 0
    parts: int = 0
    entry: AuditEntry | None = None
    left: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def replace_text(*, plan: Plan, find: str, replace: str, by: User, key: UUID | None = None) -> Replaced:
    """Put `replace` in the place of every `find` in the plan's texts; one line of the trail holds the whole.

    Asking twice with one key replaces once. Raises TitleTooLong where a heading or a title would outgrow its room;
    then nothing is replaced.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        if key and (known := replacings(plan).filter(before__key=str(key)).first()):
            return Replaced(entry=known)
        places, changes = 0, []
        for row in rows_of(plan):
            new = {
                name: getattr(row, name).replace(find, replace)
                for name in TEXTS[type(row)]
                if find and find in getattr(row, name)
            }
            places += sum(getattr(row, name).count(find) for name in new)
            if new and find != replace:
                changes.append((row, new))
        if not changes:
            return Replaced(places)
        kept = _write(changes, by=by, verb="replace_text")
        entry = record(
            by=by,
            verb="replace_in_plan",
            on=plan,
            before={"plan": plan.pk, "key": str(key or ""), "find": find, "rows": kept},
            after={"replace": replace, "places": places, "parts": len(kept)},
        )
    return Replaced(places, len(kept), entry, rows=[row for row, _new in changes])


def undo_replace(*, plan: Plan, entry: AuditEntry, by: User) -> Replaced:
    """Bring the texts back that `entry` replaced; a text that was changed since stays, and is named in `left`."""
    kept = entry.before or {}
    if entry.verb != "replace_in_plan" or kept.get("plan") != plan.pk:
        raise CannotComeBack
    with transaction.atomic():
        open_plan(plan.pk)
        rows = {(row._meta.model_name, row.pk): row for row in rows_of(plan)}
        changes, left = [], []
        for kind, pk, was, now in kept["rows"]:
            row = rows.get((kind, pk))
            if row is None:
                continue
            same = {name: was[name] for name in was if getattr(row, name) == now[name]}
            if same:
                changes.append((row, same))
            if any(getattr(row, name) not in (now[name], was[name]) for name in was):
                left.append(str(row))
        if changes:
            _write(changes, by=by, verb="replace_text")
            record(by=by, verb="undo_replace", on=plan, after={"from_trail": entry.pk})
    return Replaced(parts=len(changes), left=left, rows=[row for row, _old in changes])


def rows_of(plan: Plan) -> list[Row]:
    """The plan itself, its sections, its tasks; three queries."""
    return [
        Plan.objects.get(pk=plan.pk),
        *Section.objects.filter(plan=plan).select_related("plan__district"),
        *Task.objects.filter(plan=plan).select_related("plan__district"),
    ]


def _write(changes: Iterable[tuple[Row, Mapping[str, str]]], *, by: User, verb: str) -> list[list[Any]]:
    """Save the new texts, a query a kind, and say so in the trail. Returns [kind, key, texts before, texts after]."""
    kept: list[list[Any]] = []
    acts: list[Act] = []
    texts: list[tuple[Task, str]] = []
    by_kind: dict[type[models.Model], list[Row]] = {}
    for row, new in changes:
        if isinstance(row, Task):
            texts.append((row, text_of(row)))
        was = {name: getattr(row, name) for name in new}
        for name, value in new.items():
            room = row._meta.get_field(name).max_length  # type: ignore[union-attr]  # a text field has one
            if (room and len(value) > room) or (name == "title" and not value.strip()):
                raise TitleTooLong
            setattr(row, name, value)
        row.version += 1
        by_kind.setdefault(type(row), []).append(row)
        kept.append([row._meta.model_name, row.pk, was, dict(new)])
        acts.append(Act(verb, row, was, dict(new)))
    for kind, rows in by_kind.items():
        kind._default_manager.bulk_update(rows, [*TEXTS[kind], "version"], batch_size=100)
    record_many(acts, by=by)
    for task, before in texts:
        follow_text(task=task, before=before, by=by)
    return kept
