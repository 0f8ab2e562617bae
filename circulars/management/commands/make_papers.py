"""Make the work papers that wait, without a worker: what the job circulars.make_papers does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from circulars.services import make_papers


class Command(BaseCommand):
    help = "Make the work papers that were asked for and wait."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{make_papers(clock=timezone.now)}")
