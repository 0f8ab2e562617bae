"""The versions of a plan: listed, read, compared, brought back."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from workplans.forms.versions import ISSUED, NOW, CompareForm, NameForm
from workplans.models import Plan, PlanVersion
from workplans.queries.snapshots import Snapshot, snapshot_of
from workplans.queries.versions import compare_versions, read_version, versions_for
from workplans.services import name_version, restore_task, restore_version
from workplans.views.refusing import refusals_told


def _plan(request: PortalRequest, pk: int) -> Plan:
    rows = Plan.objects.visible_to(request.user).select_related("district", "amends__district")
    return get_object_or_404(rows, pk=pk)


def _is_ours(request: PortalRequest, plan: Plan) -> bool:
    return plan.district_id in request.user.bureau_district_ids


@signed_in
@require_safe
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    return _list_page(request, _plan(request, pk), NameForm())


def _list_page(request: PortalRequest, plan: Plan, form: NameForm, status: int = 200) -> HttpResponse:
    versions = list(versions_for(plan, request.user).defer("snapshot"))
    ours = _is_ours(request, plan)
    context = {
        "plan": plan,
        "page": Paginator(versions, settings.PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form if plan.is_kept_by(request.user) else None,
        "compare": CompareForm(versions=versions, with_now=ours, amends=bool(plan.amends))
        if len(versions) + ours > 1
        else None,
    }
    return render(request, "workplans/version_list.html", context, status=status)


@allow(Role.EDITOR)
@require_POST
def version_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text of now under a name."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _list_page(request, plan, form, status=422)
    name_version(plan=plan, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("This text is kept."))
    return redirect("version_list", plan.pk)


@signed_in
@require_safe
def plan_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version, read only; from here it can be brought back."""
    request = cast("PortalRequest", request)
    plan = _plan(request, pk)
    version = _version(request, plan, number)
    may_restore = plan.is_draft and plan.is_kept_by(request.user)
    context = {
        "plan": plan,
        "version": version,
        "read": read_version(version, set()),
        "may_restore": may_restore,
        "is_ours": _is_ours(request, plan),
    }
    return render(request, "workplans/plan_version.html", context)


def _version(request: PortalRequest, plan: Plan, number: int) -> PlanVersion:
    return get_object_or_404(versions_for(plan, request.user), number=min(number, 2**31 - 1))


@signed_in
@require_safe
def version_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two texts beside each other: what was added, taken out, changed, moved."""
    request = cast("PortalRequest", request)
    plan = _plan(request, pk)
    versions = list(versions_for(plan, request.user).defer("snapshot"))
    ours = _is_ours(request, plan)
    form = CompareForm(request.GET or None, versions=versions, with_now=ours, amends=bool(plan.amends))
    context: dict[str, object] = {"plan": plan, "form": form}
    if form.is_valid():
        chosen = form.cleaned_data
        before, after = _texts(request, plan, chosen["before"], chosen["after"])
        may_restore = (
            plan.is_draft and plan.is_kept_by(request.user) and chosen["before"] not in (NOW, ISSUED)
        )
        context["found"] = compare_versions(plan, before, after, may_restore=may_restore)
        choices = dict(form.fields["before"].choices)  # type: ignore[attr-defined]  # a choice
        context |= {
            "before": choices[chosen["before"]],
            "after": choices[chosen["after"]],
            "number": chosen["before"],
        }
    return render(request, "workplans/version_compare.html", context)


def _texts(request: PortalRequest, plan: Plan, *chosen: str) -> list[Snapshot]:
    """The texts chosen in the form; those that were kept in one query."""
    numbers = {int(name) for name in chosen if name not in (NOW, ISSUED)}
    texts: dict[str, Snapshot] = {
        str(row.number): row.snapshot for row in versions_for(plan, request.user).filter(number__in=numbers)
    }
    if NOW in chosen:
        texts[NOW] = snapshot_of(plan)
    if ISSUED in chosen and plan.amends:
        texts[ISSUED] = snapshot_of(plan.amends)
    return [texts[name] for name in chosen]


@allow(Role.EDITOR)
@require_POST
@refusals_told
def version_restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Bring back the whole text, or the one task that `task` names."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    version = _version(request, plan, number)
    key = request.POST.get("task", "")
    if key:
        task = restore_task(version=version, key=key, by=request.user)
        messages.success(
            request, _("“%(task)s” is as it was. The text before is kept as a version.") % {"task": task}
        )
    else:
        restore_version(version=version, by=request.user)
        messages.success(
            request, _("The text of that version is back. The text before is kept as a version.")
        )
    return redirect("plan_edit", plan.pk)
