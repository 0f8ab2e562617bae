"""What the beat does, by hand and whatever the hour: owe, write digests, send."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_app.queries import bureaus_at_work
from districts.messages import deliver_messages
from districts.models import District
from reminders.queries import owed_by_person
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
        at_work = bureaus_at_work(today)
        districts = [district for district in districts if district.pk in at_work]
        if not districts:
            self.stdout.write(_("%(day)s is a day off: nobody is reminded") % {"day": today})
            return
        told = [pair for district in districts for pair in owed_by_person(district, today)]
        for recipient, reminders in told:
            self.stdout.write(f"{recipient} <{recipient.email or '—'}>")
            for one in reminders:
                occasion = one.notice.occasion
                self.stdout.write(f"  {occasion.rule:<12}{occasion.day}  {one.title}")
        self.stdout.write(
            _("%(people)d people, %(reminders)d reminders; nothing was written or sent")
            % {"people": len(told), "reminders": sum(len(reminders) for _who, reminders in told)}
        )
