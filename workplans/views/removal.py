"""Deleting asks first, and can be undone."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import AuditEntry, Role
from workplans.models import Plan, Section, Task
from workplans.queries.editing import REMOVALS, removals
from workplans.services import remove_section, remove_task, restore_part
from workplans.views.editing import (
    back_to_editor,
    draft_or_refusal,
    section_of_draft,
    task_of_draft,
)
from workplans.views.refusing import refusals_told


@allow(Role.EDITOR)
@refusals_told
def task_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    request = cast("PortalRequest", request)
    if gone := _gone_already(request, Task, pk):
        return gone
    task = task_of_draft(request, pk)
    if request.method == "POST":
        return _gone(task.plan, remove_task(task=task, version=_version(request), by=request.user))
    return render(request, "workplans/delete.html", {"part": task, "plan": task.plan, "anchor": f"task-{pk}"})


@allow(Role.EDITOR)
@refusals_told
def section_delete(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    if gone := _gone_already(request, Section, pk):
        return gone
    section = section_of_draft(request, pk)
    if request.method == "POST":
        entry = remove_section(section=section, version=_version(request), by=request.user)
        return _gone(section.plan, entry)
    tasks = Task.objects.filter(plan=section.plan, section__in=[section, *section.children.all()])
    context = {"part": section, "plan": section.plan, "anchor": f"section-{pk}", "task_count": tasks.count()}
    return render(request, "workplans/delete.html", context)


@allow(Role.EDITOR)
@refusals_told
def plan_deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """What was deleted from the plan, each with the way back."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    page = Paginator(removals(plan), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "workplans/deleted.html", {"plan": plan, "page": page})


@allow(Role.EDITOR)
@require_POST
@refusals_told
def part_restore(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Undo a deletion."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    part = restore_part(plan=plan, entry=get_object_or_404(removals(plan), pk=entry), by=request.user)
    messages.success(request, _("“%(part)s” is back where it stood.") % {"part": part})
    return back_to_editor(plan, f"{part._meta.model_name}-{part.pk}")


def _gone(plan: Plan, entry: AuditEntry) -> HttpResponse:
    return redirect(f"{reverse('plan_edit', args=[plan.pk])}?deleted={entry.pk}#deleted")


def _gone_already(request: PortalRequest, kind: type[Section] | type[Task], pk: int) -> HttpResponse | None:
    """A second click finds nothing to delete: it ends where the first did."""
    if request.method != "POST" or _exists(kind, pk):
        return None
    entry = AuditEntry.objects.filter(
        district_id__in=request.user.districts_as(Role.EDITOR),
        object_type=kind._meta.label_lower,
        object_id=str(pk),
        verb__in=REMOVALS,
    ).first()
    return _gone(draft_or_refusal(request, (entry.before or {})["plan"]), entry) if entry else None


def _exists(kind: type[Section] | type[Task], pk: int) -> bool:
    rows = Task.objects.all() if kind is Task else Section.objects.all()
    return rows.filter(pk=pk).exists()


def _version(request: HttpRequest) -> int | None:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() else None
