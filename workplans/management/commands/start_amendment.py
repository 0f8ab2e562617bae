"""Begin the amendment of an issued plan: a draft that holds its text."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import start_amendment


class Command(ActingCommand):
    help = "Open a draft that shall amend issued plan PK; NOTE says what and why, and is printed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("note")

    def act(self, by: User, options: dict[str, Any]) -> None:
        self.show(start_amendment(plan=self.kept_plan(by, options["pk"]), note=options["note"], by=by))
