"""Showing a circular on the bureau's public page, and taking it off again."""

from datetime import datetime

from django.db import transaction

from circulars.models import Circular
from districts.models import User
from districts.trail import record


@transaction.atomic
def publish_circular(*, circular: Circular, by: User, now: datetime) -> Circular:
    """From now on anybody may read it. One that is public stays as it was published."""
    if Circular.objects.filter(pk=circular.pk, published_at=None).update(published_at=now):
        record(by=by, verb="publish_circular", on=circular, after={"published_at": now.isoformat()})
    circular.refresh_from_db(fields=["published_at"])
    return circular


@transaction.atomic
def withdraw_circular(*, circular: Circular, by: User) -> Circular:
    """No longer public; within the bureaus it stays as issued."""
    was = Circular.objects.values_list("published_at", flat=True).get(pk=circular.pk)
    if was and Circular.objects.filter(pk=circular.pk, published_at=was).update(published_at=None):
        record(by=by, verb="withdraw_circular", on=circular, before={"published_at": was.isoformat()})
    circular.refresh_from_db(fields=["published_at"])
    return circular
