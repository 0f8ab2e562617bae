"""Whether one more request is needed: asked before it is made, where schools or offices are asked for too much already.

How much that is counts a later room, which names its scales in its AppConfig (`burden_scales = "…doubt_about"`).
A doubt forbids nothing: it is answered with a reason, which the trail keeps. Imports still run one way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from django.apps import apps
from django.db.models import Model
from django.utils.module_loading import import_string

from districts.models import District, User
from districts.trail import record
from workplans.models import AudienceRule, Demand

MOST_WORDS = 200  # of a reason


@dataclass(frozen=True)
class Wanted:
    """What is about to be asked for. `month`: its first day; `item`: what it is about, kind and key; of whom: of schools
    by `rules` that ask to act, of `schools` and `offices` by their keys. `kind`: a report, items sent in, or urging."""

    month: date
    item: tuple[str, int]
    rules: tuple[AudienceRule, ...] = ()
    schools: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()
    kind: Literal["report", "send_in", "urge"] = "report"


@dataclass(frozen=True)
class OverIn:
    """How many schools, or offices, would be asked for more than the limit in a month, and what the most asked would
    spend. `limit`: minutes a month, as the bureau set it."""

    month: date
    places: int
    most: int
    limit: int
    of_offices: bool = False


@dataclass(frozen=True)
class Doubt:
    """The months in which it would be too much, those of schools first."""

    months: tuple[OverIn, ...]

    def most(self, *, of_offices: bool) -> int:
        """Of how many schools, or offices, in the month that has the most."""
        return max((one.places for one in self.months if one.of_offices == of_offices), default=0)


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
    most = answered.doubt.most
    counts = {"schools": most(of_offices=False), "offices_over": most(of_offices=True)}
    over = {name: count for name, count in counts.items() if count}
    record(by=by, verb="ask_over_limit", on=on, after={"reason": answered.reason, **over})
