"""What is decided about a plan's parts, and what is not: a table for roll_over --decisions."""

import csv
from typing import Any

from districts.cells import safe_cell
from districts.models import User
from rollover.queries.parts import parts_of
from rollover.services import start_rollover
from workplans.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Write the decisions on plan PK as CSV, undecided parts with an empty decision."

    def act(self, by: User, options: dict[str, Any]) -> None:
        rollover = start_rollover(source=self.kept_plan(by, options["pk"]), by=by)
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["part", "decision", "reason", "title", "proposed"])
        for part in parts_of(rollover):
            decision = part.decision
            table.writerow(
                [
                    part.key,
                    decision.choice if decision else "",
                    safe_cell(decision.reason if decision else ""),
                    safe_cell(f"{part.label}{part.title}"),
                    part.proposal.choice.value,
                ]
            )
