"""Words found and replaced in the whole plan: a page of its own, and a panel on the editor's page."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.replacing import FindForm, ReplaceForm
from workplans.models import Plan
from workplans.queries.replacing import find_words, replacings
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
        done = replace_text(plan=plan, by=request.user, **clean)
        return _changed(_page(request, plan, form, done=done), **clean)
    return _page(request, plan, FindForm(request.GET) if "find" in request.GET else FindForm())


@allow(Role.EDITOR)
@require_POST
@refusals_told
def plan_replace_undo(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Take one replacing back, as far as nobody has written there since."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    row = get_object_or_404(replacings(plan), pk=entry)
    undone = undo_replace(plan=plan, entry=row, by=request.user)
    return _changed(_page(request, plan, FindForm(), undone=undone), undone=(row.before or {}).get("key"))


def _page(
    request: HttpRequest, plan: Plan, form: FindForm, *, status: int = 200, **told: Replaced
) -> HttpResponse:
    words = form.cleaned_data["find"] if form.is_bound and form.is_valid() and "done" not in told else ""
    context: dict[str, Any] = {
        "plan": plan,
        "form": form,
        "find": words,
        "key": uuid4(),
        "replace": form.data.get("replace", ""),
        "found": find_words(plan, words) if words else [],
        **told,
    }
    context["places"] = sum(len(part.matches) for part in context["found"])
    template = "workplans/parts/replace.html" if is_part(request) else "workplans/replace.html"
    return render(request, template, context, status=status)


def _changed(response: HttpResponse, **told: Any) -> HttpResponse:
    """The editor's page makes a step of its history of it."""
    return trigger_client_event(response, "plan-replaced", told)
