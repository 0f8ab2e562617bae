"""Take back what was lent by `lend_seat` or on the page of stand-ins."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from districts.models import Delegation
from districts.services.delegations import take_seat_back


class Command(BaseCommand):
    help = "End all that a person has lent and that is not over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, help="user name of who is back")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        rows = Delegation.objects.filter(
            seat__user__username=options["by"], ended_at=None, ends_on__gte=timezone.localdate(now)
        ).select_related("seat__user", "to")
        for row in rows:
            take_seat_back(delegation=row, by=row.seat.user, now=now)
            self.stdout.write(str(row))
