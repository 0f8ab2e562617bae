"""The verbs of the calendar: entries are made, changed, given to offices and schools, linked to tasks, deleted."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from districts.models import District, User
from districts.trail import record
from workplans.models import Plan
from workplans.queries import directory
from workplans.services.matching import write_duties


@transaction.atomic
def create_entries(*, plan: Plan, drafts: Iterable[EntryDraft], by: User) -> list[CalendarEntry]:
    """Give the plan its calendar: one entry a draft, in their order, behind those it has.

    Offices are kept as written, and those that go by a known name are given their duty at once.
    A bounded number of queries, however many drafts.
    """
    start = plan.entries.aggregate(last=Max("position"))["last"] or 0
    entries = CalendarEntry.objects.bulk_create(
        _entry_of(draft, district=plan.district, plan=plan, position=position)
        for position, draft in enumerate(drafts, start=start + 1)
    )
    write_duties(rows=entries, model=CalendarEntry, offices=directory(plan.district))
    record(by=by, verb="create_entries", on=plan, after={"entries": len(entries)})
    return entries


def _entry_of(draft: EntryDraft, *, district: District, plan: Plan | None, position: int) -> CalendarEntry:
    return CalendarEntry(
        district=district,
        plan=plan,
        starts_month=draft.starts_month,
        ends_month=draft.ends_month,
        due_on=draft.due_on,
        as_written=draft.as_written,
        work=draft.work,
        position=position,
        offices_as_written=[{"name": office.name, "role": office.role} for office in draft.offices],
    )
