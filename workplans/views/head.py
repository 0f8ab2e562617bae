"""The editor's page, and what stands at the head of a plan."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.parts import NumberingForm, PlanHeadForm
from workplans.queries.editing import editor_of, removals
from workplans.services import edit_plan
from workplans.views.editing import EditPage, back_to_editor, draft_or_refusal, edit_page
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan as a document; typed in place with script, part by part on plain pages without."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    deleted = request.GET.get("deleted", "")
    context = {
        "plan": plan,
        "editor": editor_of(plan),
        "numbering": NumberingForm(instance=plan),
        "removal": removals(plan).filter(pk=deleted).first() if deleted.isdecimal() else None,
    }
    return render(request, "workplans/plan_edit.html", context)


@allow(Role.EDITOR)
@refusals_told
def plan_head(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, addressee, opening and closing text."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    page = EditPage(
        row=plan,
        plan=plan,
        form=PlanHeadForm(request.POST or None, instance=plan),
        save=lambda **edit: edit_plan(plan=plan, **edit),
        title=_("Title, addressee, opening and closing text"),
        anchor="head",
    )

    return edit_page(request, page)


@allow(Role.EDITOR)
@require_POST
@refusals_told
def plan_numbering(request: HttpRequest, pk: int) -> HttpResponse:
    """The style of all numbers, in one click."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    form = NumberingForm(request.POST, instance=plan)
    if form.is_valid():
        edit_plan(plan=plan, changes=form.changes, was=form.was, version=form.seen_version, by=request.user)
    return back_to_editor(get_object_or_404(type(plan), pk=pk))
