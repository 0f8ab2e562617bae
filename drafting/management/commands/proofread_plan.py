"""The check list of a plan on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from drafting.queries.checks import check_list
from workplans.models import Plan


class Command(BaseCommand):
    help = "Read a plan as the check list before approval does; fails when something is to be mended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", type=int, help="number of the plan")
        parser.add_argument("--severity", choices=["must", "should", "look"], default="", help="only these")

    def handle(self, *, plan: int, severity: str, **options: Any) -> None:
        row = Plan.objects.select_related("district").filter(pk=plan).first()
        if row is None:
            raise CommandError(_("There is no such plan."))
        checks = check_list(row, severity=severity)
        for group in checks.groups:
            for rule in group.rules:
                for line in rule.lines:
                    words = f"“{line.finding.words}”" if line.finding.words else ""
                    self.stdout.write(
                        f"{group.words} · {rule.words.sentence} · {line.where} {words}".rstrip()
                    )
        if checks.counts["must"]:
            raise CommandError(_("%(n)d to be mended.") % {"n": checks.counts["must"]})
