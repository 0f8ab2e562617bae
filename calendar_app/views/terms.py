"""The school calendar: a school year's terms with their weeks, and what the bureau itself says of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.converters import YEARS
from calendar_app.forms.terms import TermForm
from calendar_app.models import SchoolTerm
from calendar_app.queries.terms import terms_page
from calendar_app.school_weeks import TermKind, usual_term
from calendar_app.services.terms import TermsOverlap, clear_term, set_term
from calendar_app.spans import days_words, period_words
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from districts.queries import administrators_of, history_of
from districts.services import ChangedMeanwhile
from districts.views.saving import saved
from workplans.periods import school_year_of


@signed_in
@require_safe
def these_terms(request: HttpRequest) -> HttpResponse:
    return redirect("school_terms", school_year_of(timezone.localdate()))


@signed_in
@require_safe
def year_terms(request: PortalRequest, year: int) -> HttpResponse:
    today, may_edit = timezone.localdate(), request.seat.role == Role.ADMINISTRATOR
    context = {
        "period": period_words("school_year", year),
        "page": terms_page(request.seat.district, year, today),
        "may_edit": may_edit,
        "keepers": [] if may_edit else [str(seat.user) for seat in administrators_of(request.seat.district)],
        "before_url": _address(year - 1),
        "after_url": _address(year + 1),
        "today_url": "" if year == school_year_of(today) else reverse("school_terms_now"),
    }
    return render(request, "calendar_app/terms.html", context)


@allow(Role.ADMINISTRATOR)
def term_edit(request: PortalRequest, kind: TermKind, year: int) -> HttpResponse:
    """What the bureau has set; where it has not, the usual days stand in the form."""
    district = request.seat.district
    row = SchoolTerm.objects.filter(district=district, kind=kind, year=year).first()
    usual = usual_term(kind, year)
    form = TermForm(
        request.POST or None,
        instance=row or SchoolTerm(district=district, kind=kind, year=year),
        initial={} if row else {"first_day": usual.first_day, "last_day": usual.last_day},
    )
    if form.is_valid() and _saved(form, request, kind, year):
        messages.success(request, _("Saved."))
        return redirect("school_terms", year)
    context = {
        "form": form,
        "row": row,
        "name": period_words(kind, year),
        "usual": days_words(usual.first_day, usual.last_day),
        "kind": kind,
        "year": year,
        "list_url": reverse("school_terms", args=[year]),
        "history": history_of(request.user, row) if row else [],
    }
    return render(request, "calendar_app/term_form.html", context, status=422 if form.is_bound else 200)


@allow(Role.ADMINISTRATOR)
@require_POST
def term_clear(request: PortalRequest, kind: TermKind, year: int) -> HttpResponse:
    row = get_object_or_404(SchoolTerm, district=request.seat.district, kind=kind, year=year)
    seen = request.POST.get("version", "")
    try:
        clear_term(term=row, by=request.user, version=int(seen) if seen.isdecimal() else None)
    except ChangedMeanwhile:
        messages.warning(request, _("Somebody else changed these days. Please look at them again."))
    else:
        messages.success(request, _("The bureau no longer sets this term."))
    return redirect("school_terms", year)


def _saved(form: TermForm, request: PortalRequest, kind: TermKind, year: int) -> SchoolTerm | None:
    """What the service returns; None when it refused, which the form then says."""
    district, by = request.seat.district, request.user
    try:
        return saved(
            form, set_term, district=district, kind=kind, year=year, by=by, version=form.seen_version, **form.facts
        )  # fmt: skip
    except TermsOverlap as refusal:
        told = {
            "name": str(refusal.row),
            "days": days_words(refusal.row.first_day, refusal.row.last_day),
        }
        form.add_error("first_day", _("These days overlap with %(name)s, %(days)s.") % told)
    return None


def _address(year: int) -> str:
    return reverse("school_terms", args=[year]) if year in YEARS else ""
