"""The responsibility matrix (责任分工): seen by all who read the plan, filled by its editors, printed as 任务分解表."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from workplans.forms.matrix import CellsForm, MatrixFilters, wish_in
from workplans.models import Plan
from workplans.queries.editing import last_change
from workplans.queries.matrix import MatrixRow, matrix_of, rows_of
from workplans.refusals import Refused, RowsRefused
from workplans.sentences import sentence
from workplans.services import fill_matrix
from workplans.views.tabs import duty_tabs


@signed_in
@require_safe
def plan_matrix(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    plan = _readable(request, pk)
    matrix = matrix_of(plan, wish_in(request.GET))
    context = {
        "plan": plan,
        "matrix": matrix,
        "filters": MatrixFilters(matrix),
        "query": request.GET.urlencode(),
        "may_fill": plan.is_draft and plan.is_kept_by(request.user),
        "tabs": duty_tabs(plan, request.user, "plan_matrix"),
    }
    return render(request, "workplans/matrix.html", context)


@signed_in
@require_safe
def plan_matrix_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows as the official table."""
    request = cast("PortalRequest", request)
    plan = _readable(request, pk)
    context = {
        "plan": plan,
        "matrix": matrix_of(plan, wish_in(request.GET)),
        "query": request.GET.urlencode(),
    }
    return render(request, "workplans/matrix_print.html", context)


def _readable(request: PortalRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)


@allow(Role.EDITOR)
@require_POST
def plan_matrix_cells(request: HttpRequest, pk: int) -> HttpResponse:
    """Save cells as static/js/matrix/saving.js sends them; answers with the rows as they stand then.

    200 saved; 409 refused, with the reason in words; 422 not understood. Without script a task's offices are chosen
    on its own page.
    """
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    form = CellsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"told": _("This was not understood. Please open the page again.")}, status=422)
    tasks = [change.task for change in form.changes]
    try:
        fill_matrix(plan=plan, changes=form.changes, by=request.user)
    except Refused as refusal:
        return JsonResponse(_answer(plan, tasks, _told(plan, refusal)), status=409)
    return JsonResponse(_answer(plan, tasks))


def _answer(plan: Plan, tasks: list[int], told: str = "") -> dict[str, Any]:
    return {"told": told, "rows": [_as_json(row) for row in rows_of(plan, tasks)]}


def _as_json(row: MatrixRow) -> dict[str, Any]:
    return {
        "task": row.node.task.pk,
        "seen": row.seen,
        "cells": {duty.office_id: duty.role for duty in row.node.duties},
        "why": row.node.task.no_lead_reason,
    }


def _told(plan: Plan, refusal: Refused) -> str:
    if not isinstance(refusal, RowsRefused):
        return sentence(refusal)
    lines = []
    if refusal.collided:
        lines.append(_who_was_quicker(plan, refusal.collided))
    if n := len(refusal.two_leads):
        lines.append(
            ngettext("%(n)d task would have two lead offices.", "%(n)d tasks would have two lead offices.", n)
            % {"n": n}
        )
    if refusal.reasons:
        lines.append(_("A task with a lead office needs no reason for having none."))
    return " ".join([*lines, _("Nothing was changed.")])


def _who_was_quicker(plan: Plan, tasks: list[int] | Any) -> str:
    task = plan.tasks.filter(pk__in=tasks).first()
    change = last_change(task) if task else None
    if task is None or change is None or change.actor is None:
        return _("Somebody else changed this after you opened it.")
    return _("%(person)s changed “%(task)s” in the meantime; the table shows it now.") % {
        "person": change.actor.full_name,
        "task": task.name,
    }
