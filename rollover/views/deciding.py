"""From last year's plan to next year's: one page of decisions, each kept at once, and one button at its end."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import Role
from rollover.forms import sent_decision
from rollover.models import Choice, Decision, Rollover
from rollover.queries.deciding import DecidingPage, choice_options, deciding_page
from rollover.queries.parts import Part, Parts, parts_of
from rollover.reasons import quick_reasons
from rollover.refusals import AlreadyMade, DecidedMeanwhile, Undecided, sentence
from rollover.services import (
    accept_proposals,
    decide,
    decide_many,
    discard_rollover,
    roll_over,
    start_rollover,
)
from rollover.services.rolling import title_for
from workplans.models import Plan

LONGEST_TITLE = 200


@allow(Role.EDITOR)
@require_POST
def rollover_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin, or go on with, next year's plan of one's own bureau."""
    request = cast("PortalRequest", request)
    source = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    return redirect(start_rollover(source=source, by=request.user))


@allow(Role.EDITOR)
def rollover(request: HttpRequest, pk: int) -> HttpResponse:
    """All decisions; the form as a whole is for those without script, and for the buttons that do many at once."""
    request = cast("PortalRequest", request)
    rollover = _rollover(request, pk)
    if rollover.plan_id:
        return redirect("plan_carried", rollover.plan_id)
    parts = parts_of(rollover)
    if request.method != "POST":
        page = deciding_page(parts, only_open=request.GET.get("show") == "open")
        return _page(request, parts, page)
    try:
        late = _save_all(request, rollover, parts)
        anchor = _do_many(request, rollover, parts_of(rollover))
        if "generate" in request.POST and not late:
            plan = roll_over(rollover=rollover, title=_title(request, rollover), by=request.user)
            messages.success(
                request, _("Next year's plan is there as a draft. Look at what is listed here, then edit it.")
            )
            return redirect("plan_carried", plan.pk)
    except AlreadyMade as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(rollover)
    except Undecided as refusal:
        return _refused(request, rollover, refusal)
    if late:
        messages.warning(request, sentence(late))
    return redirect(f"{rollover.get_absolute_url()}{anchor}")


@allow(Role.EDITOR)
@require_POST
def rollover_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what was decided; last year's plan stays as it is."""
    request = cast("PortalRequest", request)
    rollover = _rollover(request, pk)
    try:
        discard_rollover(rollover=rollover, by=request.user)
    except AlreadyMade as refusal:
        messages.warning(request, sentence(refusal))
        return redirect(rollover)
    messages.success(
        request, _("What was decided for next year is discarded. It is kept in the audit trail.")
    )
    return redirect(rollover.source)


@allow(Role.EDITOR)
@require_POST
def rollover_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision, kept as soon as it is made. Answers in JSON: how it stands now, and how far people are."""
    request = cast("PortalRequest", request)
    rollover = _rollover(request, pk)
    part = parts_of(rollover).find(request.POST.get("part", ""))
    sent = sent_decision(request.POST, part) if part else None
    if part is None or sent is None:
        return JsonResponse({"error": _("Nothing was chosen.")}, status=422)
    try:
        decision = decide(
            rollover=rollover,
            part=part,
            choice=sent.choice,
            reason=sent.reason,
            version=sent.seen,
            by=request.user,
        )
    except AlreadyMade as refusal:
        return JsonResponse({"error": sentence(refusal)}, status=409)
    except DecidedMeanwhile as refusal:
        decision = refusal.decision
        return JsonResponse({"error": sentence(refusal), **_stands(rollover, part, decision.pk)}, status=409)
    return JsonResponse(_stands(rollover, part, decision.pk))


def _stands(rollover: Rollover, part: Part, decision_pk: int) -> dict[str, object]:
    decision = Decision.objects.get(pk=decision_pk)
    page = deciding_page(parts_of(rollover))
    return {
        "part": part.key,
        "choice": decision.choice,
        "reason": decision.reason,
        "version": decision.version,
        "is_decided": decision.is_whole,
        "decided": page.tasks.decided,
        "total": page.tasks.total,
        "open": page.all.open,
    }


def _rollover(request: PortalRequest, pk: int) -> Rollover:
    rows = Rollover.objects.editable_by(request.user).select_related("source__district")
    return get_object_or_404(rows, pk=pk)


def _save_all(request: PortalRequest, rollover: Rollover, parts: Parts) -> DecidedMeanwhile | None:
    """Keep what the form says; where a colleague decided meanwhile, theirs stands and is told of."""
    late = None
    for part in parts:
        sent = sent_decision(request.POST, part)
        if sent is None:
            continue
        stands = part.decision
        if stands and (stands.choice, stands.reason) == (sent.choice, sent.reason):
            continue
        try:
            decide(
                rollover=rollover,
                part=part,
                choice=sent.choice,
                reason=sent.reason,
                version=sent.seen,
                by=request.user,
            )
        except DecidedMeanwhile as refusal:
            late = refusal
    return late


def _do_many(request: PortalRequest, rollover: Rollover, parts: Parts) -> str:
    """`bulk` is `GROUP:CHOICE` or `GROUP:CHOICE:NUMBER OF A QUICK REASON`; CHOICE may be what is proposed."""
    key, _colon, wanted = request.POST.get("bulk", "").partition(":")
    choice, _colon, number = wanted.partition(":")
    chosen = [part for group in parts.groups if key in ("all", group.key) for part in group.parts]
    if not chosen:
        return ""
    if choice == "proposed":
        done = accept_proposals(rollover=rollover, parts=chosen, by=request.user)
    elif choice not in Choice.values:
        return ""
    else:
        reasons = quick_reasons(choice)
        at = int(number) if number.isdecimal() and int(number) < len(reasons) else 0
        done = decide_many(
            rollover=rollover,
            parts=chosen,
            choice=choice,
            reason=reasons[at] if reasons else "",
            by=request.user,
        )
    text = ngettext("%(n)d decision was kept.", "%(n)d decisions were kept.", len(done)) % {"n": len(done)}
    messages.success(request, text)
    return "" if key == "all" else f"#group-{key}"


def _title(request: PortalRequest, rollover: Rollover) -> str:
    return request.POST.get("title", "").strip()[:LONGEST_TITLE] or title_for(rollover.source)


def _refused(request: PortalRequest, rollover: Rollover, refusal: Undecided) -> HttpResponse:
    parts = parts_of(rollover)
    return _page(request, parts, deciding_page(parts, only_open=True), refusal=refusal)


def _page(
    request: PortalRequest, parts: Parts, page: DecidingPage, refusal: Undecided | None = None
) -> HttpResponse:
    rollover = parts.rollover
    context = {
        "rollover": rollover,
        "source": rollover.source,
        "page": page,
        "only_open": refusal is not None or request.GET.get("show") == "open",
        "refusal": sentence(refusal) if refusal else "",
        "options": choice_options(),
        "title": _title(request, rollover),
        "decide_url": reverse("rollover_decide", args=[rollover.pk]),
        "suggested": sum(bool(part.proposal.reason) and not part.is_decided for part in parts),
    }
    return render(request, "rollover/rollover.html", context, status=422 if refusal else 200)
