"""Giving an approved plan its number: the last look before the text is frozen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulars.amendment import amendment_title
from circulars.forms import IssueForm
from circulars.numbers import format_number
from circulars.queries import circulars_of_plan, next_serial, plans_to_issue
from circulars.refusals import AlreadyIssued, Refused
from circulars.sentences import sentence
from circulars.services import issue_plan
from circulars.setting import circular_title
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from workplans.models import Plan
from workplans.queries import tasks_without_lead


@allow(Role.EDITOR)
def plan_issue(request: PortalRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(plans_to_issue(request.user), pk=pk)
    if plan.is_issued or plan.state == Plan.State.WORKED_IN:
        return _to_its_circular(plan)
    form = IssueForm(request.POST or None, plan=plan, today=timezone.localdate(), initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            circular = issue_plan(plan=plan, by=request.user, **form.order)
        except AlreadyIssued:
            return _to_its_circular(plan)
        except Refused as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(
                request, _("Issued as %(number)s. The PDF is being made.") % {"number": circular.number}
            )
            return redirect(circular)
    return render(
        request,
        "circulars/plan_issue.html",
        {
            "plan": plan,
            "form": form,
            "title": amendment_title(plan) if plan.amends else circular_title(plan),
            "next_number": _next_number(plan, form),
            "is_approved": plan.state == Plan.State.APPROVED,
            "without_lead": tasks_without_lead(plan),
        },
    )


def _to_its_circular(plan: Plan) -> HttpResponse:
    """Somebody was quicker, or clicked twice: there it is."""
    return redirect((plan.amends or plan).circulars.latest("pk"))


def _asked_for(request: PortalRequest) -> dict[str, str]:
    """What the page asks with when code or date change: only the preview of the number follows."""
    return {
        name: request.GET[name]
        for name in ("document_code", "reserved", "signed_on")
        if request.GET.get(name)
    }


def _next_number(plan: Plan, form: IssueForm) -> str:
    """The number the plan would get now, for what stands in the form; empty while that makes none."""
    if form.kept_number:
        return form.kept_number.number
    code, day = form.number_source
    return format_number(code, day.year, next_serial(plan.district, code, day.year)) if code and day else ""


@signed_in
@require_safe
def plan_circular(request: PortalRequest, pk: int) -> HttpResponse:
    """From a plan to its paper."""
    circular = circulars_of_plan(request.user, pk).defer("snapshot").order_by("pk").last()
    if circular is None:
        raise Http404
    return redirect(circular)
