"""The way of a plan: what was done, what can be done now, what to look at before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Role
from workplans.forms.approval import StepForm
from workplans.models import ApprovalStep, Plan
from workplans.queries.approval import checklist, steps_for
from workplans.queries.outline import plan_outline
from workplans.refusals import NotNow
from workplans.services.approval import TAKE
from workplans.transitions import BY_ACT, Transition
from workplans.views.refusing import refusals_told


@dataclass(frozen=True)
class StepWords:
    """A step as people speak of it."""

    button: str | Promise
    done: str | Promise
    note: str | Promise


WORDS = {
    "submit": StepWords(_("Submit for approval"), _("The plan awaits approval."), _("Note to the approver")),
    "approve": StepWords(_("Approve"), _("The plan is approved. It can be issued now."), _("Note")),
    "return": StepWords(_("Return to the editors"), _("The plan went back to its editors."), _("What should be changed")),
    "close": StepWords(_("Close the plan"), _("The plan is closed. It can still be read."), _("Note")),
    "recall": StepWords(_("Take the plan back"), _("The plan is a draft again."), _("Note")),
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A step the visitor may take now, with its form."""

    step: Transition
    words: StepWords
    form: StepForm


@dataclass(frozen=True)
class TrailLine:
    """A line of the paper trail, as components/timeline.html reads it."""

    what: str
    who: str
    at: datetime | None
    detail: str = ""
    is_current: bool = False
    is_ahead: bool = False


@allow(*BUREAU_STAFF)
def plan_approval(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    return _page(request, _plan(request, pk), None)


@allow(Role.EDITOR, Role.APPROVER)
@require_POST
@refusals_told
def plan_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a step. A second click finds it done, and says so."""
    request = cast("PortalRequest", request)
    if act not in TAKE:
        raise Http404
    plan = _plan(request, pk)
    form = StepForm(request.POST, prefix=act, needs_note=BY_ACT[act].needs_note)
    if not form.is_valid():
        return _page(request, plan, (act, form), status=422)
    clean = form.cleaned_data
    try:
        TAKE[act](
            plan=plan, note=clean["note"], version=clean["version"], by=request.user, now=timezone.now()
        )
    except NotNow:
        if not _just_done(plan, act, request):
            raise
    messages.success(request, str(WORDS[act].done))
    return redirect("plan_approval", plan.pk)


def _plan(request: PortalRequest, pk: int) -> Plan:
    """Of the bureaus the visitor works in; what is issued elsewhere has no way to show."""
    rows = Plan.objects.visible_to(request.user).filter(district_id__in=request.user.bureau_district_ids)
    return get_object_or_404(rows.select_related("district", "drafted_by"), pk=pk)


def _just_done(plan: Plan, act: str, request: PortalRequest) -> bool:
    last = plan.approval_steps.last()
    return last is not None and (last.act, last.by_id) == (act, request.user.pk)


def _page(
    request: PortalRequest, plan: Plan, tried: tuple[str, StepForm] | None, status: int = 200
) -> HttpResponse:
    steps = steps_for(plan, request.user)
    context = {
        "plan": plan,
        "choices": [_choice(plan, step, tried) for step in steps if step.act in TAKE],
        "may_issue": any(step.act == "issue" for step in steps),
        "may_edit": plan.is_draft and plan.is_kept_by(request.user),
        "is_own": plan.state == Plan.State.SUBMITTED and not any(step.act == "approve" for step in steps),
        "trail": _trail(plan),
        "checklist": checklist(plan_outline(plan)),
    }
    return render(request, "workplans/approval.html", context, status=status)


def _choice(plan: Plan, step: Transition, tried: tuple[str, StepForm] | None) -> Choice:
    words = WORDS[step.act]
    if tried and tried[0] == step.act:
        form = tried[1]
    else:
        form = StepForm(prefix=step.act, needs_note=step.needs_note, initial={"version": plan.version})
    form.fields["note"].label = str(words.note)
    return Choice(step, words, form)


def _trail(plan: Plan) -> list[TrailLine]:
    begun = TrailLine(str(_("Drafted")), plan.drafted_by.full_name, plan.created_at)
    steps = list(plan.approval_steps.select_related("by"))
    lines = [begun, *(_line(step) for step in steps)]
    ahead = {
        Plan.State.DRAFT: [_("Awaiting approval"), _("Approved"), _("Issued")],
        Plan.State.SUBMITTED: [_("Approved"), _("Issued")],
        Plan.State.APPROVED: [_("Issued")],
    }.get(Plan.State(plan.state), [])
    return [*lines, *(TrailLine(str(what), "", None, is_ahead=True) for what in ahead)]


def _line(step: ApprovalStep) -> TrailLine:
    return TrailLine(step.get_act_display(), step.by.full_name, step.at, step.note)
