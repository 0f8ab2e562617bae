"""Reads of the calendar, shaped for pages, papers and reminders. Each is at most four queries, however many rows."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from calendar_app.models import CalendarEntry, EntryAudience
from districts.models import AuditEntry, District, Office, Role, School, User
from workplans.audience import addressing
from workplans.models import Demand
from workplans.periods import month_of
from workplans.queries import directory, meant_offices


def month_entries(
    district: District,
    month: date,
    office: Office | None = None,
    school: School | None = None,
    *,
    with_drafts: bool = False,
) -> list[CalendarEntry]:
    """The bureau's entries whose span touches the month that the day `month` lies in.

    See `entries_between` for what `office`, `school` and `with_drafts` do.
    """
    asked = month_of(month)
    return entries_between(district, asked.starts_on, asked.ends_on, office, school, with_drafts=with_drafts)


def entries_between(
    district: District,
    first: date,
    last: date,
    office: Office | None = None,
    school: School | None = None,
    *,
    with_drafts: bool = False,
) -> list[CalendarEntry]:
    """The bureau's entries whose span touches the months from `first` to `last`, in calendar order.

    `office`: only what this office leads or supports. `school`: only what is addressed to this school.
    Entries of plans that are not issued yet are left out unless `with_drafts`: nobody owes them anything.
    Duties with their offices are fetched along.
    """
    entries = CalendarEntry.objects.filter(district=district).during(first, last).said_once()
    if not with_drafts:
        entries = entries.in_force()
    if office is not None:
        entries = entries.carried_by(office)
    if school is not None:
        entries = entries.addressed_to(school)
    return list(entries.with_offices())


def school_entries(school: School, first: date, last: date) -> list[CalendarEntry]:
    """What is addressed to the school in the months from `first` to `last`, by its own bureau and those above it.

    Each entry says in `must_act` whether the school has to act (批办) or is only informed (阅知).
    """
    wanted = Q(district__code__in=school.district.codes_upward)
    entries = CalendarEntry.objects.filter(wanted).during(first, last).in_force().addressed_to(school)
    asked_to_act = EntryAudience.objects.filter(
        addressing(school, ""), entry=OuterRef("pk"), demand=Demand.ACT
    )
    return list(
        entries.with_offices().annotate(must_act=Exists(asked_to_act))  # type: ignore[no-redef]  # declared for readers
    )


def removed_entries(user: User) -> QuerySet[AuditEntry]:
    """What editors deleted from the calendars of the user's bureaus, the latest first."""
    return AuditEntry.objects.filter(
        district_id__in=user.districts_as(Role.EDITOR), verb="remove_entry"
    ).select_related("actor")


def last_change(entry: CalendarEntry) -> AuditEntry | None:
    """Who wrote what stands in the entry now, and when."""
    changes = AuditEntry.objects.filter(object_type=entry._meta.label_lower, object_id=str(entry.pk))
    return changes.select_related("actor").first()


def last_authors(entries: Iterable[CalendarEntry]) -> dict[int, User]:
    """Who changed each last, by its key; one query."""
    keys = [str(entry.pk) for entry in entries]
    acts = AuditEntry.objects.filter(object_type=CalendarEntry._meta.label_lower, object_id__in=keys)
    latest = acts.order_by().values("object_id").annotate(last=Max("pk")).values("last")
    found = AuditEntry.objects.filter(pk__in=latest).select_related("actor")
    return {int(act.object_id): act.actor for act in found if act.actor}


def last_changes(entries: Iterable[CalendarEntry]) -> dict[str, datetime]:
    """When each was changed last, by its key as the trail writes it; one that was never touched is left out."""
    acts = AuditEntry.objects.filter(
        object_type=CalendarEntry._meta.label_lower, object_id__in=[str(entry.pk) for entry in entries]
    )
    return dict(acts.order_by().values_list("object_id").annotate(Max("at")))


def unmatched_names(entry: CalendarEntry) -> list[str]:
    """The offices it names that the bureau does not have."""
    names = [office["name"] for office in entry.offices_as_written]
    known = meant_offices(names, directory(entry.district)) if names else {}
    return [name for name in names if name not in known]
