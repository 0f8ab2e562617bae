"""Bringing the ledger to what is owed today."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction

from calendar_app.queries import days_of
from districts.models import District
from reminders.ledger import Row, settle
from reminders.models import Reminder
from reminders.notices import SCHOOL, Notice, keys_on, notices_on
from reminders.queries.facts import Facts, read_facts
from reminders.queries.owed import KEYS_MATTER
from reminders.rules import NUDGE


@transaction.atomic
def settle_ledger(*, district: District, today: date, now: datetime) -> None:
    """Enter what is newly owed, take back what nobody was told of and is no longer right, re-arm what is right again.

    All of it at once: a digest written between entering and re-arming would be the person's only one of the day,
    and lack what is re-armed. Beats that come together wait for one another at the bureau's row, so that none of
    them decides by facts that another has overtaken; a row is entered once by its key all the same.
    """
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    rows = _rows(district, today)
    waiting: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if not row.is_told and not row.is_withdrawn:
            waiting[row.kind].add(row.item)
    facts, days = read_facts(district, today, also=waiting), days_of(district)
    outcome = settle(
        notices_on(today, facts.items, facts.asks, facts.people, days),
        rows,
        items={(item.kind, item.pk): item for item in facts.items},
        current=keys_on(today, facts.items, facts.asks, days),
        rules_on={ask.kind for ask in facts.asks},
        today=today,
    )
    _enter(facts, outcome.enter)
    untold = Reminder.objects.filter(digest=None)
    by_reason: dict[str, list[int]] = defaultdict(list)
    for pk, reason in outcome.withdraw:
        by_reason[reason].append(pk)
    for reason, pks in by_reason.items():
        untold.filter(pk__in=pks, withdrawn_at=None).update(withdrawn_at=now, withdrawn_because=reason)
    untold.filter(pk__in=outcome.rearm).update(withdrawn_at=None, withdrawn_because="")


def _rows(district: District, today: date) -> list[Row]:
    """The bureau's rows that a rule may still speak of, and all that wait. What people urged is not the rules' matter."""
    near = Reminder.objects.filter(district=district).exclude(rule=NUDGE)
    near = near.filter(occasion__gte=today - KEYS_MATTER) | near.filter(digest=None, withdrawn_at=None)
    fields = (
        "pk", "recipient_id", "key", "rule", "occasion", "digest_id", "withdrawn_at",
        "task_id", "entry_id", "circular_id", "asked_id",
    )  # fmt: skip
    return [
        Row(
            pk=pk,
            recipient=recipient,
            key=key,
            rule=rule,
            kind="task" if task else "entry" if entry else "circular" if circular else "asked",
            item=task or entry or circular or asked,
            occasion=occasion,
            is_told=digest is not None,
            is_withdrawn=withdrawn_at is not None,
        )
        for pk, recipient, key, rule, occasion, digest, withdrawn_at, task, entry, circular, asked in near.values_list(
            *fields
        )
    ]


def _enter(facts: Facts, notices: tuple[Notice, ...]) -> None:
    Reminder.objects.bulk_create(
        [
            Reminder(
                district=facts.district,
                recipient_id=notice.recipient,
                rule=notice.occasion.rule,
                key=notice.key,
                occasion=notice.occasion.day,
                chair=notice.chair,
                **{f"{notice.kind}_id": notice.pk},
                **{"school_id" if notice.part == SCHOOL else "office_id": notice.place},
            )
            for notice in notices
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
