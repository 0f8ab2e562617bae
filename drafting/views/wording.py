"""Suggested wording: made, read as marked text, accepted, declined, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from drafting.forms.talk import SuggestionForm
from drafting.models import Field, Suggestion
from drafting.models.parts import TALKERS
from drafting.queries.parts import parts_of_plan
from drafting.queries.talk import Proposal, office_names, proposal, rights
from drafting.refusals import AlreadyDecided, NothingSaid, TooLong
from drafting.sentences import sentence
from drafting.services import accept_wording, decline_wording, suggest_wording, withdraw_wording
from drafting.views.fetching import next_page, page_of, part_asked, plan_to_talk_of
from drafting.views.refusing import refusals_told
from workplans.refusals import ChangedMeanwhile


@allow(*TALKERS)
@refusals_told
def wording_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a title, a text, or for the words `quote` in it; `field` says in which text."""
    request = cast("PortalRequest", request)
    plan = plan_to_talk_of(request, pk)
    asked = request.POST or request.GET
    part = part_asked(parts_of_plan(plan), asked)
    field = asked.get("field", "") if asked.get("field") in part.fields else part.fields[0]
    quote = asked.get("quote", "").strip()[:500]
    initial = {
        "key": uuid4(),
        "field": field,
        "quote": quote,
        "start": request.GET.get("start", ""),
        "was": part.text(field),
        "proposed": quote or part.text(field),
    }
    form = SuggestionForm(request.POST or None, part=part, field=field, quote=quote, initial=initial)
    if form.is_valid():
        try:
            made = suggest_wording(
                plan=plan, part=part, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except NothingSaid:
            form.add_error("proposed", _("These are the words that stand there already."))
        except TooLong as refusal:
            form.add_error("proposed", sentence(refusal))
        else:
            messages.success(request, _("Your suggestion waits for an editor."))
            return redirect(made)
    context = {
        "plan": plan,
        "part": part,
        "form": form,
        "field": Field(field).label,
        "quote": quote,
        "others": [(name, Field(name).label) for name in part.fields if name != field],
        "back": page_of(part, plan),
    }
    return render(request, "drafting/wording_new.html", context, status=422 if form.is_bound else 200)


@allow(*BUREAU_STAFF)
@require_safe
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion: what would go and what would come, why, and what became of it."""
    request = cast("PortalRequest", request)
    return _page(request, _row(request, pk))


@allow(*TALKERS)
@require_POST
@refusals_told
def suggestion_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Accept (an edit like every other), decline with a word, withdraw."""
    request = cast("PortalRequest", request)
    row = get_object_or_404(
        Suggestion.objects.open_to(request.user).select_related("plan__district", "by"), pk=pk
    )
    if act not in ACTS:
        raise Http404
    try:
        done = ACTS[act](request, row, timezone.now())
    except ChangedMeanwhile:
        return _page(request, _row(request, pk), changed=True, status=409)
    except AlreadyDecided as refusal:
        messages.info(request, sentence(refusal))
    else:
        messages.success(request, done)
    return redirect(next_page(request, row.get_absolute_url()))


def _accept(request: PortalRequest, row: Suggestion, now: datetime) -> str:
    version, was = request.POST.get("version", ""), request.POST.get("was")
    accept_wording(
        suggestion=row,
        by=request.user,
        now=now,
        version=int(version) if version.isdecimal() else None,
        was=None if was is None else was.replace("\r\n", "\n"),
    )
    return _("The words are in the text now.")


def _decline(request: PortalRequest, row: Suggestion, now: datetime) -> str:
    decline_wording(suggestion=row, word=request.POST.get("word", ""), by=request.user, now=now)
    return _("The text stays as it is.")


def _withdraw(request: PortalRequest, row: Suggestion, now: datetime) -> str:
    withdraw_wording(suggestion=row, by=request.user, now=now)
    return _("Your suggestion is withdrawn.")


ACTS: dict[str, Callable[[PortalRequest, Suggestion, datetime], str]] = {
    "accept": _accept,
    "decline": _decline,
    "withdraw": _withdraw,
}


def _row(request: PortalRequest, pk: int) -> Suggestion:
    rows = Suggestion.objects.visible_to(request.user).select_related("plan__district", "by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: PortalRequest, row: Suggestion, *, changed: bool = False, status: int = 200
) -> HttpResponse:
    item = _proposal(row, request)
    context: dict[str, Any] = {
        "plan": row.plan,
        "item": item,
        "changed": changed,
        "part_url": page_of(item.part, row.plan) if item.part else "",
        "is_page": True,
    }
    return render(request, "drafting/suggestion.html", context, status=status)


def _proposal(row: Suggestion, request: PortalRequest) -> Proposal:
    return proposal(row, parts_of_plan(row.plan), rights(row.plan, request.user), office_names(row.plan))
