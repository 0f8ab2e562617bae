"""The verbs of progress: an office or a school files what it has done."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from calendar_app.models import CalendarEntry
from districts.models import Office, School, User
from districts.trail import record
from progress.models import Report
from progress.queries import asks_office, asks_school
from workplans.models import Task

DOUBLE_CLICK = timedelta(minutes=10)


class NotAsked(Exception):
    """The office does not carry the item, or the school is not addressed by it."""


class NotTheirSeat(Exception):
    """The person has no seat at the office or school they report for."""


@transaction.atomic
def file_report(
    *,
    by: User,
    status: str,
    text: str = "",
    task: Task | None = None,
    entry: CalendarEntry | None = None,
    office: Office | None = None,
    school: School | None = None,
) -> Report:
    """File how things stand with one task or one entry, for one office or one school; reports are only ever added.

    The same words from the same person within ten minutes are one report: a double click, a reload.
    Raises NotTheirSeat or NotAsked; ValueError for an unknown status or when there is not one item.
    """
    item = task or entry
    if item is None or (task and entry) or status not in Report.Status:
        raise ValueError("a report has one item and a status")
    look_whether_asked(by, item, office, school)
    item = locked(item)
    before = item.reports.filter(office=office, school=school).first()
    if before and _is_double_click(before, by, status, text):
        return before
    report = item.reports.create(
        district=item.district, status=status, text=text, filed_by=by, office=office, school=school
    )
    record(
        by=by,
        verb="file_report",
        on=report,
        before={"status": before.status, "text": before.text} if before else None,
        after={"status": status, "text": text, "from": str(office or school)},
    )
    return report


def look_whether_asked(
    by: User, item: Task | CalendarEntry, office: Office | None, school: School | None
) -> None:
    """Raises NotTheirSeat or NotAsked."""
    if office:
        theirs, asked = office.pk in by.office_ids, asks_office(item, office)
    elif school:
        theirs, asked = school.pk in by.school_ids, asks_school(item, school)
    else:
        theirs, asked = False, False
    if not theirs:
        raise NotTheirSeat
    if not asked:
        raise NotAsked


def locked(item: Task | CalendarEntry) -> Task | CalendarEntry:
    """The item, held until the end of the transaction: of two clicks at once the second sees the first's report."""
    if isinstance(item, Task):
        return Task.objects.select_for_update().get(pk=item.pk)
    return CalendarEntry.objects.select_for_update().get(pk=item.pk)


def _is_double_click(before: Report, by: User, status: str, text: str) -> bool:
    same = (before.filed_by_id, before.status, before.text) == (by.pk, status, text)
    return same and timezone.now() - before.filed_at < DOUBLE_CLICK
