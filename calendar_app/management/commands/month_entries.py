"""A month of the calendar on the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from calendar_app.models import CalendarEntry
from calendar_app.months import Month
from calendar_app.queries import month_entries
from calendar_app.spans import span_words
from districts.models import District, Office, School


class Command(BaseCommand):
    help = "Print the month's entries of a bureau, of one of its offices, or those that address a school."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, type=Month.parse, help="YYYY-MM")
        parser.add_argument("--district", required=True, help="administrative code")
        parser.add_argument("--office", help="name of an office of the bureau")
        parser.add_argument("--school", help="code of a school")
        parser.add_argument("--with-drafts", action="store_true", help="also plans that are not issued yet")

    def handle(self, *, month: Month, with_drafts: bool, **options: Any) -> None:
        try:
            district = District.objects.get(code=options["district"])
            office = (
                Office.objects.get(district=district, name=options["office"]) if options["office"] else None
            )
            school = School.objects.get(code=options["school"]) if options["school"] else None
        except (District.DoesNotExist, Office.DoesNotExist, School.DoesNotExist) as missing:
            raise CommandError(_("There is no such district, office or school.")) from missing
        entries = month_entries(district, month.first_day, office, school, with_drafts=with_drafts)
        for entry in entries:
            self.stdout.write(_line(entry, month))
        if not entries:
            self.stdout.write(_("Nothing this month"))


def _line(entry: CalendarEntry, month: Month) -> str:
    offices = [duty.office.name for duty in entry.duties.all()]
    names = offices or [office["name"] for office in entry.offices_as_written]
    return "\t".join(
        [span_words(entry.starts_month, entry.ends_month, month.year), entry.work, "、".join(names)]
    )
