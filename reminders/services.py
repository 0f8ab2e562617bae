"""Reminding: what is owed becomes rows of the ledger, the rows become one digest a person a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from calendar_app.working_days import is_working_day
from districts.messages import post_message
from districts.models import District, User
from reminders.models import Digest, Reminder
from reminders.queries import Owed, owed_reminders, still_owed
from reminders.rules import URGENCY


def plan_reminders(*, today: date, now: datetime, districts: Iterable[District] | None = None) -> int:
    """Owe what falls due by `today` and write the day's digests; returns how many digests were written.

    Nobody is reminded on a day off: what fell due meanwhile is owed on the next working day.
    Running it again, or twice at once, adds nothing: the ledger's keys and the digest's day are unique.
    """
    if not is_working_day(today):
        return 0
    for district in District.objects.all() if districts is None else districts:
        enter_in_ledger(owed=owed_reminders(district, today))
    return write_digests(today=today, now=now)


def enter_in_ledger(*, owed: Iterable[Owed]) -> None:
    """Write a row for each notice that has none."""
    Reminder.objects.bulk_create(
        [
            Reminder(
                district=one.district,
                recipient=one.recipient,
                rule=one.occasion.rule,
                key=one.key,
                occasion=one.occasion.day,
                **{one.kind: one.item},
            )
            for one in still_owed(owed)
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )


def write_digests(*, today: date, now: datetime) -> int:
    """One digest for everybody with reminders not yet in one; who had today's already waits for tomorrow."""
    waiting = (
        Reminder.objects.filter(digest=None)
        .exclude(recipient__digests__day=today)
        .values_list("recipient_id", flat=True)
        .distinct()
    )
    written = 0
    for user in User.objects.filter(pk__in=waiting, is_active=True).iterator(chunk_size=500):
        try:
            written += _write_digest(user, today, now)
        except IntegrityError:
            continue  # another beat wrote it a moment ago
    return written


@transaction.atomic
def _write_digest(user: User, today: date, now: datetime) -> int:
    digest = Digest.objects.create(recipient=user, day=today)
    Reminder.objects.filter(recipient=user, digest=None).update(digest=digest)
    reminders = list(digest.reminders.select_related("task__plan", "entry__plan", "circular"))
    subject, body = digest_text(reminders, today)
    post_message(
        to=[user], key=f"digest:{today}", subject=subject, body=body, link=reverse("workbench"), now=now
    )
    return 1


def digest_text(reminders: list[Reminder], today: date) -> tuple[str, str]:
    """Subject and text of a digest, in the site's language; each item once, under its most pressing rule."""
    with translation.override(settings.LANGUAGE_CODE):
        groups = _by_urgency(reminders)
        count = sum(len(items) for _rule, items in groups)
        subject = ngettext("%(count)d item needs you today", "%(count)d items need you today", count)
        body = render_to_string("reminders/digest.txt", {"groups": groups, "today": today})
    return subject % {"count": count}, body.strip()


def _by_urgency(reminders: list[Reminder]) -> list[tuple[str, list[Reminder]]]:
    order = [*URGENCY, Reminder.Rule.UNSIGNED]
    seen: set[tuple[str, int]] = set()
    groups: dict[str, list[Reminder]] = defaultdict(list)
    for reminder in sorted(reminders, key=lambda one: (order.index(one.rule), one.pk)):
        if reminder.item_key not in seen:
            seen.add(reminder.item_key)
            groups[reminder.get_rule_display()].append(reminder)
    return list(groups.items())
