"""A new plan: from last year's, from another bureau's, from a template, from a document, from nothing."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.access import PortalRequest, allow
from districts.models import Role
from rollover.forms import BorrowForm, FindForm
from rollover.queries.beginnings import borrowable_plans, open_rollovers, plans_to_roll_over, templates_for
from rollover.services import begin_from_plan
from rollover.services.rolling import title_for


@allow(Role.EDITOR)
def plan_new(request: HttpRequest) -> HttpResponse:
    """The ways to begin, each with its own short path."""
    request = cast("PortalRequest", request)
    district = request.seat.district
    context = {
        "rollovers": open_rollovers(request.user, district),
        "plans": plans_to_roll_over(request.user, district, timezone.localdate()),
        "template_count": templates_for(request.user).count(),
    }
    return render(request, "rollover/plan_new.html", context)


@allow(Role.EDITOR)
def plan_sources(request: HttpRequest) -> HttpResponse:
    """Plans of other bureaus that one may begin from."""
    request = cast("PortalRequest", request)
    find = FindForm(request.GET)
    plans = borrowable_plans(request.user, request.seat.district, find.words)
    page = Paginator(plans, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "rollover/plan_sources.html", {"page": page, "find": find})


@allow(Role.EDITOR)
def plan_borrow(request: HttpRequest, pk: int) -> HttpResponse:
    """Which year, which headings: then the plan is there as a draft."""
    request = cast("PortalRequest", request)
    district = request.seat.district
    source = get_object_or_404(borrowable_plans(request.user, district), pk=pk)
    sections = list(source.sections.filter(parent=None).order_by("position", "pk"))
    year = max(timezone.localdate().year, source.year)
    title = title_for(source, year - source.year).replace(source.district.bureau_name, district.bureau_name)
    form = BorrowForm(
        request.POST or None,
        sections=sections,
        has_calendar=source.entries.standing().exists(),
        initial={"key": uuid4(), "title": title.replace(source.district.name, district.name), "year": year},
    )
    if form.is_valid():
        clean = form.cleaned_data
        plan = begin_from_plan(
            source=source,
            district=district,
            title=clean["title"],
            year=clean["year"],
            key=clean["key"],
            sections=form.chosen_sections,
            with_calendar=clean.get("with_calendar", False),
            by=request.user,
        )
        messages.success(
            request, _("The plan is there as a draft. Look at what is listed here, then edit it.")
        )
        return redirect("plan_carried", plan.pk)
    context = {"form": form, "source": source}
    return render(request, "rollover/plan_borrow.html", context, status=422 if form.is_bound else 200)
