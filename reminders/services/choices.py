"""How a person wants to be reached."""

from __future__ import annotations

from django.db import transaction

from districts.models import District, User
from districts.services.channels import choose_accounts
from districts.trail import changed, record
from reminders.models import Choice


@transaction.atomic
def choose_reminders(
    *,
    person: User,
    hour: int | None,
    by_email: bool,
    district: District,
    accounts: dict[int, str] | None = None,
) -> Choice:
    """Set the person's own hour and ways; the portal's digest comes whatever is chosen.

    accounts: what the person is called in the app of a channel, by the channel's id; empty: not by that one.
    """
    Choice.objects.get_or_create(person=person)
    choice = Choice.objects.select_for_update(of=("self",)).get(person=person)
    before, after = changed(choice, {"hour": hour, "by_email": by_email})
    moved = choose_accounts(person=person, accounts=accounts or {})
    if moved:
        after["accounts"] = moved
    if after:
        choice.hour, choice.by_email = hour, by_email
        choice.version += 1
        choice.save()
        record(by=person, verb="choose_reminders", on=choice, district=district, before=before, after=after)
    return choice
