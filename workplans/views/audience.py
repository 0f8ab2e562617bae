"""Whom several tasks address: chosen once, counted at once, given to all of them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.duties import KindsForm, NamesForm, TasksForm
from workplans.queries.duties import schools_in_care, schools_named, would_reach
from workplans.queries.outline import plan_outline
from workplans.services import address_tasks
from workplans.views.editing import draft_or_refusal
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def plan_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """`task` in the address are the tasks chosen; `act` in the form says kinds or names, `count` asks only how many."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    nodes = list(plan_outline(plan).all_tasks())
    tasks = TasksForm(
        request.POST if request.method == "POST" else request.GET, tasks=[node.task.pk for node in nodes]
    )
    if not tasks.chosen:
        return redirect("plan_duties", pk)
    act = request.POST.get("act", "")
    kinds = KindsForm(request.POST if act == "kinds" else None)
    names = NamesForm(request.POST if act == "names" else None, district=plan.district)
    form = {"kinds": kinds, "names": names}.get(act)
    is_only_counted = "count" in request.POST
    if form and form.is_valid() and not is_only_counted:
        given = address_tasks(
            plan=plan,
            tasks=tasks.chosen,
            rules=form.rules,
            replaces="replaces" in request.POST,
            by=request.user,
        )
        done = ngettext(
            "%(n)d task addresses other schools now.", "%(n)d tasks address other schools now.", given
        )
        messages.success(request, done % {"n": given})
        return redirect("plan_duties", pk)
    q = request.GET.get("q", "")
    schools = schools_in_care(plan.district)
    context = {
        "plan": plan,
        "tasks_form": tasks,
        "chosen": [node for node in nodes if node.task.pk in tasks.chosen],
        "kinds_form": kinds,
        "names_form": names,
        "q": q,
        "found": schools_named(plan.district, q),
        "would": would_reach(form.rules, [], schools, of=act) if form and form.is_valid() else None,
    }
    is_bad = form is not None and bool(form.errors) and not is_only_counted
    return render(request, "workplans/plan_audience.html", context, status=422 if is_bad else 200)
