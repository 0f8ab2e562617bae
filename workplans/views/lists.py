"""The registers of plans, and a new blank one."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.access import PortalRequest, allow, signed_in
from districts.models import Membership, Role
from districts.tabs import Tab
from workplans.drafts import PlanDraft
from workplans.forms.lists import PlanFilters
from workplans.forms.parts import NewPlanForm
from workplans.queries.lists import others_plans, own_plans
from workplans.services import create_plan


@signed_in
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the own bureau, or issued ones of the bureaus above and below."""
    request = cast("PortalRequest", request)
    is_own = request.GET.get("of") != "others"
    plans = (own_plans if is_own else others_plans)(request.user, request.seat.district)
    filters = PlanFilters(request.GET, years=sorted(set(plans.values_list("year", flat=True)), reverse=True))
    page = Paginator(filters.narrowed(plans), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": filters,
        "is_own": is_own,
        "is_editor": request.seat.role == Role.EDITOR,
        "tabs": _tabs(request.seat, is_own),
    }
    return render(request, "workplans/plan_list.html", context)


def _tabs(seat: Membership, is_own: bool) -> list[Tab]:
    """A school has a bureau and those above it; a bureau has some below it too."""
    url = reverse("plan_list")
    own = seat.district.bureau_name if seat.school_id else _("Our bureau")
    others = _("Bureaus above") if seat.school_id else _("Bureaus above and below")
    return [Tab(own, url, is_own), Tab(others, f"{url}?of=others", not is_own)]


@allow(Role.EDITOR)
def plan_blank(request: HttpRequest) -> HttpResponse:
    """A blank plan; sections and tasks are added on the page that follows."""
    request = cast("PortalRequest", request)
    form = NewPlanForm(request.POST or None, initial={"key": uuid4()}, today=timezone.localdate())
    if form.is_valid():
        clean = form.cleaned_data
        draft = PlanDraft(
            title=clean["title"],
            kind=clean["kind"],
            year=clean["year"],
            issuer=request.seat.district.bureau_name,
        )
        plan = create_plan(district=request.seat.district, draft=draft, by=request.user, key=clean["key"])
        return redirect("plan_edit", plan.pk)
    return render(request, "workplans/plan_blank.html", {"form": form}, status=422 if form.is_bound else 200)
