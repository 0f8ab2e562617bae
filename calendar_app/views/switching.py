"""From one view of the calendar to another, with the filters of the address kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from calendar_app.converters import YEARS
from calendar_app.queries.pages import Filters, MonthCount
from calendar_app.spans import month_words
from districts.access import PortalRequest
from districts.models import Membership, Role
from workplans.models import Plan
from workplans.periods import school_year_of, term_of

LIST, WEEKS = "calendar_month", "calendar_weeks"
BOARD, GRID, LOAD = "calendar_board", "calendar_grid", "calendar_load"
"""The views of one month, and those of a year or a term, by the names of their addresses."""


def view_tabs(
    day: date, query: QueryDict, current: str, seat: Membership, view: str = BOARD
) -> list[dict[str, Any]]:
    """The month of `day` as a list and by weeks, its term, its school year, its calendar year (as BOARD or GRID), and for
    those who may the load of its offices; `current` is LIST, WEEKS, LOAD or a Plan.Kind."""
    year = school_year_of(day)
    term = Plan.Kind.FIRST_TERM if term_of(day).starts_on.month == 9 else Plan.Kind.SECOND_TERM
    boards = [(term, year), (Plan.Kind.SCHOOL_YEAR, year), (Plan.Kind.CALENDAR_YEAR, day.year)]
    links = [
        (LIST, pgettext("view of the calendar", "List of the month"), month_address(day, query)),
        (WEEKS, pgettext("view of the calendar", "By weeks"), month_address(day, query, WEEKS)),
    ]
    links += [
        (kind.value, str(kind.label), year_address(view, kind.value, begins, query))
        for kind, begins in boards
    ]
    if not seat.school:
        links.append(
            (LOAD, _("Load by month"), year_address(LOAD, Plan.Kind.CALENDAR_YEAR.value, day.year, query))
        )
    return [
        {"label": label, "url": url, "is_current": name == current, "count": None}
        for name, label, url in links
        if url
    ]


def ways(request: PortalRequest, filters: Filters, kind: str, year: int) -> dict[str, str]:
    """Where an editor goes on from what is shown: to the same time as a grid, and, where one plan is shown alone, to its
    tasks beside its calendar."""
    if request.seat.role != Role.EDITOR:
        return {}
    plans = Plan.objects.kept_by(request.user)
    is_kept = isinstance(filters.plan, int) and plans.filter(pk=filters.plan).exists()
    return {
        "grid_url": year_address(GRID, kind, year, request.GET),
        "tying_url": reverse("plan_calendar", args=[filters.plan]) if is_kept else "",
    }


def month_link(item: MonthCount, query: QueryDict, view: str = LIST) -> dict[str, Any]:
    return {
        "label": month_words(item.first_day, item.first_day.year),
        "url": month_address(item.first_day, query, view),
        "count": item.count,
        "is_current": item.is_current,
        "is_now": item.is_now,
    }


def month_address(day: date, query: QueryDict, view: str = LIST) -> str:
    """Empty beyond the calendar's years."""
    return address(view, day.year, day.month, keeping=query) if day.year in YEARS else ""


def year_address(view: str, kind: str, year: int, query: QueryDict) -> str:
    """Of a view of a year or a term; empty beyond the calendar's years."""
    return address(view, kind, year, keeping=query) if year in YEARS else ""


def address(name: str, *args: str | int, keeping: QueryDict) -> str:
    """The address with the filters of this one."""
    query = keeping.urlencode()
    return reverse(name, args=args) + (f"?{query}" if query else "")
