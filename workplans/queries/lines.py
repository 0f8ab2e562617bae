"""The plan as lines for the page that is typed in: what stands there, what changed, who is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from districts.models import User
from workplans.models import Plan, Presence, Section, Task

HERE = timedelta(seconds=40)  # a page says so every 15

HEAD_TEXTS = ("title", "addressee", "preamble", "closing", "issuer")


@dataclass(frozen=True)
class LineState:
    """One line; see `workplans/services/lines.py`. `text` is a heading's text or a task's body."""

    key: str
    pk: int
    level: int
    title: str
    body: str
    version: int


def line_state(line: Section | Task) -> LineState:
    if isinstance(line, Task):
        return LineState(str(line.key), line.pk, 3, line.title, line.body, line.version)
    level = 2 if line.parent_id else 1
    return LineState(str(line.key), line.pk, level, line.title, line.text, line.version)


def lines_of(plan: Plan) -> list[LineState]:
    """All lines in reading order; two queries."""
    return [line_state(row) for row in rows_of(plan)]


def rows_of(plan: Plan) -> list[Section | Task]:
    """The headings and tasks behind the lines, in reading order; two queries."""
    children: dict[int | None, list[Section]] = {}
    for section in Section.objects.filter(plan=plan):
        children.setdefault(section.parent_id, []).append(section)
    tasks: dict[int | None, list[Task]] = {}
    for task in Task.objects.filter(plan=plan):
        tasks.setdefault(task.section_id, []).append(task)

    def walk(home: int | None) -> Iterator[Section | Task]:
        yield from tasks.get(home, [])
        for section in children.get(home, []):
            yield section
            yield from walk(section.pk)

    return list(walk(None))


def head_state(plan: Plan) -> dict[str, Any]:
    return {
        **{name: getattr(plan, name) for name in HEAD_TEXTS},
        "task_form": plan.task_form,
        "restarts": plan.restarts,
        "version": plan.version,
    }


def what_changed(plan: Plan, since: int) -> dict[str, Any]:
    """What a page that saw `since` changes of the plan must be told.

    `order` holds every line as [key, level, version]; a page asks for the texts of those it does not have.
    """
    if plan.changes == since:
        return {"changes": plan.changes}
    return {
        "changes": plan.changes,
        "head": head_state(plan),
        "order": [[line.key, line.level, line.version] for line in lines_of(plan)],
    }


@dataclass(frozen=True)
class Here:
    """Somebody else on the page."""

    name: str
    initials: str
    part: str


def who_is_here(plan: Plan, user: User, now: datetime) -> list[Here]:
    """The others, the first to come first."""
    rows = Presence.objects.filter(plan=plan, seen_at__gt=now - HERE).exclude(user=user)
    return [_here(row.user, row.part) for row in rows.select_related("user").order_by("pk")]


def _here(user: User, part: UUID | None) -> Here:
    name = str(user)
    return Here(name, name[-2:], str(part or ""))
