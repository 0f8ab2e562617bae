"""What every change of a versioned row has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.db import IntegrityError, models, transaction

from districts.models import District, Office, School, User
from districts.trail import as_json, changed, record

Versioned = TypeVar("Versioned", bound=District | Office | School | User)


# Fields of Django's user that the portal does not use, and the one that is nobody's business.
UNTOLD = {"password", "date_joined", "last_login", "is_superuser", "is_staff"}


class ChangedMeanwhile(Exception):
    """Somebody else saved the row after it was read; `row` is how it stands now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.label_lower} {row.pk} was changed meanwhile")
        self.row = row


class AlreadyThere(Exception):
    """The database has such a row already: a second click, or somebody was quicker."""


def insert(row: Versioned, *, by: User, verb: str, district: District) -> Versioned:
    """Save a new row and write down what it began with; `district` is the bureau that acts."""
    with transaction.atomic():
        with unique():
            row.save(force_insert=True)
        record(by=by, verb=verb, on=row, district=district, after=facts(row))
    return row


def change(
    row: Versioned,
    clean: dict[str, Any],
    *,
    by: User,
    verb: str,
    version: int | None = None,
    district: District | None = None,
) -> Versioned:
    """Set the fields in `clean`; nothing happens where they say what the row says already.

    `version` is the one the reader saw. Raises ChangedMeanwhile when the row has moved on since.
    """
    with transaction.atomic():
        current = _locked(row)
        if version is not None and current.version != version:
            raise ChangedMeanwhile(current)
        return change_locked(current, clean, by=by, verb=verb, district=district)


def change_locked(
    row: Versioned, clean: dict[str, Any], *, by: User, verb: str, district: District | None = None
) -> Versioned:
    """The same for a row that the caller has just read and locked in its own transaction."""
    before, after = changed(row, clean)
    if after:
        for name in after:
            setattr(row, name, clean[name])
        row.version += 1
        with unique():
            row.save(update_fields=[*after, "version"])
        record(by=by, verb=verb, on=row, district=district, before=before, after=after)
    return row


@contextmanager
def unique() -> Iterator[None]:
    """Raises AlreadyThere where the database refuses a twin; the transaction around it goes on."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refusal:
        raise AlreadyThere from refusal


def facts(row: models.Model) -> dict[str, Any]:
    """What a new row says, for the trail: empty parts and machinery left out."""
    told = [
        field.name
        for field in row._meta.fields
        if field.editable and not field.primary_key and field.name not in UNTOLD
    ]
    values = {name: as_json(getattr(row, name)) for name in told}
    return {name: value for name, value in values.items() if value not in ("", None)}


def _locked(row: Versioned) -> Versioned:
    rows = cast("models.QuerySet[Versioned]", row.__class__._default_manager.all())
    return rows.select_for_update(of=("self",)).get(pk=row.pk)
