"""Tasks: added, edited, moved."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.forms.parts import NewTaskForm, TaskForm
from workplans.forms.places import PlaceForm
from workplans.models import Section, Task
from workplans.queries.outline import plan_outline
from workplans.queries.places import task_places
from workplans.services import add_task, edit_task, move_task
from workplans.views.editing import (
    EditPage,
    back_to_editor,
    draft_or_refusal,
    edit_page,
    new_part_page,
    task_of_draft,
)
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def task_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new task: last in the section `in`, behind the task `after`, or last before the first heading."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    home, neighbour = request.GET.get("in", ""), request.GET.get("after", "")
    section = get_object_or_404(Section, plan=plan, pk=home) if home.isdecimal() else None
    after = get_object_or_404(Task, plan=plan, pk=neighbour) if neighbour.isdecimal() else None
    form = NewTaskForm(request.POST or None, initial={"key": uuid4()})
    if form.is_valid():
        task = add_task(plan=plan, section=section, after=after, by=request.user, **form.cleaned_data)
        return back_to_editor(plan, f"task-{task.pk}")
    return new_part_page(request, plan, form, _("New task"), beside=section or after)


@allow(Role.EDITOR)
@refusals_told
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    task = task_of_draft(request, pk)
    page = EditPage(
        row=task,
        plan=task.plan,
        form=TaskForm(request.POST or None, instance=task),
        save=lambda **edit: edit_task(task=task, **edit),
        title=_("Task"),
        anchor=f"task-{task.pk}",
    )

    return edit_page(request, page)


@allow(Role.EDITOR)
@refusals_told
def task_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a place, or go to the one the arrow or the dragging hand names."""
    request = cast("PortalRequest", request)
    task = task_of_draft(request, pk)
    form = PlaceForm(request.POST or None, plan=task.plan, kind=Task)
    if form.is_valid():
        place = form.cleaned_data["place"]
        move_task(task=task, section=place.home, before=place.before, by=request.user)
        return back_to_editor(task.plan, f"task-{task.pk}")
    places = task_places(plan_outline(task.plan), task.pk)
    context = {"part": task, "plan": task.plan, "places": places, "form": form, "anchor": f"task-{pk}"}
    return render(request, "workplans/move.html", context, status=422 if form.is_bound else 200)
