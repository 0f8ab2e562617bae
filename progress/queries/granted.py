"""Until when more time was granted: to one place for many items, or to every place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from districts.models import Office, School
from progress.models import Extension
from progress.models.extensions import ExtensionQuerySet
from workplans.granted import Moves
from workplans.models import held_by

ItemKey = tuple[str, int]  # ("task", 5), ("entry", 7)
PlaceKey = tuple[str, int]  # ("office", 3), ("school", 12)


def granted_to(kind: str, pks: Collection[int], place: Office | School) -> dict[int, Moves]:
    """By item of the kind what the office (with those merged into it) or the school was granted, and what of it was
    taken back again; one query."""
    own = held_by(place) if isinstance(place, Office) else Q(school=place)
    rows = Extension.objects.once_granted().filter(own, **{f"{kind}__in": pks}).order_by().values_list(kind)
    found = rows.annotate(
        standing=Max("until", filter=Q(state=Extension.State.GRANTED)),
        times=Count("pk") + Count("revoked_at"),
        granted_at=Max("decided_at"),
        last_revoked_at=Max("revoked_at"),
    )
    return {
        item: Moves(until, times, max(granted_at, revoked_at or granted_at))
        for item, until, times, granted_at, revoked_at in found
    }


def last_days(extensions: ExtensionQuerySet) -> dict[ItemKey, dict[PlaceKey, date]]:
    """By item and place the last day granted; what a merged office was granted, its successor has. One query."""
    found: dict[ItemKey, dict[PlaceKey, date]] = defaultdict(dict)
    rows = extensions.granted().order_by("until")
    current = Coalesce("office__successor", "office")
    for task, entry, school, office, until in rows.values_list("task", "entry", "school", current, "until"):
        item = ("task", task) if task else ("entry", entry)
        found[item]["school" if school else "office", school or office] = until
    return found
