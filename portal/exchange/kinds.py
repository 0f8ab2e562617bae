"""The kinds of rows that go out to Excel and come back: who may, where they live, which rows go out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry, SpecialDays
from calendar_app.queries.exports import shown_entries
from calendar_app.resources import DaysResource, EntryResource
from districts.access import BUREAU_STAFF, PortalRequest
from districts.forms import FindOffices, FindPeople, FindSchools
from districts.models import Membership, Role
from districts.queries import bureaus_of, offices_of, people_of, schools_of
from districts.resources import (
    DistrictResource,
    OfficeResource,
    PersonResource,
    RowsResource,
    SchoolResource,
)
from districts.views.tabs import PEOPLE_READERS
from portal.exchange.word import WordForm
from workplans.models import Task
from workplans.resources import TaskResource

Found = Callable[[PortalRequest], Iterable[Any]]


@dataclass(frozen=True)
class Kind:
    """One kind. `found` gives the rows the list shows under the filters in its address; `word` says how they stand in
    a Word file, where they may."""

    name: str
    label: str | Promise
    resource: type[RowsResource]
    readers: frozenset[str]
    keepers: frozenset[str]
    prefix: str
    list_page: str
    found: Found
    word: WordForm | None = None


def found_offices(request: PortalRequest) -> Iterable[Any]:
    return offices_of(request.user, request.seat.district, **FindOffices(request.GET).asked)


def found_schools(request: PortalRequest) -> Iterable[Any]:
    return schools_of(request.user, request.seat.district, **FindSchools(request.GET).asked)


def found_people(request: PortalRequest) -> Iterable[Any]:
    people = people_of(request.user, request.seat.district, **FindPeople(request.GET).asked)
    seats = Membership.objects.visible_to(request.user).in_use()
    wanted = seats.filter(district=request.seat.district, user__in=people.order_by().values("pk"))
    return wanted.order_by("user__full_name", "user_id", "id")


def found_bureaus(request: PortalRequest) -> Iterable[Any]:
    return bureaus_of(request.user, request.seat.district)


def found_tasks(request: PortalRequest) -> Iterable[Any]:
    """Of the plan in the address, else of all the bureau's own."""
    tasks = (
        Task.objects.visible_to(request.user)
        .standing()
        .filter(plan__district=request.seat.district, plan__school=None)
    )
    return tasks.filter(**_plan_in(request)).order_by("-plan__year", "-plan_id")


def found_entries(request: PortalRequest) -> Iterable[Any]:
    """What the calendar shows under the filters and in the months of the address, else all of the bureau's own."""
    shown = shown_entries(user=request.user, seat=request.seat, query=request.GET)
    entries = CalendarEntry.objects.filter(pk__in=[entry.pk for entry in shown])
    plans = (F(name).desc(nulls_last=True) for name in ("plan__year", "plan_id"))
    return entries.order_by(*plans, "starts_month", "position", "id")


def found_days(request: PortalRequest) -> Iterable[Any]:
    """What the bureau itself has said, of every year."""
    return SpecialDays.objects.filter(district=request.seat.district)


def _plan_in(request: PortalRequest) -> dict[str, str]:
    wanted = request.GET.get("plan", "")
    return {"plan": wanted} if wanted.isdecimal() and len(wanted) < 19 else {}


ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})
EDITORS = frozenset({Role.EDITOR.value})

CALENDAR_IN_WORD = WordForm(
    columns=("starts_month", "ends_month", "work", "lead_name", "supporting_names", "due_on", "row_id"),
    titled_by="plan_title",
    ending="行事历",
    alone="不属于计划的工作安排",
    number="row_id",
    required=frozenset({"starts_month", "work"}),
)

KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "districts", _("Bureaus"), DistrictResource, frozenset(BUREAU_STAFF), ADMINISTRATORS,
            "units/bureaus/", "district_list", found_bureaus,
        ),
        Kind(
            "offices", _("Offices"), OfficeResource, frozenset(BUREAU_STAFF), ADMINISTRATORS | EDITORS,
            "units/offices/", "office_list", found_offices,
        ),
        Kind(
            "schools", _("Schools"), SchoolResource, frozenset(BUREAU_STAFF), ADMINISTRATORS,
            "units/schools/", "school_list", found_schools,
        ),
        Kind(
            "users", _("People"), PersonResource, frozenset(PEOPLE_READERS), ADMINISTRATORS,
            "units/people/", "person_list", found_people,
        ),
        Kind(
            "tasks", _("Tasks"), TaskResource, frozenset(BUREAU_STAFF), EDITORS,
            "plans/tasks/", "plan_list", found_tasks,
        ),
        Kind(
            "entries", _("Calendar entries"), EntryResource, frozenset(BUREAU_STAFF), EDITORS,
            "calendar/entries/", "calendar", found_entries, CALENDAR_IN_WORD,
        ),
        Kind(
            "days", _("Free and worked days"), DaysResource, frozenset(BUREAU_STAFF), ADMINISTRATORS,
            "calendar/days/", "working_days_now", found_days,
        ),
    )
}  # fmt: skip
