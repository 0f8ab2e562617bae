"""Which days are worked and which are free: a year's list, and what the bureau itself says of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.converters import YEARS
from calendar_app.forms.days import DaysForm
from calendar_app.models import SpecialDays
from calendar_app.queries.days import days_page
from calendar_app.services.days import Overlaps, add_days, change_days, remove_days
from calendar_app.spans import days_words
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from districts.queries import history_of
from districts.services import ChangedMeanwhile
from districts.views.saving import saved


@signed_in
@require_safe
def these_days(request: HttpRequest) -> HttpResponse:
    return redirect("working_days", timezone.localdate().year)


@signed_in
@require_safe
def year_days(request: PortalRequest, year: int) -> HttpResponse:
    context = {
        "page": days_page(request.seat.district, year),
        "may_edit": request.seat.role == Role.ADMINISTRATOR,
        "before_url": _address(year - 1),
        "after_url": _address(year + 1),
        "today_url": "" if year == timezone.localdate().year else reverse("working_days_now"),
    }
    return render(request, "calendar_app/days.html", context)


@allow(Role.ADMINISTRATOR)
def days_add(request: PortalRequest) -> HttpResponse:
    form = DaysForm(request.POST or None, initial={"kind": SpecialDays.Kind.OFF})
    if form.is_valid() and (row := _saved(form, request)):
        messages.success(request, _("“%(name)s” was added.") % {"name": row.name})
        return redirect("working_days", row.first_day.year)
    return _form_page(request, form)


@allow(Role.ADMINISTRATOR)
def days_edit(request: PortalRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SpecialDays.objects.editable_by(request.user), pk=pk)
    name = row.name
    form = DaysForm(request.POST or None, instance=row)
    if form.is_valid() and (done := _saved(form, request, row)):
        messages.success(request, _("Saved."))
        return redirect("working_days", done.first_day.year)
    return _form_page(request, form, row=row, name=name)


@allow(Role.ADMINISTRATOR)
@require_POST
def days_remove(request: PortalRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SpecialDays.objects.editable_by(request.user), pk=pk)
    seen = request.POST.get("version", "")
    try:
        remove_days(days=row, by=request.user, version=int(seen) if seen.isdecimal() else None)
    except ChangedMeanwhile:
        messages.warning(request, _("Somebody else changed these days. Please look at them again."))
    else:
        messages.success(request, _("“%(name)s” was removed.") % {"name": row.name})
    return redirect("working_days", row.first_day.year)


def _saved(form: DaysForm, request: PortalRequest, row: SpecialDays | None = None) -> SpecialDays | None:
    """What the service returns; None when it refused, which the form then says."""
    by = request.user
    try:
        if row is None:
            return saved(form, add_days, district=request.seat.district, by=by, **form.facts)
        return saved(form, change_days, days=row, clean=form.facts, version=form.seen_version, by=by)
    except Overlaps as refusal:
        told = {"name": refusal.row.name, "days": days_words(refusal.row.first_day, refusal.row.last_day)}
        form.add_error(
            "first_day", _("These days overlap with “%(name)s”, %(days)s. Change that one.") % told
        )
    return None


def _form_page(
    request: PortalRequest, form: DaysForm, row: SpecialDays | None = None, name: str = ""
) -> HttpResponse:
    year = row.first_day.year if row and row.first_day else timezone.localdate().year
    context = {
        "form": form,
        "row": row,
        "name": name,
        "list_url": reverse("working_days", args=[year]),
        "history": history_of(request.user, row) if row else [],
    }
    return render(request, "calendar_app/days_form.html", context, status=422 if form.is_bound else 200)


def _address(year: int) -> str:
    return reverse("working_days", args=[year]) if year in YEARS else ""
