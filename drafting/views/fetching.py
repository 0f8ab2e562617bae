"""What the pages of drafting have in common: the plan, the part that is meant, where to go back to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from districts.access import PortalRequest
from drafting.models.parts import TALKERS, PartKind
from drafting.queries.parts import Part, Parts, asked_part
from drafting.refusals import TalkIsOver
from workplans.models import Plan


def plan_of_bureau(request: PortalRequest, pk: int) -> Plan:
    """A plan of the bureaus the person works in, whatever its state."""
    rows = Plan.objects.visible_to(request.user).filter(district_id__in=request.user.bureau_district_ids)
    return get_object_or_404(rows.select_related("district", "drafted_by"), pk=pk)


def plan_to_talk_of(request: PortalRequest, pk: int) -> Plan:
    """The same where the person has a say; raises TalkIsOver once it is issued."""
    rows = Plan.objects.visible_to(request.user).filter(district_id__in=request.user.districts_as(*TALKERS))
    plan = get_object_or_404(rows.select_related("district", "drafted_by"), pk=pk)
    if plan.is_issued:
        raise TalkIsOver
    return plan


def part_asked(parts: Parts, asked: Any) -> Part:
    """The part named by `task` or `section` in an address or a form, else the whole plan."""
    part = asked_part(parts, {kind: asked.get(kind, "") for kind in (PartKind.TASK, PartKind.SECTION)})
    if part is None:
        raise Http404
    return part


def page_of(part: Part, plan: Plan) -> str:
    """Where the part is read."""
    if part.kind == PartKind.TASK:
        return reverse("task", args=[part.row.pk])
    return f"{plan.get_absolute_url()}#{part.anchor}"


def next_page(request: HttpRequest, otherwise: str) -> str:
    """Where the form says to go, if that is ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page it shows."""
    return bool(request.headers.get("HX-Request"))
