"""A plan as it will be on paper, and each task under its own address."""

from __future__ import annotations

from typing import cast

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from districts.access import PortalRequest, signed_in
from workplans.granted import know_granted
from workplans.models import Plan, Task
from workplans.queries.approval import steps_for
from workplans.queries.outline import paragraphs, plan_outline
from workplans.queries.reading import task_page
from workplans.queries.versions import editions_of


@signed_in
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The document; tools at its edge by role and state."""
    request = cast("PortalRequest", request)
    rows = Plan.objects.visible_to(request.user).select_related("district", "drafted_by", "amends")
    plan = get_object_or_404(
        rows.annotate(entry_count=Count("entries", filter=Q(entries__withdrawn_on=None))), pk=pk
    )
    context = {
        "plan": plan,
        "outline": plan_outline(plan, with_targets=True),
        "preamble": paragraphs(plan.preamble),
        "closing": paragraphs(plan.closing),
        "issuer": plan.issuer or plan.district.bureau_name,
        "is_keeper": plan.is_kept_by(request.user),
        "is_ours": plan.district_id in request.user.bureau_district_ids,
        "papers": list(plan.circulars.order_by("id")) if plan.is_issued else [],
        "editions": list(editions_of(plan)) if plan.is_issued else [],
        "may_amend": plan.state == Plan.State.ISSUED and plan.is_kept_by(request.user),
        "acts": {step.act for step in steps_for(plan, request.user, timezone.localdate())},
    }
    return render(request, "workplans/plan.html", context)


@signed_in
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: its text, who carries it, whom it addresses, until when, what was promised."""
    request = cast("PortalRequest", request)
    rows = Task.objects.visible_to(request.user).select_related("plan__district", "section")
    task = get_object_or_404(rows, pk=pk)
    know_granted("task", [task], request.seat.office or request.seat.school)
    context = {
        "plan": task.plan,
        "page": task_page(task),
        "granted": task.granted,
        "may_edit": task.plan.is_draft and task.plan.is_kept_by(request.user),
        "is_ours": task.plan.district_id in request.user.bureau_district_ids,
    }
    return render(request, "workplans/task.html", context)
