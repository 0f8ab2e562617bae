"""Add a section to a plan: what the editor's page does."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import add_section


class Command(ActingCommand):
    help = "Add a heading to plan PK, in the section --in, behind the section --after, or last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("title")
        parser.add_argument("--in", dest="parent", type=int)
        parser.add_argument("--after", type=int)

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        add_section(
            plan=plan,
            title=options["title"],
            parent=self.section(by, options["parent"]) if options["parent"] else None,
            after=self.section(by, options["after"]) if options["after"] else None,
            by=by,
        )
        self.show(plan)
