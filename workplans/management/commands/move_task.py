"""Move a task; numbers follow by themselves."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import move_task


class Command(ActingCommand):
    help = "Move task PK before another one, or to the end of a section."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--before", type=int, help="the task it shall stand before")
        parser.add_argument("--section", type=int, help="the section at whose end it shall stand")

    def act(self, by: User, options: dict[str, Any]) -> None:
        task = self.task(by, options["pk"])
        move_task(
            task=task,
            before=self.task(by, options["before"]) if options["before"] else None,
            section=self.section(by, options["section"]) if options["section"] else None,
            by=by,
        )
        self.show(task.plan)
