"""Make the papers that wait, without a worker: what the job circulars.render_waiting does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from circulars.management.people import theirs
from circulars.models import Circular
from circulars.sentences import failure_sentence
from circulars.services import render_circular, render_waiting


class Command(BaseCommand):
    help = "Make all papers that wait, circulars and work papers, or one circular."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--id", type=int, help="one circular only")

    def handle(self, **options: Any) -> None:
        if options["id"] is None:
            self.stdout.write(f"{sum(iter(render_waiting, 0))}")
            return
        circular = theirs(Circular.objects.all(), options["id"])
        render_circular(pk=circular.pk, now=timezone.now())
        circular.refresh_from_db()
        if circular.failure:
            raise CommandError(failure_sentence(circular.failure))
        self.stdout.write(f"{circular.get_state_display()} {circular} {circular.pdf.name}")
