"""Change what stands at the head of a plan, or the style of its numbers."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.models import Plan
from workplans.services import edit_plan

WORDS = ("title", "addressee", "preamble", "closing", "issuer", "task_form")


class Command(ActingCommand):
    help = "Change the title, addressee, opening or closing text of plan PK, or how its tasks are numbered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        for name in WORDS[:-1]:
            parser.add_argument(f"--{name}")
        parser.add_argument("--numbers", dest="task_form", choices=Plan.TaskForm.values)
        parser.add_argument("--seen", type=int, help="the version seen; refuse if it was changed since")

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        said = {name: options[name] for name in WORDS if options[name] is not None}
        edit_plan(plan=plan, changes=said, version=options["seen"], by=by)
        self.show(plan)
