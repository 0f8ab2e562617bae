"""Delete a section; the trail keeps it, and `restore_part` brings it back."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import remove_section


class Command(ActingCommand):
    help = "Delete section PK with all in it; says the number by which restore_part brings it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seen", type=int, help="the version seen; refuse if it was changed since")

    def act(self, by: User, options: dict[str, Any]) -> None:
        section = self.section(by, options["pk"])
        entry = remove_section(section=section, version=options["seen"], by=by)
        self.show(section.plan)
        self.stdout.write(f"restore_part {section.plan_id} {entry.pk}")
