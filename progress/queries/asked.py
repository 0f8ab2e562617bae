"""One item before whoever reports on it: what it is, who is asked, what they said, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from calendar_app.models import CalendarEntry
from districts.models import Membership, Office, Role, School, User
from progress.models import Extension, Report
from progress.models.extensions import ExtensionQuerySet
from progress.queries.items import later
from workplans.audience import addressing
from workplans.models import Task, held_by


@dataclass(frozen=True)
class ItemHead:
    """What stands above a report: the work, where it comes from, by when, and the addresses around it."""

    kind: Literal["task", "entry"]
    title: str
    plan_title: str
    due_on: date | None
    url: str
    report_url: str
    reports_url: str
    extension_url: str


def item_head(item: Task | CalendarEntry) -> ItemHead:
    kind: Literal["task", "entry"] = "task" if isinstance(item, Task) else "entry"
    return ItemHead(
        kind=kind,
        title=item.title if isinstance(item, Task) else item.work,
        plan_title=item.plan.title if item.plan else "",
        due_on=item.last_day,
        url=reverse(kind, args=[item.pk]),
        report_url=reverse(f"{kind}_report", args=[item.pk]),
        reports_url=reverse(f"{kind}_reports", args=[item.pk]),
        extension_url=reverse(f"{kind}_extension", args=[item.pk]),
    )


def reports_on(item: Task | CalendarEntry, user: User) -> QuerySet[Report]:
    """What was reported on the item, as far as the user may read it, the newest first."""
    reports: QuerySet[Report] = Report.objects.visible_to(user).filter(
        **{"task" if isinstance(item, Task) else "entry": item}
    )
    return reports.select_related("office", "school", "filed_by")


def seat_asked(item: Task | CalendarEntry, user: User, *, first: Membership) -> Membership | None:
    """The seat from which the user reports on the item: the one in use if it is asked, else another of theirs."""
    if not _in_force(item):
        return None
    offices = {duty.office.successor_id or duty.office_id for duty in item.duties.select_related("office")}
    for seat in [first, *user.seats]:
        if seat.office_id in offices or (seat.school and asks_school(item, seat.school)):
            return seat
    return None


def asks_office(item: Task | CalendarEntry, office: Office) -> bool:
    """Whether the office carries the item, and the item is in force."""
    return _in_force(item) and item.duties.filter(held_by(office)).exists()


def asks_school(item: Task | CalendarEntry, school: School) -> bool:
    """Whether the item addresses the school, and the item is in force."""
    above = item.district.code in school.district.codes_upward
    return above and _in_force(item) and item.audience.filter(addressing(school, "")).exists()


def _in_force(item: Task | CalendarEntry) -> bool:
    return item.withdrawn_on is None and (item.plan is None or item.plan.is_issued)


def due_day(
    item: Task | CalendarEntry, *, office: Office | None = None, school: School | None = None
) -> date | None:
    """The day by which the office or the school owes the item: its own, or the later one granted; None without a day."""
    place = held_by(office) if office else Q(school=school)
    last = item.extensions.granted().filter(place).aggregate(last=Max("until"))["last"]
    return later(item.last_day, last)


def deciders(district: int, *, asked_by: int) -> QuerySet[User]:
    """Who of the bureau may decide on more time: its approvers, but for whoever asks."""
    seats = Membership.objects.in_use().filter(district=district, role=Role.APPROVER)
    return (
        User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk=asked_by).order_by("pk")
    )


def extensions_of(item: Task | CalendarEntry, user: User) -> ExtensionQuerySet:
    """What was granted or waits on the item, as far as the user may read it."""
    rows = Extension.objects.visible_to(user).filter(**{"task" if isinstance(item, Task) else "entry": item})
    wanted = rows.filter(state__in=[Extension.State.ASKED, Extension.State.GRANTED])
    return wanted.select_related("office", "school")
