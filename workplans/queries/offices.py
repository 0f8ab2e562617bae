"""Offices as documents name them, and the offices meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from districts.models import District, Office
from workplans.carriers import carried_in, written_offices
from workplans.matching import match_names, nearest_name
from workplans.models import Plan


@dataclass(frozen=True)
class UnmatchedOffice:
    """A name in the document that no office of the bureau bears, and the tasks and entries that name it.

    `suggestion` is the office whose name is most like it, where one is like it at all.
    """

    name: str
    places: list[Any] = field(default_factory=list)
    suggestion: Office | None = None


def directory(district: District) -> list[Office]:
    """All offices a document of the bureau may name; merged ones too, for their work went to the successor."""
    return list(Office.objects.filter(district=district).order_by("pk"))


def meant_offices(names: Iterable[str], offices: Sequence[Office]) -> dict[str, Office]:
    """The working office meant by each name; a name nobody bears, or only a closed office, is left out."""
    by_pk = {office.pk: office for office in offices}
    matched = {name: in_use(office, by_pk) for name, office in match_names(names, offices).items()}
    return {name: office for name, office in matched.items() if office}


def unmatched_offices(plan: Plan) -> list[UnmatchedOffice]:
    """The names of the plan's tasks and entries that mean no office, in the order they first appear."""
    found: dict[str, list[Any]] = {}
    for _, rows in carried_in(plan):
        for row in rows:
            for name in dict.fromkeys(office.name for office in written_offices(row)):
                found.setdefault(name, []).append(row)
    if not found:
        return []
    offices = directory(plan.district)
    known = meant_offices(found, offices)
    return [
        UnmatchedOffice(name, places, most_like(name, offices))
        for name, places in found.items()
        if name not in known
    ]


def most_like(name: str, offices: Iterable[Office]) -> Office | None:
    """The working office one of whose names is most like this one, where one is like it at all."""
    working = [office for office in offices if office.is_active]
    names = {name: office for office in reversed(working) for name in office.all_names}
    nearest = nearest_name(name, names)
    return names[nearest] if nearest else None


def in_use(office: Office, by_pk: dict[int, Office]) -> Office | None:
    """The office itself or, when it was merged, where its work went."""
    seen: set[int] = set()
    current: Office | None = office
    while current and not current.is_active and current.pk not in seen:
        seen.add(current.pk)
        current = by_pk.get(current.successor_id) if current.successor_id else None
    return current if current and current.is_active else None
