"""The month by weeks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from calendar_app.forms import FilterForm
from calendar_app.months import Month
from calendar_app.queries import Filters
from calendar_app.queries.weeks import weeks_page
from calendar_app.views.months import new_address
from calendar_app.views.switching import LIST, WEEKS, month_address, month_link, view_tabs, ways
from districts.access import PortalRequest, signed_in
from workplans.models import Plan
from workplans.periods import school_year_of


@signed_in
def month_weeks(request: PortalRequest, year: int, month: int) -> HttpResponse:
    today, shown = timezone.localdate(), Month(year, month)
    filters = Filters.asked(request.GET, request.seat)
    page = weeks_page(
        user=request.user, seat=request.seat, month=shown.first_day, filters=filters, today=today
    )
    is_now = shown.first_day == today.replace(day=1)
    context = {
        "page": page,
        "filters": FilterForm.showing(filters, page.offices, page.plans),
        "months": [month_link(item, request.GET, WEEKS) for item in page.strip],
        "before_url": month_address(shown.plus(-1).first_day, request.GET, WEEKS),
        "after_url": month_address(shown.plus(1).first_day, request.GET, WEEKS),
        "today_url": "" if is_now else month_address(today, request.GET, WEEKS),
        "list_url": month_address(shown.first_day, request.GET, LIST),
        "tabs": view_tabs(shown.first_day, request.GET, current=WEEKS, seat=request.seat),
        "new_url": new_address(request, filters, month=f"{shown.first_day:%Y-%m}"),
        **ways(request, filters, Plan.Kind.SCHOOL_YEAR, school_year_of(shown.first_day)),
    }
    return render(request, "calendar_app/weeks.html", context)
