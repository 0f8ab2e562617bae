"""Reminding by hand those who have not signed for a circular, and nobody else; once a paper and day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from circulars.models import GONE, Circular, Receipt
from circulars.queries import people_unsigned
from districts.models import User
from districts.trail import record
from reminders.models import Reminder
from reminders.rules import CIRCULAR, NUDGE, Occasion, key_of
from reminders.services.nudging import NothingToUrge, UrgedToday
from workplans.asking import Answered, keep_reason


@transaction.atomic
def remind_unsigned(*, circular: Circular, by: User, today: date, over_limit: Answered | None = None) -> int:
    """Owe one reminder to everybody who could sign where nobody has; returns to how many people.

    It travels in the day's digests, as every reminder does: nobody is told twice a day. `over_limit`: why, where they
    are asked for more than the bureau's limit. Raises UrgedToday, NothingToUrge.
    """
    Circular.objects.select_for_update().get(pk=circular.pk)  # two who press at once come one after the other
    key = key_of(Occasion(NUDGE, today), CIRCULAR, circular.pk)
    if Reminder.objects.filter(circular=circular, key=key).exists():
        raise UrgedToday
    seats = {seat.user_id: seat for seat in people_unsigned(circular)}
    if not seats:
        raise NothingToUrge
    Reminder.objects.bulk_create(
        [
            Reminder(
                district=circular.district,
                recipient_id=person,
                rule=NUDGE,
                key=key,
                occasion=today,
                circular=circular,
                office_id=seat.office_id,
                school_id=seat.school_id,
            )
            for person, seat in seats.items()
        ],
        batch_size=500,
    )
    record(by=by, verb="remind_unsigned", on=circular, after={"people": len(seats)})
    if over_limit:
        keep_reason(over_limit, on=circular, by=by)
    return len(seats)


def take_back_signed(*, now: datetime) -> None:
    """Who has signed before the digest went out is not reminded, nor is anybody of a paper that was taken back."""
    waiting = Reminder.objects.standing().filter(rule=NUDGE, digest=None).exclude(circular=None)
    same = Receipt.objects.filter(circular=OuterRef("circular"))
    signed = Exists(same.filter(office=OuterRef("office"))) | Exists(same.filter(school=OuterRef("school")))
    done = list(waiting.filter(signed).values_list("pk", flat=True))
    waiting.filter(pk__in=done).update(withdrawn_at=now, withdrawn_because=Reminder.Withdrawn.DONE)
    waiting.filter(circular__validity__in=GONE).update(
        withdrawn_at=now, withdrawn_because=Reminder.Withdrawn.GONE
    )
