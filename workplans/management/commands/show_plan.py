"""A plan as it reads, with the numbers by which its parts are called on the command line."""

from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Show a plan's sections and tasks with their numbers."

    def act(self, by: User, options: dict[str, Any]) -> None:
        self.show(self.plan(by, options["pk"]))
