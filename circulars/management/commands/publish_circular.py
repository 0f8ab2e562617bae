"""Publish a circular from the command line, or take it off the public page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from circulars.management.people import person, theirs
from circulars.models import Circular
from circulars.refusals import Refused
from circulars.sentences import sentence
from circulars.services import publish_circular, withdraw_circular
from districts.models import User


class Command(BaseCommand):
    help = "Show a circular on the bureau's public page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("circular", type=int)
        parser.add_argument("--by", required=True, help="user name of the editor")
        parser.add_argument("--withdraw", metavar="REASON", default="", help="take it off the public page")

    def handle(self, **options: Any) -> None:
        by = person(options["by"])
        circular = theirs(Circular.objects.editable_by(by), options["circular"])
        try:
            self._act(circular, by, options)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        self.stdout.write(str(circular))

    def _act(self, circular: Circular, by: User, options: dict[str, Any]) -> None:
        if options["withdraw"]:
            withdraw_circular(circular=circular, by=by, now=timezone.now(), reason=options["withdraw"])
        else:
            publish_circular(circular=circular, by=by, now=timezone.now())
