"""Until when an office or a school was granted more time for tasks and entries (延期), as its own pages and calendars say.

Who grants is a later room, which names itself in its AppConfig (`more_time = "…granted_to"`). The paper's day stays: it
is shown to everybody, the granted one beside it to whom it was granted. Imports still run one way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Protocol

from django.apps import apps
from django.utils.module_loading import import_string

from districts.models import Office, School


@dataclass(frozen=True)
class Granted:
    """The last day granted."""

    until: date


@dataclass(frozen=True)
class Moves:
    """Until when a place has time, None where all of it was taken back; how often its day was moved, and when last."""

    until: date | None
    times: int
    at: datetime


class Timed(Protocol):
    """A task or an entry."""

    pk: int
    granted: Granted | None
    moves: Moves | None

    @property
    def last_day(self) -> date | None: ...


Grants = Callable[[str, Collection[int], Office | School], dict[int, Moves]]


@cache
def _grants() -> tuple[Grants, ...]:
    named = (getattr(config, "more_time", None) for config in apps.get_app_configs())
    return tuple(import_string(name) for name in named if name)


def know_granted(kind: str, items: Collection[Timed], place: Office | School | None) -> None:
    """Let each of the items ("task" or "entry") say in `granted` what the place was granted, and its `moves`; one query.

    Time that the bureau has overtaken by a later day of its own counts no more.
    """
    if place is None or not items:
        return
    for grants in _grants():
        found = grants(kind, [item.pk for item in items], place)
        for item in items:
            item.moves = found.get(item.pk)
            until = item.moves and item.moves.until
            item.granted = Granted(until) if until and item.last_day and until > item.last_day else None
