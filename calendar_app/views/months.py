"""The month, and the board of many months."""

import json
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from calendar_app.converters import YEARS
from calendar_app.forms import FilterForm
from calendar_app.months import Month
from calendar_app.queries import Filters, board_page, month_page
from calendar_app.queries.pages import MonthCount
from calendar_app.queries.terms import week_name, week_of
from calendar_app.spans import period_words
from calendar_app.views.switching import (
    BOARD,
    LIST,
    address,
    month_address,
    month_link,
    view_tabs,
    ways,
    year_address,
)
from districts.access import PortalRequest, signed_in
from districts.models import Office, Role
from workplans.models import Plan
from workplans.periods import period_of, school_year_of


@signed_in
def this_month(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return redirect(address("calendar_month", today.year, today.month, keeping=request.GET))


@signed_in
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    today, shown = timezone.localdate(), Month(year, month)
    filters = Filters.asked(request.GET, request.seat)
    page = month_page(
        user=request.user, seat=request.seat, month=shown.first_day, filters=filters, today=today
    )
    context = {
        "page": page,
        "is_filtered": filters.are_any,
        "filters": FilterForm.showing(filters, page.offices, page.plans),
        "months": [month_link(item, request.GET) for item in page.strip],
        "before_url": month_address(shown.plus(-1).first_day, request.GET),
        "after_url": month_address(shown.plus(1).first_day, request.GET),
        "today_url": "" if shown.first_day == today.replace(day=1) else month_address(today, request.GET),
        "tabs": view_tabs(shown.first_day, request.GET, current=LIST, seat=request.seat),
        "new_url": new_address(request, filters, month=f"{shown.first_day:%Y-%m}"),
        **ways(request, filters, Plan.Kind.SCHOOL_YEAR, school_year_of(shown.first_day)),
    }
    return render(request, "calendar_app/month.html", context)


@signed_in
def board(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    today, period = timezone.localdate(), period_of(kind, year)
    filters = Filters.asked(request.GET, request.seat)
    page = board_page(user=request.user, seat=request.seat, period=period, filters=filters, today=today)
    day = today if period.holds(today) else period.starts_on
    joins = _joining(request, filters)
    context = {
        "page": page,
        "kind": kind,
        "year": year,
        "may_edit": request.seat.role == Role.EDITOR,
        "joins": joins,
        "may_add": request.seat.role == Role.EDITOR
        and (joins is not None or not isinstance(filters.plan, int)),
        "names": _office_names(request) if request.seat.role == Role.EDITOR else "",
        "this_week": week_name(week_of(request.seat.district, today)) if period.holds(today) else "",
        "period": period_words(kind, year),
        "filters": FilterForm.showing(filters, page.offices, page.plans),
        "months": [_board_month(item, request, filters) for item in page.months],
        "before_url": year_address(BOARD, kind, year - 1, request.GET),
        "after_url": year_address(BOARD, kind, year + 1, request.GET),
        "tabs": view_tabs(day, request.GET, current=kind, seat=request.seat),
        "new_url": new_address(request, filters),
        **ways(request, filters, kind, year),
    }
    return render(request, "calendar_app/board.html", context)


def _joining(request: PortalRequest, filters: Filters) -> int | None:
    """The draft shown alone, which what is added here joins."""
    if not isinstance(filters.plan, int):
        return None
    drafts = Plan.objects.editable_by(request.user).filter(district=request.seat.district, pk=filters.plan)
    return drafts.values_list("pk", flat=True).first()


def _office_names(request: PortalRequest) -> str:
    """The bureau's working offices, each with every name it goes by, its own first; for the script, as JSON."""
    offices = Office.objects.filter(district=request.seat.district).working()
    return json.dumps([office.all_names for office in offices], ensure_ascii=False)


def _board_month(item: MonthCount, request: PortalRequest, filters: Filters) -> dict[str, Any]:
    """The head of a column: its month's page, and where an entry is added to it."""
    month = f"{item.first_day:%Y-%m}"
    return month_link(item, request.GET) | {
        "month": month,
        "new_url": new_address(request, filters, month=month),
        "last_year_url": _last_year_address(item.first_day, filters),
    }


def _last_year_address(day: date, filters: Filters) -> str:
    """Where the month is begun with last year's; empty beyond the calendar's years."""
    if day.year not in YEARS:
        return ""
    asked = {"plan": filters.plan} if isinstance(filters.plan, int) else {}
    return reverse("calendar_last_year", args=[day.year, day.month], query=asked)


def new_address(request: PortalRequest, filters: Filters, **asked: str) -> str:
    """Where an entry is added, to the plan that is shown alone where one is; empty for who may not."""
    if request.seat.role != Role.EDITOR:
        return ""
    if isinstance(filters.plan, int):
        asked["plan"] = str(filters.plan)
    return reverse("entry_new", query=asked)
