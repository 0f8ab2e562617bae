"""Countersign a plan for an office (会签)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import User
from workplans.management.acting import StepCommand
from workplans.models import Plan
from workplans.queries.approval import standings


class Command(StepCommand):
    help = "Agree to plan PK for an office; --office says which, where somebody can speak for several."
    step = "countersign"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--office", help="name of the office")

    def wishes(self, plan: Plan, by: User, options: dict[str, Any]) -> dict[str, Any]:
        if not options["office"]:
            return {}
        for standing in standings(plan, by, timezone.localdate()):
            if standing.seat.office and standing.seat.office.name == options["office"]:
                return {"seat": standing.seat}
        raise CommandError(_("There is no office %(name)s.") % {"name": options["office"]})
