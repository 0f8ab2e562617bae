"""What the database holds of all plans, read at once: cheap enough to be asked after every step of a proof.

The SQL is Django's own, compiled once; rows are compared as the database gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, models

from calendar_app.models import CalendarEntry, EntryOffice
from districts.models import AuditEntry, Message
from workplans.models import (
    ApprovalStep,
    Countersignature,
    Plan,
    PlanVersion,
    Section,
    Target,
    Task,
    TaskAudience,
    TaskOffice,
)

Row = tuple[Any, ...]
WHOLE: tuple[type[models.Model], ...] = (
    Plan,
    Section,
    Task,
    TaskOffice,
    TaskAudience,
    Target,
    Countersignature,
    CalendarEntry,
    EntryOffice,
)
# Only ever added to: the last of them says whether there is a new one.
ADDED_TO: tuple[type[models.Model], ...] = (ApprovalStep, AuditEntry, Message)
WORDS: dict[type[models.Model], tuple[str, ...]] = {
    Plan: ("preamble", "amendment_note"),
    Section: ("title", "text"),
    Task: ("title", "body"),
    CalendarEntry: ("work",),
}
HEAD = ("title", "preamble", "closing", "addressee", "restarts", "task_form")


@dataclass(frozen=True)
class Rows:
    """Equal where nothing was changed, added or removed."""

    tables: dict[type[models.Model], list[Row]]
    versions: list[Row]
    last: list[list[Row]]

    @classmethod
    def read(cls) -> Rows:
        return cls(
            {model: _fetch(model, _everything) for model in WHOLE},
            _fetch(PlanVersion, _fingerprints),
            [_fetch(model, _latest) for model in ADDED_TO],
        )

    def states(self) -> dict[int, str]:
        return {row["id"]: row["state"] for row in self.of(Plan)}

    def open_amendment_of(self, plan: int) -> int | None:
        """The draft that shall change the plan."""
        open_ones = (row for row in self.of(Plan) if row["amends_id"] == plan)
        return next((row["id"] for row in open_ones if row["state"] != Plan.State.WORKED_IN), None)

    def text_of(self, plan: int) -> list[Any]:
        """All that the plan says, with its numbers, its calendar and who carries what."""
        head = [row[name] for row in self.of(Plan) if row["id"] == plan for name in HEAD]
        parts = [
            row
            for model in (Section, Task, CalendarEntry)
            for row in self.of(model)
            if row["plan_id"] == plan
        ]
        tasks = {row["id"] for row in self.of(Task) if row["plan_id"] == plan}
        beside = [row for model in (TaskOffice, TaskAudience, Target) for row in self.of(model)]
        return [head, parts, [row for row in beside if row["task_id"] in tasks]]

    def words(self) -> str:
        return "".join(
            row[name] for model, names in WORDS.items() for row in self.of(model) for name in names
        )

    def of(self, model: type[models.Model]) -> Iterator[dict[str, Any]]:
        names = [field.attname for field in model._meta.concrete_fields]
        return (dict(zip(names, row, strict=True)) for row in self.tables[model])


def _everything(rows: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
    return rows.order_by("pk").values_list()


def _fingerprints(rows: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
    return rows.order_by("pk").values_list("pk", "content_hash")


def _latest(rows: models.QuerySet[Any]) -> models.QuerySet[Any, Any]:
    return rows.order_by("-pk").values_list("pk")[:1]


def _fetch(model: type[models.Model], rows: Callable[[models.QuerySet[Any]], Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(*_compiled(model, rows))
        return list(cursor.fetchall())


@cache
def _compiled(model: type[models.Model], rows: Callable[[models.QuerySet[Any]], Any]) -> tuple[str, Any]:
    sql, values = rows(model._default_manager.all()).query.sql_with_params()
    return sql, values
