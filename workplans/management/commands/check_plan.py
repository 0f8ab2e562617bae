"""Check a submitted plan (核稿) and say which offices shall countersign it."""

from argparse import ArgumentParser
from typing import Any

from districts.models import User
from workplans.management.acting import StepCommand
from workplans.models import Plan


class Command(StepCommand):
    help = "Find submitted plan PK in order; nobody checks what they drafted or submitted."
    step = "check"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--office", action="append", help="name of an office to countersign; may be repeated"
        )
        parser.add_argument("--no-offices", action="store_true", help="straight to whoever signs")

    def wishes(self, plan: Plan, by: User, options: dict[str, Any]) -> dict[str, Any]:
        return self.chosen_offices(plan, options)
