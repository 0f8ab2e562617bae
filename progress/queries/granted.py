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
from workplans.granted import Granted
from workplans.models import held_by

ItemKey = tuple[str, int]  # ("task", 5), ("entry", 7)
PlaceKey = tuple[str, int]  # ("office", 3), ("school", 12)


def granted_to(kind: str, pks: Collection[int], place: Office | School) -> dict[int, Granted]:
    """By item of the kind what the office (with those merged into it) or the school was granted; one query."""
    own = held_by(place) if isinstance(place, Office) else Q(school=place)
    rows = Extension.objects.granted().filter(own, **{f"{kind}__in": pks}).order_by().values_list(kind)
    found = rows.annotate(Max("until"), Count("pk"), Max("decided_at"))
    return {item: Granted(until, times, at) for item, until, times, at in found}


def last_days(extensions: ExtensionQuerySet) -> dict[ItemKey, dict[PlaceKey, date]]:
    """By item and place the last day granted; what a merged office was granted, its successor has. One query."""
    found: dict[ItemKey, dict[PlaceKey, date]] = defaultdict(dict)
    rows = extensions.granted().order_by("until")
    current = Coalesce("office__successor", "office")
    for task, entry, school, office, until in rows.values_list("task", "entry", "school", current, "until"):
        item = ("task", task) if task else ("entry", entry)
        found[item]["school" if school else "office", school or office] = until
    return found
