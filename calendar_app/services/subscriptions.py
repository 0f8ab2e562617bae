"""A calendar gets an address for somebody's own program, and loses it."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from calendar_app.models import Subscription
from calendar_app.queries.subscriptions import Choice, key_digest
from districts.models import User
from districts.trail import record

MOST = 20
"""Addresses one person may have at a time: some for each device, and an end to scripts that ask on."""


class TooMany(Exception):
    """The person has as many addresses as one may have; an old one must be revoked first."""


@transaction.atomic
def subscribe(*, choice: Choice, by: User) -> tuple[Subscription, str]:
    """The subscription and the key of its address, which is nowhere kept and cannot be shown a second time.

    Raises TooMany.
    """
    User.objects.select_for_update().get(
        pk=by.pk
    )  # of two forms sent at once the second counts the first's row
    if Subscription.objects.filter(user=by).in_force().count() >= MOST:
        raise TooMany
    key = token_urlsafe(32)
    row = Subscription.objects.create(
        user=by,
        scope=choice.scope,
        district=choice.district,
        office=choice.office,
        school=choice.school,
        digest=key_digest(key),
    )
    record(by=by, verb="subscribe", on=row)
    return row, key


@transaction.atomic
def end_subscription(*, subscription: Subscription, by: User, now: datetime) -> None:
    """From now on the address answers nobody; doing it twice changes nothing."""
    if Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=now):
        record(by=by, verb="end_subscription", on=subscription)
