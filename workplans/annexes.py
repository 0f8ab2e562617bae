"""What belongs to a plan's text but is kept by a later room: its calendar.

Such a room names its `Annex` in its AppConfig (`plan_annex = "calendar_app.editions.CALENDAR"`): then it is kept with
every version, compared, brought back, copied into an amendment and worked in, all in the transaction of the plan's own
text. Imports still run one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, Protocol

from django.apps import apps
from django.utils.module_loading import import_string

from workplans.comparing import Part
from workplans.models import Plan, Task

Kept = list[dict[str, Any]]


class Annex(Protocol):
    """`name` is its key in a snapshot; `Kept` are JSON values."""

    name: str

    def kept(self, plan: Plan) -> Kept:
        """As it stands in the database."""

    def parts(self, kept: Kept) -> Iterable[Part]:
        """In reading order, in words."""

    def copy(self, plan: Plan, draft: Plan, tasks: Mapping[int, Task]) -> None:
        """Into the draft of an amendment; `tasks` are the draft's, by the keys of the plan's."""

    def work_in(self, plan: Plan, draft: Plan, tasks: Mapping[int, Task], today: date) -> None:
        """Write what the draft has into the plan; `tasks` are the plan's, by the keys of the draft's."""

    def bring_back(self, plan: Plan, kept: Kept) -> None:
        """Make the plan's like what was kept."""


@cache
def annexes() -> tuple[Annex, ...]:
    """Those of the rooms that are there."""
    named = (getattr(config, "plan_annex", None) for config in apps.get_app_configs())
    return tuple(import_string(name) for name in named if name)
