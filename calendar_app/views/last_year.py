"""A month is begun with what was done in it a year earlier."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from calendar_app.forms.last_year import LastYearForm
from calendar_app.models import CalendarEntry
from calendar_app.queries.last_year import a_year_before
from calendar_app.services import copy_last_year, take_back_copies
from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def month_last_year(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Choose what is taken over; what has come already can be taken back (`back`) while nobody has changed it."""
    request = cast("PortalRequest", request)
    district, shown = request.seat.district, date(year, month, 1)
    earlier = a_year_before(district, shown)
    here = redirect("calendar_last_year", year, month)
    if request.method == "POST" and "back" in request.POST:
        _take_back(request, [one.entry for one in earlier if one.copy])
        return here
    form = LastYearForm(
        request.POST or None,
        earlier=earlier,
        district=district,
        user=request.user,
        initial={"plan": request.GET.get("plan")},
    )
    if form.is_valid():
        clean = form.cleaned_data
        new = copy_last_year(district=district, entries=clean["entries"], plan=clean["plan"], by=request.user)
        messages.success(request, _("Taken over: %(n)d.") % {"n": len(new)})
        return here
    context = {
        "form": form,
        "month": shown,
        "before": shown.replace(year=year - 1),
        "coming": [one for one in earlier if one.copy is None],
        "taken": [one for one in earlier if one.copy],
        "ticked": set(request.POST.getlist("entries")) if form.is_bound else None,
    }
    return render(request, "calendar_app/last_year.html", context, status=422 if form.is_bound else 200)


def _take_back(request: PortalRequest, entries: list[CalendarEntry]) -> None:
    left = take_back_copies(entries=entries, by=request.user)
    said = _("Taken back: %(n)d.") % {"n": len(entries) - len(left)}
    if left:
        said = f"{said} {_('Changed since, and left: %(n)d.') % {'n': len(left)}}"
    messages.success(request, said)
