"""One year beside the last, and one duty through the years."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from districts.access import PortalRequest, signed_in
from rollover.queries.lineage import lineage_of
from rollover.queries.years import year_on_year as compared
from workplans.models import Plan, Task


@signed_in
def year_on_year(request: HttpRequest, pk: int) -> HttpResponse:
    """What is new, what went, what changed, targets then and now; for whoever may read both plans."""
    request = cast("PortalRequest", request)
    readable = Plan.objects.visible_to(request.user).select_related("district")
    plan = get_object_or_404(readable, pk=pk)
    before = readable.filter(pk=plan.predecessor_id or 0).first()
    context = {
        "plan": plan,
        "before": before,
        "page": compared(plan, before) if before else None,
        "is_ours": plan.district_id in request.user.bureau_district_ids,
    }
    return render(request, "rollover/year_on_year.html", context)


@signed_in
def task_lineage(request: HttpRequest, pk: int) -> HttpResponse:
    """A page, or its part for the task's own page."""
    request = cast("PortalRequest", request)
    rows = Task.objects.visible_to(request.user).select_related("plan__district")
    task = get_object_or_404(rows, pk=pk)
    is_part = "HX-Request" in request.headers
    context = {"task": task, "lineage": lineage_of(task, request.user), "is_part": is_part}
    return render(request, "rollover/parts/lineage.html" if is_part else "rollover/lineage.html", context)
