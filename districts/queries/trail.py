"""The audit trail as people read it: newest first, page by page, in words.

A bureau's trail grows for ever, so pages are found by the last entry's number and nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.differences import SAME, Piece, differences
from districts.models import AuditEntry, User
from districts.trail import fact_label, inner_facts, verb_label

BESIDE_THE_BORDER = 200
MOST_CHARACTERS = 600
TITLES = ("title", "work", "name", "as_written")  # by which a row is known


@dataclass(frozen=True)
class ChangeLine:
    """One field of a change: its label, its text before and after."""

    label: str
    before: str
    after: str
    # A new row's first words: nothing in them is a change.
    is_first: bool = False

    @property
    def pieces(self) -> list[Piece]:
        """What stayed, went and came."""
        return [Piece(SAME, self.after)] if self.is_first else differences(self.before, self.after)


@dataclass(frozen=True)
class TrailLine:
    """One entry in words."""

    pk: int
    at: datetime
    actor: str
    act: str
    object_kind: str
    object_label: str
    changes: list[ChangeLine]
    channel: str
    address: str


@dataclass(frozen=True)
class TrailPage:
    """Entries newest first, and the numbers that lead on; None where there is no more."""

    lines: list[TrailLine]
    older: int | None
    newer: int | None


def trail_entries(
    user: User,
    *,
    person: str = "",
    verb: str = "",
    kind: str = "",
    words: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditEntry]:
    """Entries the reader may see that meet every part asked for; `kind` is a model's label ("districts.office")."""
    wanted = Q()
    if person:
        known = User.objects.filter(Q(full_name__icontains=person) | Q(username__iexact=person))
        # Looked up first, a few ids: the database then walks the entries by their number.
        wanted &= Q(actor_id__in=list(known.values_list("pk", flat=True)[:200]))
    if verb:
        wanted &= Q(verb=verb)
    if kind:
        wanted &= Q(object_type=kind)
    if words:
        wanted &= Q(object_label__icontains=words)
    if first or last:
        wanted &= _between(first, last)
    return AuditEntry.objects.visible_to(user).filter(wanted).select_related("actor")


def _between(first: date | None, last: date | None) -> Q:
    """Days as numbers: entries are numbered as time goes by, and pages walk along the numbers.

    Asked for times and numbers at once, a database may sort a million rows of one day to show twenty-five. Two
    entries of the same instant may have changed places: so many beside the border are looked at.
    """
    numbers = Q()
    if first:
        after = AuditEntry.objects.filter(at__gte=_midnight(first)).order_by("at")
        numbers &= Q(pk__gte=min(after.values_list("pk", flat=True)[:BESIDE_THE_BORDER], default=2**62))
    if last:
        before = AuditEntry.objects.filter(at__lt=_midnight(last + timedelta(days=1))).order_by("-at")
        numbers &= Q(pk__lte=max(before.values_list("pk", flat=True)[:BESIDE_THE_BORDER], default=0))
    return numbers


def trail_page(
    entries: QuerySet[AuditEntry], *, before: int | None = None, after: int | None = None, size: int
) -> TrailPage:
    """`size` entries older than number `before`, or the ones just newer than `after`; else the newest."""
    if after is not None:
        found = list(entries.filter(pk__gt=after).order_by("pk")[: size + 1])
        has_newer, has_older = len(found) > size, True
        rows = found[:size][::-1]
    else:
        if before is not None:
            entries = entries.filter(pk__lt=before)
        found = list(entries.order_by("-pk")[: size + 1])
        has_newer, has_older = before is not None, len(found) > size
        rows = found[:size]
    return TrailPage(
        lines=list(trail_lines(rows)),
        older=rows[-1].pk if rows and has_older else None,
        newer=rows[0].pk if rows and has_newer else None,
    )


def history_of(user: User, row: Model, size: int = 10) -> list[TrailLine]:
    """The newest entries about one row."""
    entries = trail_entries(user, kind=row._meta.label_lower).filter(object_id=str(row.pk))
    return list(trail_lines(entries.order_by("-pk")[:size]))


def trail_lines(entries: Iterable[AuditEntry]) -> Iterator[TrailLine]:
    for entry in entries:
        model = _model_of(entry.object_type)
        yield TrailLine(
            pk=entry.pk,
            at=entry.at,
            actor=str(entry.actor) if entry.actor else _("The portal itself"),
            act=verb_label(entry.verb),
            object_kind=str(model._meta.verbose_name) if model else entry.object_type,
            object_label=entry.object_label,
            changes=list(_changes(model, entry.before, entry.after or {})),
            channel=entry.get_channel_display(),
            address=entry.address or "",
        )


def _changes(
    model: type[Model] | None, before: dict[str, Any] | None, after: dict[str, Any]
) -> Iterator[ChangeLine]:
    inner = inner_facts()
    for name in dict.fromkeys([*(before or {}), *after]):
        was, now = (_short(_said(model, name, side.get(name))) for side in (before or {}, after))
        if (was or now) and name not in inner:
            yield ChangeLine(_label(model, name), was, now, is_first=before is None)


def _label(model: type[Model] | None, name: str) -> str:
    """The field's own name; where nobody gave it one, what the rooms call it."""
    field = _field(model, name)
    own = str(field.verbose_name) if field else ""
    return own if own and own != name.replace("_", " ") else fact_label(name)


def _said(model: type[Model] | None, name: str, value: Any) -> str:
    """A stored value in words: choices by their label, yes and no, lists joined, a row kept whole by its title."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(filter(None, (_said(model, name, part) for part in value)))
    if isinstance(value, dict):
        return _said_of_many(model, value)
    return str(_words_of(model, name).get(value, value))


def _said_of_many(model: type[Model] | None, value: dict[str, Any]) -> str:
    for kept in (value.get("fields"), value.get("head")):  # a row, or a whole text, kept to be brought back
        if isinstance(kept, dict):
            return next((str(kept[title]) for title in TITLES if kept.get(title)), "")
    return "；".join(f"{_label(model, name)}：{_said(model, name, part)}" for name, part in value.items())


def _words_of(model: type[Model] | None, name: str) -> dict[Any, Any]:
    """What the codes of a field stand for: its choices, or what its model says in `codes` where it has none."""
    field = _field(model, name)
    choices = dict(field.flatchoices) if field else {}
    return choices or dict(getattr(model, "codes", {}).get(name, ()))


def _short(text: str) -> str:
    """A row that was deleted is kept whole in the trail; nobody reads it whole in a list."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"


def _field(model: type[Model] | None, name: str) -> Field[Any, Any] | None:
    if model is None:
        return None
    return next((field for field in model._meta.fields if field.name == name), None)


def _model_of(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None  # an entry outlives the model it speaks of


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
