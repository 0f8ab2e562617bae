"""What schools and offices are asked for, month by month: the bureau's view of all, a place's view of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.access import PortalRequest, allow
from districts.models import District, Office, School
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from districts.views.saving import saved
from reminders.burden import Minutes, Request
from reminders.forms import BurdenFilter, MeasureForm
from reminders.models import Measure
from reminders.queries.burden import Load, office_loads, requests_of_office, requests_of_school, school_loads
from reminders.services import change_measure
from reminders.views.ledger import FOLLOWERS
from reminders.views.rules import KEEPERS


@dataclass(frozen=True)
class BureauRequests:
    """What one bureau asks of a place in a month."""

    bureau: District
    requests: list[Request]
    minutes: int


@allow(*FOLLOWERS)
@require_safe
def burden_schools(request: PortalRequest) -> HttpResponse:
    return _overview(request, school_loads, place="school_burden")


@allow(*FOLLOWERS)
@require_safe
def burden_offices(request: PortalRequest) -> HttpResponse:
    return _overview(request, office_loads, place="office_burden")


def _overview(
    request: PortalRequest, loads: Callable[[District, date], list[Load]], *, place: str
) -> HttpResponse:
    filters = BurdenFilter(request.GET)
    month = filters.chosen_month(timezone.localdate())
    everybody = loads(request.seat.district, month)
    page = Paginator(filters.applied_to(everybody), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    names = ("burden_schools", "burden_offices")
    context = {
        "page": page,
        "filters": filters,
        "place_url": place,
        "of_schools": place == "school_burden",
        "limit": everybody[0].limit if everybody else None,
        "over": sum(load.is_over for load in everybody),
        "is_filtered": any(request.GET.get(name) for name in ("q", "stage", "over")),
        "may_change": request.seat.role in KEEPERS,
        "tabs": [
            {"label": label, "url": _at(reverse(name), month), "is_current": request.path == reverse(name)}
            for name, label in zip(names, (_("Schools"), _("Offices")), strict=True)
        ],
    }
    return render(request, "reminders/burden.html", context | _turning(request, month))


@allow(*FOLLOWERS, *SCHOOL_ROLES)
@require_safe
def school_burden(request: PortalRequest, pk: int) -> HttpResponse:
    schools = School.objects.visible_to(request.user)
    school = get_object_or_404(schools.select_related("district"), pk=pk)
    return _place(request, school, requests_of_school)


@allow(*FOLLOWERS, *OFFICE_ROLES)
@require_safe
def office_burden(request: PortalRequest, pk: int) -> HttpResponse:
    offices = Office.objects.filter(district_id__in=request.user.districts_as(*FOLLOWERS))
    own = Office.objects.filter(pk__in=request.user.office_ids)
    office = get_object_or_404((offices | own).select_related("district"), pk=pk)
    return _place(request, office, requests_of_office)


def _place(request: PortalRequest, place: Any, asked: Callable[[Any, date], list[Request]]) -> HttpResponse:
    month = BurdenFilter(request.GET).chosen_month(timezone.localdate())
    requests = asked(place, month)
    measure = Measure.of(place.district)
    limit = measure.school_limit if isinstance(place, School) else measure.office_limit
    minutes = measure.minutes.of(requests)
    context = {
        "place": place,
        "bureaus": _by_bureau(requests, measure.minutes),
        "measure": measure,
        "minutes": minutes,
        "limit": limit,
        "is_over": minutes > limit,
        "may_see_all": request.seat.role in FOLLOWERS,
        "of_schools": isinstance(place, School),
    }
    return render(request, "reminders/burden_place.html", context | _turning(request, month))


def _by_bureau(requests: list[Request], minutes: Minutes) -> list[BureauRequests]:
    bureaus = District.objects.in_bulk({request.bureau for request in requests})
    return [
        BureauRequests(bureau, of_it, minutes.of(of_it))
        for bureau in sorted(bureaus.values(), key=lambda one: one.path)
        if (of_it := [request for request in requests if request.bureau == bureau.pk])
    ]


def _turning(request: PortalRequest, month: date) -> dict[str, Any]:
    """The month shown and its neighbours, with the filters kept."""
    query = request.GET.copy()
    query.pop("page", None)

    def to(other: date) -> str:
        query["month"] = f"{other:%Y-%m}"
        return f"{request.path}?{query.urlencode()}"

    now = timezone.localdate().replace(day=1)
    return {
        "month": month,
        "before_url": to((month - timedelta(days=1)).replace(day=1)),
        "after_url": to((month + timedelta(days=31)).replace(day=1)),
        "today_url": to(now) if month != now else "",
    }


def _at(path: str, month: date) -> str:
    return f"{path}?month={month:%Y-%m}"


@allow(*KEEPERS)
def burden_edit(request: PortalRequest) -> HttpResponse:
    district = request.seat.district
    form = MeasureForm(request.POST or None, instance=Measure.of(district))
    if form.is_valid():
        done = saved(
            form, change_measure, district=district, facts=form.facts, by=request.user,
            version=form.seen_version,
        )  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("burden_schools")
    return render(request, "reminders/burden_edit.html", {"form": form})
