"""Words found and replaced in the whole plan: a page of its own, and a panel on the editor's page."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from districts.access import PortalRequest, allow
from districts.models import AuditEntry, Role
from workplans.forms.replacing import FindForm, ReplaceForm
from workplans.models import Plan
from workplans.queries.replacing import find_words
from workplans.services.replacing import Replaced, replace_text, undo_replace
from workplans.views.editing import draft_or_refusal, is_part
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def plan_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows the places; POST puts the new words into all of them at once."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    if request.method == "POST":
        form: FindForm = ReplaceForm(request.POST)
        if not form.is_valid():
            return _page(request, plan, form, status=422)
        clean = form.cleaned_data
        done = replace_text(plan=plan, find=clean["find"], replace=clean["replace"], by=request.user)
        return _changed(_page(request, plan, form, done=done))
    return _page(request, plan, FindForm(request.GET) if "find" in request.GET else FindForm())


@allow(Role.EDITOR)
@require_POST
@refusals_told
def plan_replace_undo(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Take one replacing back, as far as nobody has written there since."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    replacings = AuditEntry.objects.filter(
        verb="replace_in_plan", before__plan=plan.pk, district=plan.district_id
    )
    undone = undo_replace(plan=plan, entry=get_object_or_404(replacings, pk=entry), by=request.user)
    return _changed(_page(request, plan, FindForm(), undone=undone))


def _page(
    request: HttpRequest, plan: Plan, form: FindForm, *, status: int = 200, **told: Replaced
) -> HttpResponse:
    words = form.cleaned_data["find"] if form.is_bound and form.is_valid() and "done" not in told else ""
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "find": words,
        "replace": form.data.get("replace", ""),
        "found": find_words(plan, words) if words else [],
        **told,
    }
    context["places"] = sum(len(part.matches) for part in context["found"])
    template = "workplans/parts/replace.html" if is_part(request) else "workplans/replace.html"
    return render(request, template, context, status=status)


def _changed(response: HttpResponse) -> HttpResponse:
    return trigger_client_event(response, "plan-replaced")
