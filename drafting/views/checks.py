"""The check list before approval: what it found, where to mend it, what was put aside and why."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Role
from drafting.check_words import SEVERITIES
from drafting.models import Dismissal
from drafting.queries.checks import check_list, find_finding
from drafting.refusals import AlreadyDecided
from drafting.sentences import sentence
from drafting.services import dismiss_finding, lift_dismissal
from drafting.views.fetching import is_part, plan_of_bureau
from drafting.views.refusing import refusals_told
from drafting.views.tabs import tabs_of
from workplans.models import Plan


class CheckFilters(forms.Form):
    """Each is optional; a value that means nothing is as if it were not there."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=80, widget=forms.SearchInput)
    severity = forms.ChoiceField(
        label=gettext_lazy("Weight"), required=False, choices=[("", gettext_lazy("All")), *SEVERITIES.items()]
    )

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    @property
    def is_narrowing(self) -> bool:
        return any(self.wanted.values())


@allow(*BUREAU_STAFF)
@require_safe
def plan_checks(request: HttpRequest, pk: int) -> HttpResponse:
    """All findings. Asked with `brief` by htmx: the counts alone, for the page on which a plan is submitted."""
    request = cast("PortalRequest", request)
    plan = plan_of_bureau(request, pk)
    filters = CheckFilters(request.GET)
    wanted = filters.wanted
    checks = check_list(plan, severity=wanted["severity"], words=wanted["q"])
    if "brief" in request.GET and is_part(request):
        return render(request, "drafting/checks_brief.html", {"plan": plan, "checks": checks})
    context = {
        "plan": plan,
        "checks": checks,
        "filters": filters,
        "severities": [(name, words, checks.counts[name]) for name, words in SEVERITIES.items()],
        "may_edit": not plan.is_issued and plan.is_kept_by(request.user),
        "may_mend": plan.is_draft and plan.is_kept_by(request.user),
        "tabs": tabs_of(plan, "plan_checks", request.user),
    }
    return render(request, "drafting/checks.html", context)


@allow(Role.EDITOR)
@require_POST
@refusals_told
def finding_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a finding aside with a reason; one that the text no longer gives needs none."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    finding = find_finding(plan, request.POST.get("finding", ""))
    if finding is None:
        messages.info(request, _("The text has been changed: this finding is gone."))
    else:
        reason = request.POST.get("reason", "")[:500]
        dismiss_finding(plan=plan, finding=finding, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, _("Put aside. It comes back should these words change."))
    return redirect("plan_checks", pk)


@allow(Role.EDITOR)
@require_POST
@refusals_told
def dismissal_lift(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    rows = Dismissal.objects.visible_to(request.user).select_related("plan__district")
    row = get_object_or_404(rows, pk=pk)
    if not row.plan.is_kept_by(request.user):
        raise Http404
    try:
        lift_dismissal(dismissal=row, by=request.user, now=timezone.now())
    except AlreadyDecided as refusal:
        messages.info(request, sentence(refusal))
    return redirect("plan_checks", row.plan_id)
