"""Hand a plan in for approval: what the approval page does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from districts.models import User
from workplans.management.acting import StepCommand
from workplans.models import Plan


class Command(StepCommand):
    help = "Hand plan PK in; offices that carry a task are proposed to countersign unless --office says otherwise."
    step = "submit"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--office", action="append", help="name of an office to countersign; may be repeated"
        )
        parser.add_argument("--no-offices", action="store_true", help="straight to whoever signs")
        parser.add_argument("--to", help="user name of who shall check it")

    def wishes(self, plan: Plan, by: User, options: dict[str, Any]) -> dict[str, Any]:
        chosen = self.chosen_offices(plan, options)
        if options["to"]:
            chosen["to"] = User.objects.filter(username=options["to"], is_active=True).first()
            if chosen["to"] is None:
                raise CommandError(_("Nobody here has the user name %(name)s.") % {"name": options["to"]})
        return chosen
