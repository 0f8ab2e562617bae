"""Keep the text of a plan as it stands, under a name."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import name_version


class Command(ActingCommand):
    help = "Keep the text of plan PK as it stands under NAME."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name")

    def act(self, by: User, options: dict[str, Any]) -> None:
        version = name_version(plan=self.kept_plan(by, options["pk"]), name=options["name"], by=by)
        self.stdout.write(f"{version.number} {version}")
