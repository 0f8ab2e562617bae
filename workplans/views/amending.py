"""修订: begin the amendment of an issued plan, or give it up."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.amending import AmendmentForm
from workplans.models import Plan
from workplans.services import drop_amendment, open_amendment, start_amendment
from workplans.views.refusing import refusals_told


def _plan(request: PortalRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.kept_by(request.user).select_related("district", "amends"), pk=pk)


@allow(Role.EDITOR)
@refusals_told
def plan_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why, and go to the draft; where one is open, straight to it."""
    request = cast("PortalRequest", request)
    plan = _plan(request, pk)
    if request.method == "GET" and (draft := open_amendment(plan)):
        return redirect(draft)
    form = AmendmentForm(request.POST or None)
    if form.is_valid():
        draft = start_amendment(plan=plan, note=form.cleaned_data["note"], by=request.user)
        messages.success(
            request, _("The draft of the amendment is open. The issued text stands until it is issued.")
        )
        return redirect("plan_edit", draft.pk)
    status = 422 if form.is_bound else 200
    may_amend = plan.state == Plan.State.ISSUED
    return render(
        request,
        "workplans/plan_amend.html",
        {"plan": plan, "form": form, "may_amend": may_amend},
        status=status,
    )


@allow(Role.EDITOR)
@require_POST
@refusals_told
def amendment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    plan = drop_amendment(draft=_plan(request, pk), by=request.user)
    messages.success(request, _("The amendment was given up. The issued text stands as it was."))
    return redirect(plan)
