"""Lend one's approving seat for some days (委托代办): what the page of stand-ins does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from districts.models import User
from districts.queries.delegations import lendable_seats
from districts.services.delegations import LentAlready, NotAColleague, NotLendable, lend_seat


class Command(BaseCommand):
    help = "Let another person of the bureau approve from one's seat, from the first to the last day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("to", help="user name of who stands in")
        parser.add_argument("--by", required=True, help="user name of who is away")
        parser.add_argument(
            "--from", dest="starts_on", type=date.fromisoformat, required=True, help="YYYY-MM-DD"
        )
        parser.add_argument(
            "--until", dest="ends_on", type=date.fromisoformat, required=True, help="YYYY-MM-DD"
        )
        parser.add_argument("--why", default="")

    def handle(self, **options: Any) -> None:
        by, to = (_person(options[name]) for name in ("by", "to"))
        try:
            for seat in lendable_seats(by):
                row = lend_seat(
                    seat=seat, to=to, starts_on=options["starts_on"], ends_on=options["ends_on"],
                    why=options["why"], by=by,
                )  # fmt: skip
                self.stdout.write(f"{row}（{seat}）")
        except LentAlready as refusal:
            raise CommandError(
                _("On some of these days the seat is lent already. Take that back first.")
            ) from refusal
        except (NotAColleague, NotLendable) as refusal:
            raise CommandError(_("Somebody else who works in the same bureau can stand in.")) from refusal


def _person(username: str) -> User:
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(_("Nobody here has the user name %(name)s.") % {"name": username})
    return person
