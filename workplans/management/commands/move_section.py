"""Move a section; numbers follow by themselves."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import move_section


class Command(ActingCommand):
    help = "Move section PK before another one, or to the end of a section."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--before", type=int, help="the section it shall stand before")
        parser.add_argument("--in", dest="parent", type=int, help="the section at whose end it shall stand")

    def act(self, by: User, options: dict[str, Any]) -> None:
        section = self.section(by, options["pk"])
        move_section(
            section=section,
            before=self.section(by, options["before"]) if options["before"] else None,
            parent=self.section(by, options["parent"]) if options["parent"] else None,
            by=by,
        )
        self.show(section.plan)
