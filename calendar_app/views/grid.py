"""The calendar as a grid for editors: typed in and pasted into like a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from calendar_app.cells import COLUMNS
from calendar_app.forms import FilterForm
from calendar_app.forms.grid import SentRow, read_rows
from calendar_app.months import PlanKind, PlanYear
from calendar_app.queries.grid import GridRow, grid_page, rows_by_key
from calendar_app.queries.pages import ALL, Filters
from calendar_app.services.grid import Outcome, Trouble, save_cells
from calendar_app.spans import period_words
from calendar_app.views.switching import BOARD, GRID, view_tabs, ways, year_address
from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.models import Plan
from workplans.periods import period_of
from workplans.queries import directory

AT_ONCE = 40
"""Rows of one answer to what others did; static/js/grid/following.js asks for as many."""

# In words, and the cell they are said in: the first of these that was written.
TROUBLES = {
    Trouble.GONE: (gettext_lazy("Somebody else deleted this entry."), COLUMNS),
    Trouble.CHANGED: (gettext_lazy("Somebody else has worked on this entry since; it was not deleted."), ()),
    Trouble.STILL: (gettext_lazy("This plan is no longer a draft; its calendar stays as it is."), COLUMNS),
    Trouble.MISSING: (gettext_lazy("A new row needs its month and what is to be done."), ("work",)),
    Trouble.ORDER: (
        gettext_lazy("The last month lies before the first."),
        ("ends_month", "starts_month"),
    ),
    Trouble.OUTSIDE: (
        gettext_lazy("This day lies outside of the months above."),
        ("due_on", "ends_month", "starts_month"),
    ),
}


@allow(Role.EDITOR)
@require_safe
def grid(request: PortalRequest, kind: str, year: int) -> HttpResponse:
    filters = Filters.asked({"office": ALL, **request.GET.dict()}, request.seat)
    today, period = timezone.localdate(), period_of(kind, year)
    page = grid_page(district=request.seat.district, period=period, filters=filters)
    day = today if period.holds(today) else period.starts_on
    context = {
        "page": page,
        "period": period_words(kind, year),
        "filters": FilterForm.showing(filters, page.offices, page.plans),
        "changes_url": reverse("calendar_grid_changes", args=[kind, year]),
        "cells_url": reverse("calendar_grid_cells", args=[kind, year]),
        "tabs": view_tabs(day, request.GET, current=kind, seat=request.seat, view=GRID),
        "board_url": year_address(BOARD, kind, year, request.GET),
        "tying_url": ways(request, filters, kind, year)["tying_url"],
        "before_url": year_address(GRID, kind, year - 1, request.GET),
        "after_url": year_address(GRID, kind, year + 1, request.GET),
    }
    return render(request, "calendar_app/grid.html", context)


@allow(Role.EDITOR)
@require_safe
def grid_changes(request: PortalRequest, kind: str, year: int) -> HttpResponse:
    """204 while the grid is as it was in the state named by `since`; else its state, and every row's key and version.

    With `key`, once or often: those rows as they stand; one that is gone is left out.
    """
    district = request.seat.district
    if keys := [
        int(key) for key in request.GET.getlist("key")[:AT_ONCE] if key.isdecimal() and len(key) < 19
    ]:
        stand = rows_by_key(district, keys, directory(district)).values()
        return JsonResponse({"rows": [_row(row) | {"is_open": row.is_open} for row in stand]})
    filters = Filters.asked({"office": ALL, **request.GET.dict()}, request.seat)
    page = grid_page(district=district, period=period_of(kind, year), filters=filters)
    if request.GET.get("since") == page.state:
        return HttpResponse(status=204)
    return JsonResponse({"state": page.state, "rows": page.versions})


@allow(Role.EDITOR)
@require_POST
def grid_cells(request: PortalRequest, kind: str, year: int) -> HttpResponse:
    """Save cells; answers with each row as it stands, and what is the matter with those that were not saved.

    200 looked at, row by row; 422 not understood. Without script an entry is changed on its own page.
    """
    district, offices = request.seat.district, directory(request.seat.district)
    try:
        sent = read_rows(request.POST.get("rows", ""), PlanYear(cast("PlanKind", kind), year), offices)
    except (ValueError, RecursionError):
        return JsonResponse({"told": _("This was not understood. Please open the page again.")}, status=422)
    sound = [row for row in sent if row.may_be_saved]
    saved = save_cells(
        district=district, rows=[row.change for row in sound], by=request.user, plan=_plan(request)
    )
    outcomes = {row.name: outcome for row, outcome in zip(sound, saved, strict=True)}
    known = [row.change.entry for row in sent if row.change.entry]
    stand = rows_by_key(district, [*known, *(one.entry.pk for one in saved if one.entry)], offices)
    return JsonResponse({"rows": [_answer(row, outcomes.get(row.name, Outcome()), stand) for row in sent]})


def _plan(request: PortalRequest) -> Plan | None:
    """The plan that new rows go into."""
    wanted = request.POST.get("plan", "")
    if not (wanted.isdecimal() and len(wanted) < 19):
        return None
    plans = Plan.objects.kept_by(request.user).filter(district=request.seat.district)
    return plans.filter(pk=wanted).first()


def _answer(row: SentRow, outcome: Outcome, stand: Mapping[int, GridRow]) -> dict[str, Any]:
    found = stand.get(outcome.entry.pk if outcome.entry else row.change.entry or 0)
    told, errors = _in_words(outcome, row.change.values)
    wrong = {column: str(cell) for column, cell in row.wrong.items()}
    instead = {column: cell.instead for column, cell in row.wrong.items() if cell.instead}
    answer: dict[str, Any] = {
        "row": row.name, "told": told, "errors": {**errors, **wrong}, "instead": instead,
    }  # fmt: skip
    if found:
        answer |= _row(found) | {
            "theirs": {name: found.cells[name] for name in outcome.theirs},
            "by": str(outcome.author or _("Somebody else")),
        }
    return answer


def _row(found: GridRow) -> dict[str, Any]:
    entry = found.entry
    return {"pk": entry.pk, "version": entry.version, "url": entry.get_absolute_url(), "cells": found.cells}


def _in_words(outcome: Outcome, written: Iterable[str]) -> tuple[str, dict[str, str]]:
    """What is wrong, and in which of the cells that were written."""
    if outcome.trouble is None:
        return "", {}
    words, cells = TROUBLES[outcome.trouble]
    cell = next((cell for cell in cells if cell in written), None)
    return str(words), {cell: str(words)} if cell else {}
