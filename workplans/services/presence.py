"""Who is on the editor's page. No part of the plan, so no line of the trail; forgotten by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from districts.models import User
from workplans.models import Plan, Presence

FORGOTTEN = timedelta(minutes=45)


def be_present(*, plan: Plan, by: User, part: UUID | None, now: datetime) -> None:
    """The person is here and writes in `part`. What others left behind long ago is swept out on the way."""
    Presence.objects.bulk_create(
        [Presence(plan=plan, user=by, part=part, seen_at=now)],
        update_conflicts=True,
        unique_fields=["plan", "user"],
        update_fields=["part", "seen_at"],
    )
    Presence.objects.filter(plan=plan, seen_at__lt=now - FORGOTTEN).delete()


def leave(*, plan: Plan, by: User) -> None:
    Presence.objects.filter(plan=plan, user=by).delete()
