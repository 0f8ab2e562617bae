"""Writing the audit trail: one call inside the change's own transaction."""

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
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written in the change's own transaction")
    here = origin.get()
    return AuditEntry.objects.create(
        actor=by,
        district=district or (on if isinstance(on, District) else getattr(on, "district", None)),
        verb=verb,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        object_label=str(on)[:200],
        before=before,
        after=after,
        channel=here.channel,
        address=here.address,
    )


def changed(row: models.Model, clean: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the fields in `clean` that differ from the row, as JSON values."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in clean.items():
        old = getattr(row, name)
        if old != value:
            before[name], after[name] = _as_json(old), _as_json(value)
    return before, after


def _as_json(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def verb_label(verb: str) -> str:
    """The act in words. Each app's configuration lists its own verbs under `trail_verbs`."""
    for app in apps.get_app_configs():
        label = getattr(app, "trail_verbs", {}).get(verb)
        if label:
            return str(label)
    return verb
