"""The table of targets: read by all who read the plan, kept by its editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from districts.models.people import OFFICE_ROLES
from workplans.forms.targets import NewTargetForm, TargetFilters, TargetForm
from workplans.models import Plan, Target
from workplans.queries.outline import plan_outline
from workplans.queries.targets import TargetRow, TargetWish, row_of, target_rows
from workplans.refusals import ChangedMeanwhile
from workplans.services import add_target, edit_target, remove_target
from workplans.views.editing import draft_or_refusal, is_part
from workplans.views.refusing import refusals_told
from workplans.views.tabs import duty_tabs


@dataclass(frozen=True)
class Line:
    """A row of the table; `form` is None for who only reads it. `told`: why it was not saved."""

    row: TargetRow
    form: TargetForm | None
    told: str = ""


@signed_in
@require_safe
def plan_targets(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)
    wish = TargetWish.asked(request.GET)
    page = Paginator(target_rows(plan, wish), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    is_keeper = plan.is_kept_by(request.user)
    may_edit = is_keeper and plan.is_draft
    offices = request.user.office_ids
    lines = [
        Line(row, _form(row.target, may_edit) if is_keeper or row.node.is_led_by(offices) else None)
        for row in page
    ]
    context = {
        "plan": plan,
        "page": page,
        "lines": lines,
        "filters": TargetFilters(wish),
        "wish": wish,
        "query": request.GET.urlencode(),
        "may_edit": may_edit,
        "may_fill": any(line.form for line in lines),
        "tabs": duty_tabs(plan, request.user, "plan_targets"),
    }
    return render(request, "workplans/targets.html", context)


def _form(target: Target, may_edit: bool, data: object = None) -> TargetForm:
    return TargetForm(data, instance=target, prefix=f"t{target.pk}", is_open=may_edit)


@allow(Role.EDITOR, *OFFICE_ROLES)
@require_POST
@refusals_told
def target_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Save a row; who leads its task, what was measured. htmx gets the row again, saved or with what stands against it."""
    request = cast("PortalRequest", request)
    rows = Target.objects.measured_by_hand_of(request.user).select_related("task__plan__district")
    target = get_object_or_404(rows, pk=pk)
    plan = target.task.plan
    may_edit = plan.is_draft and plan.is_kept_by(request.user)
    form = _form(Target.objects.get(pk=pk), may_edit, request.POST)
    told, status = "", 200
    if form.is_valid():
        try:
            saved = edit_target(
                target=target, changes=form.changes, was=form.was, version=form.seen_version, by=request.user
            )
        except ChangedMeanwhile as refusal:
            saved, status = cast("Target", refusal.row), 409
            mine = "、".join(str(value) for value in form.changes.values())
            told = _("Somebody else changed this row; what stands there now is shown. Yours: %(mine)s") % {
                "mine": mine
            }
        form = _form(Target.objects.select_related("measured_by").get(pk=saved.pk), may_edit)
    else:
        status = 422
    if is_part(request):
        row = row_of(Target.objects.select_related("task__plan", "measured_by").get(pk=pk))
        context = {
            "line": Line(row, form, told),
            "plan": plan,
            "may_edit": may_edit,
            "is_saved": status == 200,
        }
        return render(request, "workplans/parts/target_row.html", context, status=status)
    if status == 200:
        messages.success(request, _("Saved."))
    else:
        wrong = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, told or " ".join(wrong))
    return redirect(f"{reverse('plan_targets', args=[plan.pk])}#target-{pk}")


@allow(Role.EDITOR)
@require_POST
@refusals_told
def target_delete(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    target = _kept(request, pk)
    remove_target(target=target, by=request.user)
    messages.success(request, _("“%(target)s” is no longer in the table.") % {"target": target})
    return redirect("plan_targets", target.plan_id)


@allow(Role.EDITOR)
@refusals_told
def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    form = NewTargetForm(request.POST or None, outline=plan_outline(plan))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        target = add_target(task=values.pop("task"), values=values, by=request.user)
        return redirect(f"{reverse('plan_targets', args=[pk])}#target-{target.pk}")
    context = {"plan": plan, "form": form}
    return render(request, "workplans/target_new.html", context, status=422 if form.is_bound else 200)


def _kept(request: PortalRequest, pk: int) -> Target:
    rows = Target.objects.kept_by(request.user).select_related("task__plan__district")
    return get_object_or_404(rows, pk=pk)
