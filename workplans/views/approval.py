"""The way of a plan: what was done, what can be done now, what to look at before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Membership
from workplans.forms.approval import CheckForm, StepForm, SubmitForm
from workplans.models import Plan
from workplans.queries.approval import (
    OpenStep,
    asked_offices,
    authors,
    checkers,
    offices_that_may_countersign,
    offices_with_tasks,
    open_steps,
)
from workplans.queries.paper_trail import paper_trail
from workplans.refusals import ChangedMeanwhile, NotNow, Refused
from workplans.services.approval import TAKE
from workplans.transitions import UNDER_WAY, steps_called
from workplans.views.refusing import refused


@dataclass(frozen=True)
class StepWords:
    """A step as people speak of it."""

    button: str | Promise
    done: str | Promise
    note: str | Promise


WORDS = {
    "submit": StepWords(_("Submit for approval"), _("The plan awaits being checked."), _("Note to the checker")),
    "check": StepWords(_("Checked: in order"), _("The plan is checked."), _("Note")),
    "countersign": StepWords(_("Agree to it"), _("The plan is countersigned."), _("Note")),
    "sign": StepWords(_("Sign for issue"), _("The plan is approved. It can be issued now."), _("Note")),
    "return": StepWords(_("Return to the editors"), _("The plan went back to its editors."), _("What should be changed")),
    "close": StepWords(_("Close the plan"), _("The plan is closed. It can still be read."), _("Note")),
    "recall": StepWords(_("Take the plan back"), _("The plan is a draft again."), _("Note")),
}  # fmt: skip
MAIN_ACTS = {"submit", "check", "countersign", "sign"}


@dataclass(frozen=True)
class Choice:
    """A step the visitor may take now, with its form; `seat` says from which seat, where it is not plain."""

    found: OpenStep
    words: StepWords
    form: StepForm
    is_main: bool

    @property
    def step(self) -> Any:
        return self.found.step

    @property
    def seat(self) -> Membership:
        return self.found.standing.seat

    @property
    def anchor(self) -> str:
        return f"step-{self.step.act}-{self.seat.pk}"

    @property
    def speaks_for(self) -> str:
        """The office or the absent person in whose name the step is taken; empty for oneself."""
        if self.found.standing.is_lent:
            return f"{self.seat.user.full_name} · {self.seat}"
        return str(self.seat.office) if self.step.act == "countersign" else ""


@allow(*BUREAU_STAFF)
def plan_approval(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    return _page(request, _plan(request, pk), None)


@allow(*BUREAU_STAFF)
@require_POST
def plan_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a step. A second click finds it done, and says so."""
    request = cast("PortalRequest", request)
    if act not in TAKE:
        raise Http404
    plan = _plan(request, pk)
    seat = _seat(request)
    prefix = next((name for name in request.POST if name.endswith("-version")), act).removesuffix("-version")
    form = _form(plan, act, request.POST, prefix)
    if not form.is_valid():
        return _page(request, plan, (prefix, form), status=422)
    try:
        TAKE[act](plan=plan, by=request.user, now=timezone.now(), seat=seat, **form.wishes)
    except (Refused, ChangedMeanwhile) as refusal:
        if not (isinstance(refusal, NotNow) and _just_done(plan, act, request)):
            return refused(request, refusal, back=reverse("plan_approval", args=[plan.pk]))
    messages.success(request, str(WORDS[act].done))
    return redirect("plan_approval", plan.pk)


def _plan(request: PortalRequest, pk: int) -> Plan:
    """Of the bureaus the visitor works in, a finished amendment's too; what is issued elsewhere has no way to show."""
    rows = Plan.objects.filter(district_id__in=request.user.bureau_district_ids)
    return get_object_or_404(rows.select_related("district", "drafted_by", "amends"), pk=pk)


def _seat(request: PortalRequest) -> Membership | None:
    """The seat the form names, own or lent; the service refuses one that is neither."""
    wanted = request.POST.get("seat", "")
    if not wanted.isdecimal() or len(wanted) > 18:
        return None
    return get_object_or_404(Membership, pk=wanted)


def _form(plan: Plan, act: str, data: Any = None, prefix: str = "") -> StepForm:
    needs_note = steps_called(act)[0].needs_note
    facts: dict[str, Any] = {"prefix": prefix or act, "needs_note": needs_note}
    initial: dict[str, Any] = {"version": plan.version}
    if act not in ("submit", "check"):
        return StepForm(data, initial=initial, **facts)
    own = authors(plan)
    able = offices_that_may_countersign(plan, own)
    if act == "check":
        initial["offices"] = [row.office_id for row in asked_offices(plan)]
        return CheckForm(data, able=able, initial=initial, **facts)
    carrying = offices_with_tasks(plan)
    initial["offices"] = [office.pk for office in able if office.pk in carrying]
    return SubmitForm(data, able=able, checkers=checkers(plan, own), initial=initial, **facts)


def _just_done(plan: Plan, act: str, request: PortalRequest) -> bool:
    last = plan.approval_steps.last()
    return last is not None and (last.act, last.by_id) == (act, request.user.pk)


def _page(
    request: PortalRequest, plan: Plan, tried: tuple[str, StepForm] | None, status: int = 200
) -> HttpResponse:
    steps = open_steps(plan, request.user, timezone.localdate())
    trail = paper_trail(plan)
    waits = plan.state in UNDER_WAY and not any(step.act in MAIN_ACTS for step in steps)
    context = {
        "plan": plan,
        "choices": list(_choices(plan, [step for step in steps if step.act in TAKE], tried)),
        "may_issue": any(step.act == "issue" for step in steps),
        "is_keeper": plan.is_kept_by(request.user),
        "waits": waits,
        "is_own": waits and request.user in authors(plan),
        "slip": trail.slip,
        "trail": trail.lines,
    }
    return render(request, "workplans/approval.html", context, status=status)


def _choices(plan: Plan, steps: list[OpenStep], tried: tuple[str, StepForm] | None) -> Iterator[Choice]:
    seen: set[str] = set()
    for found in steps:
        # Of two forms of one act, for two offices, only the first bears the act's own name.
        prefix = f"{found.act}{found.standing.seat.pk}" if found.act in seen else found.act
        words = WORDS[found.act]
        form = tried[1] if tried and tried[0] == prefix else _form(plan, found.act, prefix=prefix)
        form.fields["note"].label = str(words.note)
        yield Choice(found, words, form, is_main=found.act in MAIN_ACTS and not seen & MAIN_ACTS)
        seen.add(found.act)
