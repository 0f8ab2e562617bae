"""Who leads several tasks, and whom they address: chosen once, counted at once, given to all of them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.duties import KindsForm, NamesForm, TasksForm
from workplans.forms.matrix import LeadForm
from workplans.queries.duties import duties_in, schools_in_care, schools_named, would_reach
from workplans.queries.outline import plan_outline
from workplans.services import address_tasks, fill_matrix
from workplans.views.editing import draft_or_refusal
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def plan_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """`task` in the address are the tasks chosen, `lead` an office; `act` in the form says lead, kinds or names, and
    `count` asks only how many."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    nodes = list(plan_outline(plan).all_tasks())
    tasks = TasksForm(
        request.POST if request.method == "POST" else request.GET, tasks=[node.task.pk for node in nodes]
    )
    if not tasks.chosen:
        return redirect("plan_duties", pk)
    act = request.POST.get("act", "")
    lead = LeadForm(
        request.POST if act == "lead" else None,
        district=plan.district,
        tasks=tasks.chosen,
        office=request.GET.get("lead", ""),
    )
    if act == "lead" and lead.is_valid():
        led = fill_matrix(plan=plan, changes=lead.changes, by=request.user)
        told = ngettext(
            "%(n)d task has another lead office now.", "%(n)d tasks have another lead office now.", led
        )
        messages.success(request, told % {"n": led})
        return redirect("plan_duties", pk)
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
        "chosen": [
            (node, duties_in(node.duties, node.task.no_lead_reason).as_text)
            for node in nodes
            if node.task.pk in tasks.chosen
        ],
        "lead_form": lead,
        "kinds_form": kinds,
        "names_form": names,
        "q": q,
        "found": schools_named(plan.district, q),
        "would": would_reach(form.rules, [], schools, of=act) if form and form.is_valid() else None,
    }
    is_bad = (form is not None and bool(form.errors) and not is_only_counted) or bool(lead.errors)
    return render(request, "workplans/plan_audience.html", context, status=422 if is_bad else 200)
