"""Giving an approved plan its number: the last look before the text is frozen."""

from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from circulars.amendment import amendment_title
from circulars.forms import IssueForm
from circulars.numbers import format_number
from circulars.paper import Paper
from circulars.press import PaperFailed
from circulars.previewing import preview
from circulars.queries import circulars_of_plan, next_serial, plan_calendar, plans_to_issue
from circulars.queries.asking import reports_wanted, schools_of_rules
from circulars.refusals import AlreadyIssued, Refused
from circulars.sentences import failure_sentence, sentence
from circulars.services import issue_plan, paper_to_issue
from circulars.setting import Particulars, circular_title
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from workplans.asking import Doubt, doubt_about
from workplans.models import Plan
from workplans.queries import plan_outline, tasks_without_lead


@allow(Role.EDITOR)
def plan_issue(request: PortalRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(plans_to_issue(request.user), pk=pk)
    if plan.is_issued or plan.state == Plan.State.WORKED_IN:
        return _to_its_circular(plan)
    form = IssueForm(request.POST or None, plan=plan, today=timezone.localdate(), initial=_asked_for(request))
    if request.method == "POST" and form.is_valid() and form.answers(_doubt_about(plan)):
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


@allow(Role.EDITOR)
@require_POST
def issue_preview(request: PortalRequest, pk: int) -> HttpResponse:
    """The first pages as they would be printed now. Writes nothing; by POST because the form is sent along."""
    plan = get_object_or_404(plans_to_issue(request.user), pk=pk)
    form = IssueForm(request.POST, plan=plan, today=timezone.localdate())
    context: dict[str, Any] = {"plan": plan, "form": form}
    try:
        made = preview(_paper_now(plan, form))
    except PaperFailed as failure:
        context["failure"] = failure_sentence(str(failure))
        if failure.code == "missing_glyph":
            for name in form.fields_with(failure.about):
                form.add_error(name, context["failure"])
    except Refused as refusal:
        context["failure"] = sentence(refusal)
    else:
        context |= {"pictures": list(map(_as_address, made.pictures)), "pages": made.pages}
    part = request.headers.get("HX-Request")
    return render(request, "circulars/preview.html" if part else "circulars/preview_page.html", context)


@allow(Role.EDITOR)
@require_POST
def issue_facts(request: PortalRequest, pk: int) -> HttpResponse:
    """What would go out to whom, were it issued as the form stands: asked before the last click. Writes nothing."""
    plan = get_object_or_404(plans_to_issue(request.user), pk=pk)
    form = IssueForm(request.POST, plan=plan, today=timezone.localdate())
    context: dict[str, Any] = {"form": form}
    try:
        context["paper"] = _paper_now(plan, form)
    except Refused as refusal:
        context["failure"] = sentence(refusal)
    else:
        if form.is_valid():
            context["offices"] = len(form.cleaned_data["offices"])
            context["schools"] = schools_of_rules(plan, form.schools_meant).count()
    return render(request, "circulars/issue_facts.html", context)


def _doubt_about(plan: Plan) -> Doubt | None:
    """Whether its schools are asked for too much already."""
    return doubt_about(plan.district, reports_wanted(plan), timezone.localdate())


def _paper_now(plan: Plan, form: IssueForm) -> Paper:
    outline, entries = plan_outline(plan), plan_calendar(plan.amends or plan)
    shown, layout, with_breakdown = form.shown
    particulars = Particulars(number=_next_number(plan, form), **shown)
    return paper_to_issue(outline, entries, particulars, layout=layout, with_breakdown=with_breakdown)


def _as_address(picture: bytes) -> str:
    """The picture itself as an address: there is nothing to fetch, and nothing anybody else could."""
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def _to_its_circular(plan: Plan) -> HttpResponse:
    """Somebody was quicker, or clicked twice: there it is."""
    return redirect((plan.amends or plan).circulars.latest("pk"))


def _asked_for(request: PortalRequest) -> dict[str, str]:
    """What the page asks with when code, date or form change: the number and who signs follow."""
    return {
        name: request.GET[name]
        for name in ("document_code", "reserved", "signed_on", "form")
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
