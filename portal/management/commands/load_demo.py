"""The demo province, for trying the portal."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import District, Role, User
from portal.demo.build import build_demo
from portal.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Fill an empty portal with a fictional province; with --accounts print who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the portal has rows already"
        )
        parser.add_argument(
            "--accounts", action="store_true", help="print the demo accounts and do nothing else"
        )
        parser.add_argument("--today", type=date.fromisoformat, help="the day the demo is relative to")

    def handle(self, **options: Any) -> None:
        if options["accounts"]:
            self.print_accounts()
            return
        if District.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(_("The portal has rows already; the demo is only loaded into an empty one."))
        with transaction.atomic():
            build_demo(today=options["today"] or timezone.localdate(), now=timezone.now())
        self.stdout.write(_("The demo province is loaded."))

    def print_accounts(self) -> None:
        """A table of those demo accounts that are there; nothing where the demo was never loaded."""
        known = set(User.objects.values_list("username", flat=True))
        shown = [person for person in PEOPLE if person.username in known]
        bureaus = dict(District.objects.values_list("slug", "bureau_name"))
        for person in shown:
            place = person.school or " ".join(filter(None, [bureaus[person.bureau], person.office]))
            role = str(Role(person.role).label)
            self.stdout.write(
                f"  {person.username:<20}{PASSWORD:<18}{role}{' ' * (20 - columns(role))}{place}"
            )


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese characters take two each."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
