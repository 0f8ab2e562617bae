"""Take a bureau's rows out as a workbook, as the pages do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from districts.models import District, User
from portal.exchange.kinds import KINDS
from portal.exchange.services import export_rows


class Command(BaseCommand):
    help = "Take a bureau's rows out as an .xlsx file that can be changed and brought in again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("--district", required=True, help="administrative code of the bureau")
        parser.add_argument("--out", type=Path, required=True, help="where the file goes")
        parser.add_argument(
            "--by", help="username: the rows this person may see (default: an administrator's)"
        )

    def handle(self, **options: Any) -> None:
        kind = KINDS[options["kind"]]
        district = District.objects.filter(code=options["district"]).first()
        if district is None:
            raise CommandError(
                _("There is no bureau with the code %(code)s.") % {"code": options["district"]}
            )
        by = _reader(district, options["by"])
        if not by or district.pk not in by.districts_as(*kind.readers):
            raise CommandError(
                _("Nobody was named who may see these rows of %(bureau)s.") % {"bureau": district}
            )
        content = export_rows(kind=kind, district=district, by=by)
        options["out"].write_bytes(content)
        self.stdout.write(str(options["out"]))


def _reader(district: District, username: str | None) -> User | None:
    """The person named, else an administrator of the bureau."""
    people = User.objects.filter(is_active=True)
    if username:
        return people.filter(username=username).first()
    seats = {"memberships__district": district, "memberships__is_active": True}
    return people.filter(**seats, memberships__role="administrator").order_by("pk").first()
