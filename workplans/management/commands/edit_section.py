"""Change a heading or the text under it: what its form does."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import edit_section


class Command(ActingCommand):
    help = "Change the heading of section PK, or the text under it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--title")
        parser.add_argument("--text")
        parser.add_argument("--seen", type=int, help="the version seen; refuse if it was changed since")

    def act(self, by: User, options: dict[str, Any]) -> None:
        section = self.section(by, options["pk"])
        said = {name: options[name] for name in ("title", "text") if options[name] is not None}
        edit_section(section=section, changes=said, version=options["seen"], by=by)
        self.show(section.plan)
