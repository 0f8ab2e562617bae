"""Whatever offices carry: a task here, a calendar entry in a later room. One way to read and to write them all.

A carrier has a `plan`, a `version`, its offices as the document writes them, and two families of rows that reach it
by the names `duties` (an OfficeDuty) and `audience` (an AudienceRule). Such models are found by that shape, so that
this room need not know the later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models

from workplans.drafts import NamedOffice
from workplans.models import AudienceRule, OfficeDuty, Plan


class Carrier(Protocol):
    """A row that offices carry and that addresses schools."""

    pk: Any
    version: int
    offices_as_written: list[dict[str, str]]


def carriers() -> list[type[models.Model]]:
    """The models whose rows offices carry, tasks first."""
    return [
        model._meta.get_field(link_to_carrier(model)).related_model  # type: ignore[misc]  # a foreign key has one
        for model in OfficeDuty.__subclasses__()
    ]


def duty_model(carrier: type[models.Model]) -> type[OfficeDuty]:
    """The rows saying which offices carry it."""
    return carrier._meta.get_field("duties").related_model  # type: ignore[return-value]


def audience_model(carrier: type[models.Model]) -> type[AudienceRule]:
    """The rows saying which schools it addresses."""
    return carrier._meta.get_field("audience").related_model  # type: ignore[return-value]


def link_to_carrier(model: type[models.Model]) -> str:
    """The name of the foreign key by which a duty or an audience rule hangs on its carrier."""
    return next(
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.related_name in ("duties", "audience")
    )


def written_offices(row: Carrier) -> list[NamedOffice]:
    """The offices as the document names them."""
    return [NamedOffice(item["name"], item.get("role", "lead")) for item in row.offices_as_written]


def carried_in(plan: Plan) -> Iterable[tuple[type[models.Model], list[Any]]]:
    """Each kind of carrier with its rows of the plan that name an office; a query a kind."""
    for model in carriers():
        yield model, list(model._default_manager.filter(plan=plan).exclude(offices_as_written=[]))
