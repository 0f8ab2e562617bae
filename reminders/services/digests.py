"""Reminding: what is owed becomes rows of the ledger, the rows become one digest a person a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.queries import bureaus_at_work
from districts.messages import post_message
from districts.models import District, Membership, User
from reminders.hours import FIRST_HOUR, has_come
from reminders.models import Choice, Digest, Reminder, Rhythm
from reminders.queries.days import know_days
from reminders.rules import URGENCY
from reminders.services.nudging import take_back_answered
from reminders.services.settling import settle_ledger
from reminders.services.unsigned import take_back_signed


def plan_reminders(
    *, today: date, now: datetime, districts: Iterable[District] | None = None, clock: time | None = None
) -> int:
    """Owe what falls due by `today` and write the day's digests; returns how many digests were written.

    `clock` is the time of day: who is to be told later in the day is left for later. Without it everybody's hour
    has come. Nobody is reminded on a day off: what fell due meanwhile is owed on the next working day.
    Running it again, or twice at once, adds nothing: the ledger's keys and the digest's day are unique.
    """
    at_work = bureaus_at_work(today)
    if not at_work:
        return 0
    for district in District.objects.all() if districts is None else districts:
        if district.pk in at_work:
            settle_ledger(district=district, today=today, now=now)
    take_back_answered(now=now)
    take_back_signed(now=now)
    return write_digests(today=today, now=now, clock=clock, at_work=at_work)


def write_digests(
    *, today: date, now: datetime, clock: time | None = None, at_work: Collection[int] | None = None
) -> int:
    """One digest for everybody with reminders not yet in one; who had today's already waits for tomorrow.

    `at_work`: the bureaus, by their keys, that work today; only their reminders call for a digest.
    """
    waiting = (
        Reminder.objects.standing()
        .filter(digest=None, district__in=bureaus_at_work(today) if at_work is None else at_work)
        .exclude(recipient__digests__day=today)
        .values_list("recipient_id", flat=True)
        .distinct()
    )
    people = User.objects.filter(pk__in=waiting, is_active=True)
    hours = _hours(people) if clock else {}
    choices = {choice.person_id: choice for choice in Choice.objects.filter(person__in=people)}
    written = 0
    for user in people.order_by("pk"):
        choice = choices.get(user.pk)
        if clock and not has_come(user.pk, (choice and choice.hour) or hours[user.pk], clock):
            continue
        try:
            written += _write_digest(user, today, now, by_email=choice is None or choice.by_email)
        except IntegrityError:
            continue  # another beat wrote it a moment ago
    return written


def _hours(people: Iterable[User]) -> dict[int, int]:
    """The hour of each person's bureau; of several bureaus the earliest."""
    by_district = dict(Rhythm.objects.values_list("district_id", "hour"))
    hours: dict[int, int] = {}
    seats = Membership.objects.in_use().filter(user__in=people)
    for user, district in seats.values_list("user_id", "district_id"):
        hour = by_district.get(district, FIRST_HOUR)
        hours[user] = min(hour, hours.get(user, hour))
    return defaultdict(lambda: FIRST_HOUR, hours)


@transaction.atomic
def _write_digest(user: User, today: date, now: datetime, *, by_email: bool) -> int:
    digest = Digest.objects.create(recipient=user, day=today, written_at=now)
    if not Reminder.objects.standing().filter(recipient=user, digest=None).update(digest=digest):
        transaction.set_rollback(True)  # all of it was taken back meanwhile: nobody is told nothing
        return 0
    reminders = list(digest.reminders.with_items())
    know_days(reminders)
    subject, body = digest_text(reminders, today)
    post_message(
        to=[user],
        key=digest.message_key,
        subject=subject,
        body=body,
        link=reverse("workbench"),
        now=now,
        by_email=by_email,
        for_groups=items_named(reminders),
    )
    return 1


def digest_text(reminders: list[Reminder], today: date) -> tuple[str, str]:
    """Subject and text of a digest, in the site's language; each item once, under its most pressing rule."""
    with translation.override(settings.LANGUAGE_CODE):
        groups = _by_urgency(reminders)
        count = sum(len(items) for _rule, items in groups)
        is_theirs = not all(one.is_to_look_after for one in reminders)
        if is_theirs:
            subject = ngettext("%(count)d item needs you today", "%(count)d items need you today", count)
        else:
            subject = ngettext(
                "%(count)d item is late in your charge", "%(count)d items are late in your charge", count
            )
        words = {"groups": groups, "today": today, "is_theirs": is_theirs}
        body = render_to_string("reminders/digest.txt", words)
    return subject % {"count": count}, body.strip()


def items_named(reminders: list[Reminder]) -> str:
    """What a group hears: each item once in a line of its own, without anybody's word and without counts."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = {one.item_key: f"· {one.title}{_day_named(one)}" for one in reminders}
    return "\n".join(lines.values())


def _day_named(one: Reminder) -> str:
    """More time was granted to one office or school, not to all in the group: it is named."""
    if one.is_extended:
        words = {"place": one.place, "day": f"{one.due_on:%Y-%m-%d}"}
        return _("(%(place)s: more time granted until %(day)s)") % words
    return f"（{one.due_on:%Y-%m-%d}）" if one.due_on else ""


def _by_urgency(reminders: list[Reminder]) -> list[tuple[str, list[Reminder]]]:
    seen: set[tuple[str, int]] = set()
    groups: dict[str, list[Reminder]] = defaultdict(list)
    for reminder in sorted(reminders, key=lambda one: (URGENCY.index(one.rule), one.pk)):
        if reminder.item_key not in seen:
            seen.add(reminder.item_key)
            groups[_heading(reminder)].append(reminder)
    return list(groups.items())


def _heading(reminder: Reminder) -> str:
    """The rule in words; to whom an office's lateness is told, what they are asked for."""
    return _("Late: please see that it is done") if reminder.is_to_look_after else reminder.get_rule_display()
