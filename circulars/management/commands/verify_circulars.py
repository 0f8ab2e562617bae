"""Print every circular again from its frozen text and compare: is what people have still what was issued?"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from circulars.management.people import theirs
from circulars.models import Circular
from circulars.services import faults_of


class Command(BaseCommand):
    help = "Compare snapshots, files and a fresh printing of all circulars, or of one; exits with 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--id", type=int, help="one circular only")
        parser.add_argument("--files-only", action="store_true", help="do not print again")

    def handle(self, **options: Any) -> None:
        circulars = Circular.objects.order_by("pk")
        if options["id"] is not None:
            circulars = circulars.filter(pk=theirs(Circular.objects.all(), options["id"]).pk)
        looked_at = wrong = 0
        for circular in circulars.iterator(chunk_size=50):
            faults = faults_of(circular, print_again=not options["files_only"])
            looked_at += 1
            wrong += bool(faults)
            for fault in faults:
                self.stdout.write(f"{circular.pk} {circular.number} {fault}")
        self.stdout.write(
            _("%(looked_at)d circulars looked at, %(wrong)d differ.")
            % {"looked_at": looked_at, "wrong": wrong}
        )
        if wrong:
            sys.exit(1)
