"""Sections: added, edited, moved."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.parts import NewSectionForm, SectionForm
from workplans.forms.places import PlaceForm
from workplans.models import Section
from workplans.queries.outline import plan_outline
from workplans.queries.places import section_places
from workplans.services import add_section, edit_section, move_section
from workplans.views.editing import (
    EditPage,
    back_to_editor,
    draft_or_refusal,
    edit_page,
    new_part_page,
    section_of_draft,
)
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def section_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new heading: in the section `in`, behind the section `after`, or last."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    parent = _asked(request, plan.pk, "in")
    after = _asked(request, plan.pk, "after")
    form = NewSectionForm(request.POST or None, initial={"key": uuid4()})
    if form.is_valid():
        clean = form.cleaned_data
        section = add_section(
            plan=plan, title=clean["title"], parent=parent, after=after, key=clean["key"], by=request.user
        )
        return back_to_editor(plan, f"section-{section.pk}")
    return new_part_page(request, plan, form, _("New section"), beside=parent or after)


@allow(Role.EDITOR)
@refusals_told
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    section = section_of_draft(request, pk)
    page = EditPage(
        row=section,
        plan=section.plan,
        form=SectionForm(request.POST or None, instance=section),
        save=lambda **edit: edit_section(section=section, **edit),
        title=_("Section"),
        anchor=f"section-{section.pk}",
    )

    return edit_page(request, page)


@allow(Role.EDITOR)
@refusals_told
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a place, or go to the one the arrow names."""
    request = cast("PortalRequest", request)
    section = section_of_draft(request, pk)
    form = PlaceForm(request.POST or None, plan=section.plan, kind=Section)
    if form.is_valid():
        place = form.cleaned_data["place"]
        move_section(section=section, parent=place.home, before=place.before, by=request.user)
        return back_to_editor(section.plan, f"section-{section.pk}")
    places = section_places(plan_outline(section.plan), section.pk)
    context = {
        "part": section,
        "plan": section.plan,
        "places": places,
        "form": form,
        "anchor": f"section-{pk}",
    }
    return render(request, "workplans/move.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, plan_id: int, name: str) -> Section | None:
    """The section an address speaks of; a 404 when the plan has none such."""
    asked = request.GET.get(name, "")
    return get_object_or_404(Section, plan=plan_id, pk=asked) if asked.isdecimal() else None
