"""What the morning beat does, by hand: owe, write digests, send."""

from argparse import ArgumentParser
from datetime import date
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_app.working_days import is_working_day
from districts.messages import deliver_messages
from districts.models import District
from reminders.queries import owed_reminders, still_owed
from reminders.services import plan_reminders


class Command(BaseCommand):
    help = "Remind everybody of what falls due: one digest a person a day, in the portal and by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="act as on this day (YYYY-MM-DD)")
        parser.add_argument("--district", help="only this district (administrative code)")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would go, write and send nothing"
        )

    def handle(self, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        districts = District.objects.all()
        if options["district"]:
            districts = districts.filter(code=options["district"])
        if options["dry_run"]:
            self.show(districts, today)
            return
        written = plan_reminders(today=today, now=timezone.now(), districts=districts)
        sent = deliver_messages(now=timezone.now())
        self.stdout.write(
            _("%(written)d digests written, %(sent)d e-mails sent") % {"written": written, "sent": sent}
        )

    def show(self, districts: Any, today: date) -> None:
        if not is_working_day(today):
            self.stdout.write(_("%(day)s is a day off: nobody is reminded") % {"day": today})
            return
        owed = [one for district in districts for one in still_owed(owed_reminders(district, today))]
        owed.sort(key=lambda one: one.recipient.pk)
        people = 0
        for recipient, reminders in groupby(owed, key=lambda one: one.recipient):
            people += 1
            self.stdout.write(f"{recipient} <{recipient.email or '—'}>")
            for one in reminders:
                self.stdout.write(f"  {one.occasion.rule:<12}{one.occasion.day}  {one.item}")
        self.stdout.write(
            _("%(people)d people, %(reminders)d reminders; nothing was written or sent")
            % {"people": people, "reminders": len(owed)}
        )
