"""Writing the audit trail: one call inside the change's own transaction."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction

from districts.models import AuditEntry, District, User


@dataclass(frozen=True)
class Origin:
    """From where an act came: the channel, and the visitor's address on the web."""

    channel: str
    address: str | None = None


COMMAND_LINE = Origin(AuditEntry.Channel.COMMAND)
origin: ContextVar[Origin] = ContextVar("origin", default=COMMAND_LINE)


@dataclass(frozen=True)
class Act:
    """One line of the trail before it is written; `before` and `after` hold only what changed, as JSON values."""

    verb: str
    on: models.Model
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def record(
    *,
    by: User | None,
    verb: str,
    on: models.Model,
    district: District | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write who did what to `on`; `by` is None when the portal itself acts.

    `verb` is the service's name (`issue_plan`); `before` and `after` hold only what changed, as JSON values.
    The district defaults to the row's own. Raises TransactionManagementError outside a transaction:
    an act and its trace stand or fall together.
    """
    return record_many([Act(verb, on, before, after)], by=by, district=district)[0]


def record_many(
    acts: Iterable[Act], *, by: User | None, district: District | None = None
) -> list[AuditEntry]:
    """The same for many rows at once, as an import changes them; in the order given."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written in the change's own transaction")
    here = origin.get()
    return AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                actor=by,
                district=district or _district_of(act.on),
                verb=act.verb,
                object_type=act.on._meta.label_lower,
                object_id=str(act.on.pk),
                object_label=str(act.on)[:200],
                before=act.before,
                after=act.after,
                channel=here.channel,
                address=here.address,
            )
            for act in acts
        ],
        batch_size=500,
    )


def _district_of(row: models.Model) -> District | None:
    return row if isinstance(row, District) else getattr(row, "district", None)


def changed(row: models.Model, clean: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the fields in `clean` that differ from the row, as JSON values."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in clean.items():
        old = getattr(row, name)
        if old != value:
            before[name], after[name] = as_json(old), as_json(value)
    return before, after


def as_json(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, tuple):
        return [as_json(part) for part in value]
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def verb_label(verb: str) -> str:
    """The act in words. Each app's configuration lists its own verbs under `trail_verbs`."""
    return _told("trail_verbs", verb)


def fact_label(name: str) -> str:
    """What a name in `before` and `after` means where it is no field of the row; listed under `trail_facts`."""
    return _told("trail_facts", name)


def inner_facts() -> frozenset[str]:
    """Names of what is kept only so that an act can be undone; people do not read it. Listed under `trail_inner`."""
    return frozenset(name for app in apps.get_app_configs() for name in getattr(app, "trail_inner", ()))


def known_verbs() -> dict[str, str]:
    """Every act with its words, in the order of the apps."""
    return {
        verb: str(label)
        for app in apps.get_app_configs()
        for verb, label in getattr(app, "trail_verbs", {}).items()
    }


def _told(table: str, name: str) -> str:
    for app in apps.get_app_configs():
        label = getattr(app, table, {}).get(name)
        if label:
            return str(label)
    return name
