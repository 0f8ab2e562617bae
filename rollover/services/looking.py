"""Somebody has looked at what last year's text left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from districts.models import User
from districts.trail import record
from rollover.models import Leftover
from workplans.models import Plan


def look_at(*, plan: Plan, leftovers: Collection[int], by: User, now: datetime, looked: bool = True) -> int:
    """Tick these off (or, with `looked=False`, open them again); returns how many that changed."""
    with transaction.atomic():
        rows = Leftover.objects.filter(plan=plan, pk__in=leftovers, looked_at__isnull=looked)
        words = list(rows.values_list("words", flat=True))
        if not words:
            return 0
        changed = rows.update(looked_at=now if looked else None, looked_by=by if looked else None)
        record(by=by, verb="look_at", on=plan, after={"looked" if looked else "open": words})
    return changed
