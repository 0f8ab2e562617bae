"""What came over from last year and wants a look: ticked off line by line, kind by kind, or all at once."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from districts.access import PortalRequest, allow
from districts.models import Role
from rollover.models import Leftover, Origin, Rollover
from rollover.queries.looking import looking_page
from rollover.services import look_at
from workplans.models import Plan


@allow(Role.EDITOR)
def plan_carried(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in the plan that may still speak of last year."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(
        Plan.objects.kept_by(request.user).select_related("district", "predecessor"), pk=pk
    )
    kind = request.GET.get("kind", "")
    show_all = request.GET.get("show") == "all"
    if request.method == "POST":
        look_at(
            plan=plan,
            leftovers=_meant(request, plan),
            looked="open" not in request.POST,
            now=timezone.now(),
            by=request.user,
        )
        if not request.headers.get("HX-Request"):
            return redirect(request.get_full_path())
    context = {
        "plan": plan,
        "page": looking_page(plan, kind=kind, only_open=not show_all),
        "kind": kind,
        "show_all": show_all,
        "origin": Origin.objects.filter(plan=plan).select_related("source", "template").first(),
        "rollover": Rollover.objects.filter(plan=plan).first(),
    }
    return render(request, "rollover/carried.html", context)


def _meant(request: PortalRequest, plan: Plan) -> list[int]:
    """One line (`look` or `open`), one kind (`kind`), or everything (`all`)."""
    one = request.POST.get("look") or request.POST.get("open") or ""
    if one.isdecimal() and len(one) < 18:
        return [int(one)]
    rows = Leftover.objects.filter(plan=plan, looked_at=None)
    if kind := request.POST.get("kind"):
        return list(rows.filter(kind=kind).values_list("pk", flat=True))
    return list(rows.values_list("pk", flat=True)) if "all" in request.POST else []
