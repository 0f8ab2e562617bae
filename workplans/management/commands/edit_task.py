"""Change a task's words or day: what its form does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import edit_task


class Command(ActingCommand):
    help = "Change the title, text or day of task PK."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--title")
        parser.add_argument("--body")
        parser.add_argument("--due", dest="due_on", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--seen", type=int, help="refuse if it was changed since")

    def act(self, by: User, options: dict[str, Any]) -> None:
        task = self.task(by, options["pk"])
        said = {name: options[name] for name in ("title", "body", "due_on") if options[name] is not None}
        edit_task(task=task, changes=said, version=options["seen"], by=by)
        self.show(task.plan)
