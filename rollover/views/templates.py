"""Templates: found, read, kept from a plan, changed, deleted and brought back, used."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import Role
from rollover.blueprints import Blueprint, edited, own_blanks
from rollover.forms import FindForm, SaveTemplateForm, UseTemplateForm, sent_template
from rollover.models import Leftover, PlanTemplate
from rollover.queries.beginnings import templates_for
from rollover.queries.templates import preview
from rollover.refusals import StillBlank, TemplateChanged, sentence
from rollover.services import edit_template, remove_template, restore_template, save_template, use_template
from rollover.services.templates import year_to_begin
from workplans.models import Plan


@allow(Role.EDITOR)
def template_list(request: HttpRequest) -> HttpResponse:
    """The bureau's own and those of the bureaus above; what was just deleted can be brought back."""
    request = cast("PortalRequest", request)
    find = FindForm(request.GET)
    page = Paginator(templates_for(request.user, find.words), settings.PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    deleted = request.GET.get("deleted", "")
    kept = PlanTemplate.objects.editable_by(request.user).exclude(removed_at=None)
    removed = kept.filter(pk=deleted).first() if deleted.isdecimal() and len(deleted) < 18 else None
    context = {
        "page": page,
        "find": find,
        "removed": removed,
        "own": request.user.districts_as(Role.EDITOR),
    }
    return render(request, "rollover/template_list.html", context)


@allow(Role.EDITOR)
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """As a plan made from it would read, its blanks marked."""
    request = cast("PortalRequest", request)
    row = _readable(request, pk)
    context = {
        "template": row,
        "preview": preview(Blueprint.from_json(row.blueprint)),
        "is_keeper": row.is_kept_by(request.user),
    }
    return render(request, "rollover/template.html", context)


@allow(Role.EDITOR)
def template_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a plan one may read as a template of the own bureau."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)
    form = SaveTemplateForm(request.POST or None, initial={"key": uuid4(), "title": plan.title[:120]})
    if form.is_valid():
        row = save_template(
            plan=plan,
            district=request.seat.district,
            title=form.cleaned_data["title"],
            note=form.cleaned_data["note"],
            key=form.cleaned_data["key"],
            by=request.user,
        )
        messages.success(request, _("The template is kept. Years and the bureau's name are blanks now."))
        return redirect(row)
    context = {"form": form, "plan": plan}
    return render(request, "rollover/template_save.html", context, status=422 if form.is_bound else 200)


@allow(Role.EDITOR)
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All its words on one page; a part that is ticked goes."""
    request = cast("PortalRequest", request)
    row = get_object_or_404(PlanTemplate.objects.editable_by(request.user).in_use(), pk=pk)
    blueprint = Blueprint.from_json(row.blueprint)
    problem, version, name, note = "", row.version, row.title, row.note
    if request.method == "POST":
        sent = sent_template(request.POST, blueprint)
        name, note = sent.name, sent.note
        blueprint = edited(blueprint, sent.head, sent.edits)
        if not sent.is_whole:
            problem = _("A template needs a name, and every part its words.")
        elif not sent.has_months:
            problem = _(
                "An entry of the calendar needs a first month from 1 to 24, and no last one before it."
            )
        else:
            try:
                edit_template(
                    template=row,
                    title=name,
                    note=note,
                    blueprint=blueprint,
                    version=sent.version,
                    by=request.user,
                )
            except TemplateChanged as refusal:
                problem = sentence(refusal)
            else:
                messages.success(request, _("The template was saved."))
                return redirect(row)
    context = {
        "template": row,
        "blueprint": blueprint,
        "preview": preview(blueprint),
        "problem": problem,
        "version": version,
        "name": name,
        "note": note,
    }
    return render(request, "rollover/template_edit.html", context, status=422 if problem else 200)


@allow(Role.EDITOR)
@require_POST
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = get_object_or_404(PlanTemplate.objects.editable_by(request.user), pk=pk)
    remove_template(template=row, by=request.user, now=timezone.now())
    response = redirect("template_list")
    response["Location"] += f"?deleted={row.pk}"
    return response


@allow(Role.EDITOR)
@require_POST
def template_restore(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = get_object_or_404(PlanTemplate.objects.editable_by(request.user), pk=pk)
    return redirect(restore_template(template=row, by=request.user))


@allow(Role.EDITOR)
def template_use(request: HttpRequest, pk: int) -> HttpResponse:
    """The year, the blanks: then the plan is there as a draft."""
    request = cast("PortalRequest", request)
    row = _readable(request, pk)
    blanks = own_blanks(Blueprint.from_json(row.blueprint))
    first = {"key": uuid4(), "year": year_to_begin(row, timezone.localdate())}
    form = UseTemplateForm(request.POST or None, initial=first, blanks=blanks)
    if form.is_valid():
        try:
            plan = use_template(
                template=row,
                district=request.seat.district,
                year=form.cleaned_data["year"],
                key=form.cleaned_data["key"],
                values=form.values,
                may_stay_blank=form.cleaned_data.get("may_stay_blank", False),
                by=request.user,
            )
        except StillBlank as refusal:
            form.refuse_blanks(refusal.names)
        else:
            messages.success(request, _("The plan is there as a draft."))
            is_open = Leftover.objects.filter(plan=plan).still_open().exists()
            return redirect("plan_carried" if is_open else "plan_edit", plan.pk)
    context = {"form": form, "template": row}
    return render(request, "rollover/template_use.html", context, status=422 if form.is_bound else 200)


def _readable(request: PortalRequest, pk: int) -> PlanTemplate:
    return get_object_or_404(PlanTemplate.objects.visible_to(request.user).select_related("district"), pk=pk)
