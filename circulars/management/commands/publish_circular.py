"""Publish a circular from the command line, or take it off the public page."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from circulars.management.people import person, theirs
from circulars.models import Circular
from circulars.services import publish_circular, withdraw_circular


class Command(BaseCommand):
    help = "Show a circular on the bureau's public page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("circular", type=int)
        parser.add_argument("--by", required=True, help="user name of the editor")
        parser.add_argument("--withdraw", action="store_true", help="take it off the public page")

    def handle(self, **options: Any) -> None:
        by = person(options["by"])
        circular = theirs(Circular.objects.editable_by(by), options["circular"])
        if options["withdraw"]:
            withdraw_circular(circular=circular, by=by)
        else:
            publish_circular(circular=circular, by=by, now=timezone.now())
        self.stdout.write(str(circular))
