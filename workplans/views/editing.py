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
from django_htmx.http import reswap, retarget

from districts.access import PortalRequest
from workplans.forms.words import VersionedForm
from workplans.models import Plan, Section, Task
from workplans.queries.editing import editor_of, last_change
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


def edit_page(request: PortalRequest, page: EditPage, saved: Callable[[], HttpResponse]) -> HttpResponse:
    """Show the form or save it; when somebody else was there first, show both texts and lose neither."""
    if request.method == "POST" and page.form.is_valid():
        try:
            page.save(
                changes=page.form.changes, was=page.form.was, version=page.form.seen_version, by=request.user
            )
        except ChangedMeanwhile as refusal:
            return _both_texts(request, page, refusal.row)
        return saved()
    template = "workplans/parts/edit_form.html" if is_part(request) else "workplans/edit_form.html"
    status = 422 if page.form.is_bound else 200
    return render(request, template, {"page": page, "form": page.form}, status=status)


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


def outline_or_redirect(request: HttpRequest, plan: Plan, anchor: str = "") -> HttpResponse:
    """After a change that numbers follow: the whole outline for a page that shows it, else that page."""
    if is_part(request):
        return render(request, "workplans/parts/outline.html", {"editor": editor_of(plan)})
    return redirect(f"{reverse('plan_edit', args=[plan.pk])}{'#' + anchor if anchor else ''}")


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page it shows."""
    return bool(request.headers.get("HX-Request"))


def new_part_page(
    request: HttpRequest, plan: Plan, form: Form, title: str, *, beside: Section | Task | None
) -> HttpResponse:
    """The form of a new section or task."""
    template = "workplans/parts/new_part.html" if is_part(request) else "workplans/new_part.html"
    context = {
        "plan": plan,
        "form": form,
        "title": title,
        "beside": beside,
        "action": request.get_full_path(),
    }
    response = render(request, template, context, status=422 if form.is_bound else 200)
    if form.is_bound and is_part(request):
        # A good one brings the whole outline; a bad one only its own form again.
        retarget(reswap(response, "outerHTML"), "#new-part")
    return response
