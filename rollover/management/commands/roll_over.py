"""Make next year's plan: what the page of decisions does, from a file or in one go."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from districts.models import User
from rollover.models import Choice, Rollover
from rollover.queries.parts import parts_of
from rollover.refusals import Undecided
from rollover.services import accept_proposals, decide, roll_over, start_rollover
from workplans.management.acting import ActingCommand

COLUMNS = ("part", "decision", "reason")


class Command(ActingCommand):
    help = (
        "Make next year's plan of plan PK. --continue-all keeps everything that progress does not report done; "
        "--decisions takes a CSV as export_decisions writes it. Without either, what was decided before is used."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--continue-all", action="store_true", help="accept what is proposed for the rest"
        )
        parser.add_argument("--decisions", help="CSV with the columns part, decision, reason")
        parser.add_argument("--title", default="", help="title of the new plan")

    def act(self, by: User, options: dict[str, Any]) -> None:
        source = self.kept_plan(by, options["pk"])
        # Either all of it happens or nothing: a wrong line leaves no half of a file behind.
        with transaction.atomic():
            rollover = start_rollover(source=source, by=by)
            if options["decisions"]:
                take_decisions(rollover, Path(options["decisions"]), by=by)
            if options["continue_all"]:
                accept_proposals(rollover=rollover, by=by)
            try:
                plan = roll_over(rollover=rollover, title=options["title"], by=by)
            except Undecided as refusal:
                raise CommandError(
                    _("%(n)d parts are not decided; export_decisions lists them.") % {"n": refusal.count}
                ) from refusal
        self.stdout.write(
            _("%(title)s [plan %(pk)d], %(n)d things to look at")
            % {"title": plan.title, "pk": plan.pk, "n": plan.leftovers.count()}
        )


def take_decisions(rollover: Rollover, file: Path, *, by: User) -> None:
    """Decide as the file says; lines without a decision are left alone."""
    parts = {part.key: part for part in parts_of(rollover)}
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("The file %(name)s cannot be read.") % {"name": file}) from error
    for number, row in enumerate(csv.DictReader(lines), start=2):
        choice = _choice(row.get("decision") or "")
        if choice == "":
            continue
        part = parts.get(row.get("part") or "")
        if part is None or choice is None:
            raise CommandError(_("Line %(n)d means no part of the plan or no decision.") % {"n": number})
        decide(rollover=rollover, part=part, choice=choice, reason=row.get("reason") or "", by=by)


def _choice(words: str) -> str | None:
    """A decision by its name or by its word (延续); None for what is neither."""
    words = words.strip()
    by_word = {str(choice.label): choice.value for choice in Choice}
    return words if words in ("", *Choice.values) else by_word.get(words)
