"""What the pages of the editor have in common: fetching, saving, showing both texts, going back to the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from districts.access import PortalRequest
from workplans.forms.words import VersionedForm
from workplans.models import Plan, Section, Task
from workplans.queries.editing import last_change
from workplans.queries.outline import paragraphs
from workplans.refusals import ChangedMeanwhile, NotADraft


def draft_or_refusal(request: PortalRequest, pk: int) -> Plan:
    """The plan when the person's bureau keeps it; raises Http404, and NotADraft when its text stands still."""
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    return _open(plan)


def section_of_draft(request: PortalRequest, pk: int) -> Section:
    rows = Section.objects.kept_by(request.user).select_related("plan__district", "parent")
    section = get_object_or_404(rows, pk=pk)
    _open(section.plan)
    return section


def task_of_draft(request: PortalRequest, pk: int) -> Task:
    rows = Task.objects.kept_by(request.user).select_related("plan__district", "section")
    task = get_object_or_404(rows, pk=pk)
    _open(task.plan)
    return task


def _open(plan: Plan) -> Plan:
    if not plan.is_draft:
        raise NotADraft
    return plan


@dataclass(frozen=True)
class EditPage:
    """A row's form: how it is saved, and the words and addresses around it.

    anchor: the id of the row's card on the editor's page.
    """

    row: Plan | Section | Task
    plan: Plan
    form: VersionedForm
    save: Callable[..., Model]
    title: str
    anchor: str

    @property
    def back_url(self) -> str:
        return f"{reverse('plan_edit', args=[self.plan.pk])}#{self.anchor}"


def edit_page(request: PortalRequest, page: EditPage) -> HttpResponse:
    """Show the form or save it; when somebody else was there first, show both texts and lose neither.

    The editor's page asks for the panel with both texts as a part, and is told by a 204 that one was saved.
    """
    if request.method == "POST" and page.form.is_valid():
        try:
            page.save(
                changes=page.form.changes, was=page.form.was, version=page.form.seen_version, by=request.user
            )
        except ChangedMeanwhile as refusal:
            return _both_texts(request, page, refusal.row)
        return HttpResponse(status=204) if is_part(request) else redirect(page.back_url)
    status = 422 if page.form.is_bound else 200
    return render(request, "workplans/edit_form.html", {"page": page, "form": page.form}, status=status)


@dataclass(frozen=True)
class Side:
    """One field in both versions."""

    label: str
    theirs: list[str]
    mine: list[str]

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine


def _both_texts(request: PortalRequest, page: EditPage, current: Any) -> HttpResponse:
    context = {
        "page": page,
        "form": page.form.over(current),
        "sides": list(_sides(page.form, current)),
        "their_change": last_change(current),
    }
    template = "workplans/parts/both_texts.html" if is_part(request) else "workplans/both_texts.html"
    return render(request, template, context, status=409)


def _sides(form: VersionedForm, current: Any) -> list[Side]:
    now = type(form)(instance=current)
    return [
        Side(
            str(form[name].label),
            _shown(now, name, now[name].initial),
            _shown(form, name, form.cleaned_data[name]),
        )
        for name in form.row_fields
    ]


def _shown(form: VersionedForm, name: str, value: Any) -> list[str]:
    """A value as people read it."""
    choices = dict(getattr(form.fields[name], "choices", []))
    return paragraphs(str(choices.get(value, "" if value is None else value)))


def back_to_editor(plan: Plan, anchor: str = "") -> HttpResponse:
    return redirect(f"{reverse('plan_edit', args=[plan.pk])}{'#' + anchor if anchor else ''}")


def is_part(request: HttpRequest) -> bool:
    """Whether a page that is open asks for a part of itself."""
    return bool(request.headers.get("HX-Request"))


def new_part_page(
    request: HttpRequest, plan: Plan, form: Form, title: str, *, beside: Section | Task | None
) -> HttpResponse:
    """The form of a new section or task."""
    context = {
        "plan": plan,
        "form": form,
        "title": title,
        "beside": beside,
        "action": request.get_full_path(),
    }
    return render(request, "workplans/new_part.html", context, status=422 if form.is_bound else 200)
