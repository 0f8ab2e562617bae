"""One plan's tasks beside its calendar: made from each other, linked, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from calendar_app.forms.tying import read_wish
from calendar_app.queries.tying import Wish, tying_page, tying_trace
from calendar_app.services.tying import TYING, enter_tasks, tie_entries, undo_tying
from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.models import Plan
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def plan_calendar(request: PortalRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    wish: Wish | None = None
    if request.method == "POST":
        wish = read_wish(request.POST)
        if not wish.without_month:
            return _done(request, plan, wish)
    context = {
        "plan": plan,
        "page": tying_page(plan, wish),
        "may_edit": plan.is_draft,
        "trace": tying_trace(plan, request.GET.get("done", ""), TYING) if plan.is_draft else None,
    }
    return render(request, "calendar_app/tying.html", context, status=422 if wish else 200)


@allow(Role.EDITOR)
@require_POST
@refusals_told
def plan_calendar_undo(request: PortalRequest, pk: int, trace: int) -> HttpResponse:
    plan = _plan(request, pk)
    found = tying_trace(plan, str(trace), TYING)
    if found is None:
        raise Http404
    kept = undo_tying(plan=plan, trace=found, by=request.user)
    if kept:
        told = ngettext(
            "Undone, but for %(n)d entry that was changed since.",
            "Undone, but for %(n)d entries that were changed since.",
            kept,
        )
        messages.warning(request, told % {"n": kept})
    else:
        messages.success(request, _("Undone."))
    return redirect("plan_calendar", pk)


def _plan(request: PortalRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)


def _done(request: PortalRequest, plan: Plan, wish: Wish) -> HttpResponse:
    trace, words = None, _("Nothing was ticked, or it was done already.")
    if wish.months:
        trace = enter_tasks(plan=plan, months=wish.months, by=request.user)
        count = len((trace.after or {})["created"]) if trace else 0
        told = ngettext("%(n)d entry was added.", "%(n)d entries were added.", count)
    elif wish.pairs:
        trace = tie_entries(plan=plan, pairs=wish.pairs, by=request.user)
        count = len((trace.after or {})["linked"]) if trace else 0
        told = ngettext("%(n)d entry was linked.", "%(n)d entries were linked.", count)
    if trace is None:
        messages.info(request, words)
        return redirect("plan_calendar", plan.pk)
    messages.success(request, told % {"n": count})
    return redirect(reverse("plan_calendar", args=[plan.pk], query={"done": trace.pk}))
