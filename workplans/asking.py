"""Whether one more request to schools is needed: asked before it is made, where schools are asked for too much already.

How much that is counts a later room, which names its scales in its AppConfig (`burden_scales = "…doubt_about"`).
A doubt forbids nothing: it is answered with a reason, which the trail keeps. Imports still run one way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.db.models import Model
from django.utils.module_loading import import_string

from districts.models import District, User
from districts.trail import record
from workplans.models import AudienceRule, Demand

MOST_WORDS = 200  # of a reason


@dataclass(frozen=True)
class Wanted:
    """A report that is about to be asked of schools. `month`: its first day; `item`: what it is about, kind and key;
    `rules`: those that ask to act."""

    month: date
    item: tuple[str, int]
    rules: tuple[AudienceRule, ...]


@dataclass(frozen=True)
class OverIn:
    """How many schools would be asked for more than the limit in a month, and what the most asked would spend."""

    month: date
    schools: int
    most: int


@dataclass(frozen=True)
class Doubt:
    """`limit`: minutes a month, as the bureau set it."""

    months: tuple[OverIn, ...]
    limit: int


Scales = Callable[[District, Collection[Wanted], date], Doubt | None]


@cache
def _scales() -> tuple[Scales, ...]:
    named = (getattr(config, "burden_scales", None) for config in apps.get_app_configs())
    return tuple(import_string(name) for name in named if name)


def doubt_about(district: District, wanted: Collection[Wanted], today: date) -> Doubt | None:
    """None where nothing speaks against it, or nobody counts."""
    return next((doubt for weigh in _scales() if (doubt := weigh(district, wanted, today))), None)


def wanted(item: tuple[str, int], day: date | None, rules: Collection[AudienceRule]) -> list[Wanted]:
    """One, or none where schools are asked for nothing, or on no day."""
    asked = tuple(rule for rule in rules if rule.demand == Demand.ACT)
    return [Wanted(day.replace(day=1), item, asked)] if day and asked else []


@dataclass(frozen=True)
class Answered:
    """A doubt, and why it is asked for all the same."""

    doubt: Doubt
    reason: str


def keep_reason(answered: Answered, *, on: Model, by: User) -> None:
    """Into the trail, inside the transaction of the asking."""
    schools = max(month.schools for month in answered.doubt.months)
    record(by=by, verb="ask_over_limit", on=on, after={"reason": answered.reason, "schools": schools})
