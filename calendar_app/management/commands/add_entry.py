"""An entry of the calendar from the command line."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from calendar_app.drafts import EntryDraft
from calendar_app.months import Month
from calendar_app.services import add_entry
from districts.models import District, User
from workplans.drafts import NamedOffice
from workplans.models import Plan
from workplans.refusals import Refused
from workplans.sentences import sentence


class Command(BaseCommand):
    help = "Add an entry to a bureau's calendar, to a draft plan of its or standing alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("work", help="what is to be done")
        parser.add_argument("--district", required=True, help="administrative code")
        parser.add_argument("--month", required=True, type=Month.parse, help="YYYY-MM")
        parser.add_argument("--until", type=Month.parse, help="last month of a span, YYYY-MM")
        parser.add_argument("--due", type=date.fromisoformat, help="day by which it must be done, YYYY-MM-DD")
        parser.add_argument("--lead", default="", help="name of the leading office")
        parser.add_argument("--supporting", default="", help="names of supporting offices, separated by 、")
        parser.add_argument("--plan", type=int, help="number of a draft plan")
        parser.add_argument("--by", required=True, help="user name of the editor who adds it")

    def handle(self, *, work: str, month: Month, **options: Any) -> None:
        until: Month = options["until"] or month
        if until < month:
            raise CommandError(_("The last month lies before the first."))
        try:
            district = District.objects.get(code=options["district"])
            plan = Plan.objects.get(pk=options["plan"]) if options["plan"] else None
            by = User.objects.get(username=options["by"])
        except ObjectDoesNotExist as missing:
            raise CommandError(_("There is no such district, plan or user.")) from missing
        if district.pk not in by.districts_as("editor"):
            raise CommandError(_("%(person)s is not an editor of this bureau.") % {"person": by})
        draft = EntryDraft(
            month.first_day,
            until.first_day,
            work,
            offices=_offices(options["lead"], options["supporting"]),
            due_on=options["due"],
        )
        try:
            entry = add_entry(district=district, draft=draft, by=by, plan=plan)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        self.stdout.write(_("Entry %(number)d was added.") % {"number": entry.pk})


def _offices(lead: str, supporting: str) -> tuple[NamedOffice, ...]:
    names = [name.strip() for name in supporting.split("、")]
    others = [NamedOffice(name, "support") for name in names if name]
    return ((NamedOffice(lead),) if lead else ()) + tuple(others)
