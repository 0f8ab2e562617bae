"""Who has how much to do in which month."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_app.forms.load import LoadFilters
from calendar_app.queries.load import LoadWish, load_page
from calendar_app.spans import period_words
from calendar_app.views.switching import LOAD, view_tabs, year_address
from districts.access import BUREAU_STAFF, PortalRequest, allow
from workplans.models import Plan
from workplans.periods import period_of
from workplans.views.tabs import duty_tabs


@allow(*BUREAU_STAFF)
@require_safe
def this_load(request: HttpRequest) -> HttpResponse:
    return redirect("calendar_load", Plan.Kind.CALENDAR_YEAR, timezone.localdate().year)


@allow(*BUREAU_STAFF)
@require_safe
def load(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    """The seat's bureau over a period; a cell's list opens below (`of` an office, `month`)."""
    request = cast("PortalRequest", request)
    wish = LoadWish.asked(request.GET)
    period, today = period_of(kind, year), timezone.localdate()
    page = load_page(user=request.user, district=request.seat.district, period=period, wish=wish)
    plan = next((plan for plan in page.plans if plan.pk == wish.plan), None)
    query = request.GET.copy()
    for name in ("of", "month"):
        query.pop(name, None)
    day = today if period.holds(today) else period.starts_on
    views = view_tabs(day, query, current=LOAD, seat=request.seat)
    context = {
        "page": page,
        "period": period_words(kind, year),
        "filters": LoadFilters(wish, page),
        "wish": wish,
        "plan": plan,
        "tabs": duty_tabs(plan, request.user, "calendar_load") if plan else views,
        "query": query.urlencode(),
        "before_url": year_address(LOAD, kind, year - 1, query),
        "after_url": year_address(LOAD, kind, year + 1, query),
    }
    return render(request, "calendar_app/load.html", context)
