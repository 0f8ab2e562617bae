"""Bring back what was deleted from a plan."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.queries.editing import removals
from workplans.refusals import CannotComeBack
from workplans.services import restore_part


class Command(ActingCommand):
    help = "Bring back what was deleted from plan PK; ENTRY is the number the deletion told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("entry", type=int)

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        entry = removals(plan).filter(pk=options["entry"]).first()
        if entry is None:
            raise CannotComeBack
        restore_part(plan=plan, entry=entry, by=by)
        self.show(plan)
