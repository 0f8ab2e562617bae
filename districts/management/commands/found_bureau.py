"""How a real portal begins: one bureau, one administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from districts.models import District
from districts.services.founding import found_bureau


class Command(BaseCommand):
    help = "Open the portal for a bureau that has none above it here, and make its administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bureau", help="full name of the bureau")
        parser.add_argument("--place", required=True, help="name of the district")
        parser.add_argument("--level", choices=District.Level.values, default=District.Level.COUNTY)
        parser.add_argument("--code", required=True, help="administrative code")
        parser.add_argument("--slug", required=True, help="address of the public page, in latin letters")
        parser.add_argument(
            "--document-code", default="", help="what stands before 〔2026〕 in document numbers"
        )
        parser.add_argument("--admin", required=True, help="user name of the administrator")
        parser.add_argument("--admin-name", required=True, help="name of the administrator")

    def handle(self, **options: Any) -> None:
        district = District(
            name=options["place"],
            bureau_name=options["bureau"],
            level=options["level"],
            code=options["code"],
            slug=options["slug"],
            document_code=options["document_code"],
        )
        try:
            district.full_clean(exclude=["path"])
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        account = found_bureau(district=district, username=options["admin"], full_name=options["admin_name"])
        self.stdout.write(
            _("%(bureau)s is open. Sign in as %(username)s with the password %(password)s and change it.")
            % {"bureau": district, "username": account.user.username, "password": account.password}
        )
