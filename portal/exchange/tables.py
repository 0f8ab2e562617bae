"""A plan's tables as workbooks: what the pages show, under the same filters, to whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from districts.access import PortalRequest, signed_in
from portal.exchange.downloads import workbook
from portal.exchange.writing import Heading, Words, write_rows
from workplans.forms.matrix import wish_in
from workplans.models import Plan
from workplans.queries.matrix import Matrix, MatrixGroup, MatrixRow, matrix_of
from workplans.queries.targets import TargetRow, TargetWish, target_rows


@signed_in
@require_safe
def matrix_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The responsibility matrix; below the official columns of a 任务分解表 one column an office."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)
    matrix = matrix_of(plan, wish_in(request.GET))
    headings = [
        Heading(_("No.")),
        Heading(_("Section"), width=24),
        Heading(_("Task"), width=44),
        Heading(_("Lead office"), width=16),
        Heading(_("Supporting offices"), width=24),
        Heading(_("Why nobody leads it")),
        Heading(_("To be done by")),
        *(Heading(str(column.office)) for column in matrix.columns),
    ]
    return workbook(write_rows(headings, _rows(matrix), Words(_("Task table"))), f"matrix-{plan.pk}")


@signed_in
@require_safe
def targets_excel(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("district"), pk=pk)
    headings = [
        Heading(_("No.")), Heading(_("Task"), width=36), Heading(_("Promise"), width=36),
        Heading(_("Firm or aimed at")), Heading(_("Comparison")), Heading(_("Target value")), Heading(_("Unit")),
        Heading(_("Due")), Heading(_("What was reached")), Heading(_("Measured on")), Heading(_("Measured by")),
        Heading(_("Sentence"), width=48),
    ]  # fmt: skip
    rows = [_target(row) for row in target_rows(plan, TargetWish.asked(request.GET))]
    return workbook(write_rows(headings, rows, Words(_("Targets at a glance"))), f"targets-{plan.pk}")


def _target(row: TargetRow) -> Sequence[str]:
    target = row.target
    return [
        row.node.label,
        row.node.task.title,
        target.as_written,
        _("firm") if target.is_hard else _("aimed at"),
        target.get_comparator_display(),
        target.value_shown,
        target.unit,
        f"{row.due_on:%Y-%m-%d}" if row.due_on else "",
        target.measured_shown,
        f"{target.measured_on:%Y-%m-%d}" if target.measured_on else "",
        str(target.measured_by or ""),
        row.sentence,
    ]


def _rows(matrix: Matrix) -> Iterable[Sequence[str]]:
    for group in matrix.groups:
        for row in group.rows:
            yield _row(group, row)


def _row(group: MatrixGroup, row: MatrixRow) -> Sequence[str]:
    node, section = row.node, group.section
    marks = {
        "lead": pgettext("mark of the matrix", "lead"),
        "support": pgettext("mark of the matrix", "sup"),
    }
    return [
        node.label,
        f"{section.label}{section.section.title}" if section else "",
        node.task.title,
        str(node.lead.office) if node.lead else "",
        "、".join(str(duty.office) for duty in node.supporting),
        node.task.no_lead_reason,
        f"{node.task.due_on:%Y-%m-%d}" if node.task.due_on else "",
        *(marks.get(cell.role, "") for cell in row.cells),
    ]
