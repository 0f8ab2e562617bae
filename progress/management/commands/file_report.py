"""A report from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from calendar_app.models import CalendarEntry
from districts.models import Office, School, User
from progress.models import Report
from progress.services import NotAsked, NotTheirSeat, file_report
from workplans.models import Task


class Command(BaseCommand):
    help = "File how things stand with a task or an entry, for an office or a school."

    def add_arguments(self, parser: ArgumentParser) -> None:
        item = parser.add_mutually_exclusive_group(required=True)
        item.add_argument("--task", type=int, help="number of the task")
        item.add_argument("--entry", type=int, help="number of the calendar entry")
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--office", help="name of the office, of the bureau the task belongs to")
        place.add_argument("--school", help="code of the school")
        parser.add_argument("--status", required=True, choices=Report.Status.values)
        parser.add_argument("--text", default="", help="what was done, or what stands in the way")
        parser.add_argument("--by", required=True, help="user name of the person who reports")

    def handle(self, *, status: str, text: str, **options: Any) -> None:
        try:
            task = Task.objects.get(pk=options["task"]) if options["task"] else None
            entry = CalendarEntry.objects.get(pk=options["entry"]) if options["entry"] else None
            item = task or entry
            assert item is not None  # noqa: S101 -- the parser asks for one of them
            office = (
                Office.objects.get(district=item.district, name=options["office"])
                if options["office"]
                else None
            )
            school = School.objects.get(code=options["school"]) if options["school"] else None
            by = User.objects.get(username=options["by"])
        except ObjectDoesNotExist as missing:
            raise CommandError(_("There is no such task, entry, office, school or user.")) from missing
        try:
            report = file_report(
                by=by, task=task, entry=entry, office=office, school=school, status=status, text=text
            )
        except NotAsked as refusal:
            raise CommandError(_("This office or school is not asked to do that.")) from refusal
        except NotTheirSeat as refusal:
            raise CommandError(
                _("%(person)s has no seat at that office or school.") % {"person": by}
            ) from refusal
        self.stdout.write(str(report))
