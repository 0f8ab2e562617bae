"""Add a task to a plan: what the editor's page does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import add_task


class Command(ActingCommand):
    help = "Add a task to plan PK, at the end of --section or behind the task --after."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("title")
        parser.add_argument("--body", default="")
        parser.add_argument("--due", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--section", type=int)
        parser.add_argument("--after", type=int)

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        add_task(
            plan=plan,
            title=options["title"],
            body=options["body"],
            due_on=options["due"],
            section=self.section(by, options["section"]) if options["section"] else None,
            after=self.task(by, options["after"]) if options["after"] else None,
            by=by,
        )
        self.show(plan)
