"""An address for somebody's calendar on the command line: what the page of subscriptions does."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from calendar_app.queries.subscriptions import subscription_choices
from calendar_app.services import TooMany, subscribe
from districts.models import User


class Command(BaseCommand):
    help = "Make an address from which somebody's own program reads a calendar, and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="whose it is")
        parser.add_argument(
            "--calendar", help="mine, bureau:ID, office:ID or school:ID; without it they are listed"
        )

    def handle(self, *, user: str, calendar: str | None, **options: Any) -> None:
        owner = User.objects.filter(username=user, is_active=True).first()
        if owner is None:
            raise CommandError(_("There is nobody with this username."))
        choices = {choice.value: choice for choice in subscription_choices(owner)}
        if calendar is None:
            for value, choice in choices.items():
                self.stdout.write(f"{value}\t{choice.label}")
            return
        if calendar not in choices:
            raise CommandError(_("This person cannot subscribe to that calendar."))
        try:
            key = subscribe(choice=choices[calendar], by=owner)[1]
        except TooMany as refusal:
            raise CommandError(
                _("You have many addresses already. Revoke one that is no longer used.")
            ) from refusal
        self.stdout.write(settings.SITE_URL + reverse("calendar_feed", args=[key]))
