"""Bring rows in from a workbook, as the pages do."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from districts.models import District, User
from districts.resources import NewAccount
from portal.exchange.kinds import KINDS, Kind
from portal.exchange.limits import Refused
from portal.exchange.refusals import sentence_of
from portal.exchange.reports import CHANGED, NEW, SAME, WRONG, Report
from portal.exchange.services import (
    LooksDifferent,
    confirm_import,
    keep_import,
    labels_of,
    look_through,
)


class Command(BaseCommand):
    help = "Bring rows in from an .xlsx or .csv file: all of them, or none when one is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", required=True, help="administrative code of the bureau")
        parser.add_argument("--by", required=True, help="username of who answers for it")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument(
            "--passwords",
            type=Path,
            help="a file for the temporary passwords of new accounts; kept nowhere else",
        )

    def handle(self, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        district, by = keeper(kind, options["district"], options["by"])
        file: Path = options["file"]
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(str(error)) from error
        try:
            report = look_through(kind=kind, district=district, content=content, by=by)
            self.tell(report)
            if options["dry_run"] or not report.rows:
                return
            kept = keep_import(kind=kind, district=district, name=file.name, content=content, by=by)
            accounts = confirm_import(kept=kept, kind=kind, by=by)
        except Refused as refused:
            raise CommandError(sentence_of(refused, labels_of(kind))) from refused
        except LooksDifferent as late:
            raise CommandError(
                _("The rows changed while the file was read. Nothing was written; please try again.")
            ) from late
        self.stdout.write(_("Everything in the file was brought in."))
        self.hand_out(accounts, options["passwords"])

    def tell(self, report: Report) -> None:
        """The counts; and when something is wrong, what. Raises CommandError then: nothing may be written."""
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(same)s as before, %(wrong)s to be mended")
            % {outcome: report.count(outcome) for outcome in (NEW, CHANGED, SAME, WRONG)}
        )
        if report.unknown:
            columns = "、".join(report.unknown)
            self.stdout.write(
                _("These columns are not known and were left out: %(columns)s.") % {"columns": columns}
            )
        if problems := [problem for row in report.rows for problem in row.problems]:
            raise CommandError("\n".join(problems))

    def hand_out(self, accounts: list[NewAccount], target: Path | None) -> None:
        if not accounts:
            return
        if target is None:
            self.stdout.write(
                _("The new accounts have passwords that nobody knows. Give new ones on the people's pages.")
            )
            return
        target.touch(mode=0o600)
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([_("Full name"), _("Unit"), _("Username"), _("Temporary password")])
            writer.writerows((a.full_name, a.place, a.username, a.password) for a in accounts)


def keeper(kind: Kind, code: str, username: str) -> tuple[District, User]:
    """The bureau and the person, who must have a seat there that may bring such rows in."""
    district = District.objects.filter(code=code).first()
    if district is None:
        raise CommandError(_("There is no bureau with the code %(code)s.") % {"code": code})
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or district.pk not in user.districts_as(*kind.keepers):
        raise CommandError(
            _("%(username)s has no seat at %(bureau)s that may bring this in.")
            % {"username": username, "bureau": district}
        )
    return district, user
