"""Remarks: all of a plan, those of one part, one thread; said, answered, settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models.people import BUREAU_ROLES
from drafting.forms.talk import AnswerForm, QuickRemarkForm, RemarkForm, TalkFilters
from drafting.models import Remark, Suggestion
from drafting.models.parts import TALKERS
from drafting.queries.contributions import waiting_items
from drafting.queries.parts import Part, Parts, parts_of_plan
from drafting.queries.talk import Proposal, Rights, Thread, open_counts, proposals, rights, thread, threads
from drafting.refusals import AlreadyDecided
from drafting.sentences import sentence
from drafting.services import (
    answer_remark,
    make_remark,
    remove_remark,
    reopen_remark,
    restore_remark,
    settle_remark,
)
from drafting.views.fetching import is_part, next_page, page_of, part_asked, plan_of_bureau, plan_to_talk_of
from drafting.views.refusing import refusals_told
from drafting.views.tabs import tabs_of
from workplans.models import Plan


@allow(*BUREAU_STAFF)
@require_safe
def plan_remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of the plan, in its order. With `task` or `section` only of that part; so asked by htmx, a panel."""
    request = cast("PortalRequest", request)
    plan = plan_of_bureau(request, pk)
    parts = parts_of_plan(plan)
    part = part_asked(parts, request.GET) if {"task", "section"} & set(request.GET) else None
    who = rights(plan, request.user)
    if part and is_part(request):
        return render(request, "drafting/panel.html", _panel(request, plan, parts, part, who))
    filters = TalkFilters(request.GET)
    page = Paginator(_found(plan, parts, part, who, filters), settings.PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {
        "plan": plan,
        "part": part,
        "part_url": page_of(part, plan) if part else "",
        "page": page,
        "filters": filters,
        "who": who,
        "tabs": tabs_of(plan, "plan_remarks", request.user),
    }
    return render(request, "drafting/remarks.html", context)


def _found(
    plan: Plan, parts: Parts, part: Part | None, who: Rights, filters: TalkFilters
) -> list[Thread | Proposal]:
    wanted = filters.wanted
    state, words = wanted["state"], wanted["q"].split()
    remarks, suggestions = Remark.objects.filter(plan=plan), Suggestion.objects.filter(plan=plan)
    if part:
        remarks, suggestions = remarks.filter(part_key=part.key), suggestions.filter(part_key=part.key)
    if state == "removed":
        remarks = remarks.exclude(removed_at=None)
        suggestions = suggestions.filter(state=Suggestion.State.WITHDRAWN)
    elif state == "done":
        remarks = remarks.filter(removed_at=None).exclude(settled_at=None)
        suggestions = suggestions.filter(state__in=[Suggestion.State.ACCEPTED, Suggestion.State.DECLINED])
    elif state == "":
        remarks = remarks.filter(removed_at=None, settled_at=None)
        suggestions = suggestions.filter(state=Suggestion.State.OPEN)
    for word in words:
        remarks = remarks.filter(
            Q(text__icontains=word) | Q(quote__icontains=word) | Q(part_title__icontains=word)
            | Q(by__full_name__icontains=word) | Q(pk__in=_answered_with(plan, word))
        )  # fmt: skip
        suggestions = suggestions.filter(
            Q(proposed__icontains=word) | Q(was__icontains=word) | Q(reason__icontains=word)
            | Q(part_title__icontains=word) | Q(by__full_name__icontains=word)
        )  # fmt: skip
    found: list[Thread | Proposal] = []
    if wanted["kind"] != "suggestion":
        found += threads(remarks, parts, who)
    if wanted["kind"] != "remark":
        found += proposals(suggestions, parts, who)
    return sorted(found, key=lambda item: item.part.place if item.part else 1_000_000)


def _answered_with(plan: Plan, word: str) -> Any:
    return Remark.objects.filter(plan=plan, answers__text__icontains=word).values("pk")


def _panel(request: HttpRequest, plan: Plan, parts: Parts, part: Part, who: Rights) -> dict[str, Any]:
    """What stands beside one part: what is open, and how much is done already. `next` may come with the address."""
    remarks = Remark.objects.filter(plan=plan, part_key=part.key, removed_at=None)
    suggestions = Suggestion.objects.filter(plan=plan, part_key=part.key)
    everything: list[Thread | Proposal] = [*threads(remarks, parts, who), *proposals(suggestions, parts, who)]
    return {
        "plan": plan,
        "part": part,
        "who": who,
        "open": [item for item in everything if item.is_open],
        "done": sum(1 for item in everything if not item.is_open),
        "quick": QuickRemarkForm(initial=_asked_with(request), part=part, auto_id=f"id_{part.anchor}_%s"),
        "next": next_page(request, page_of(part, plan)),
    }


@allow(*BUREAU_STAFF)
@require_safe
def plan_talk(request: HttpRequest, pk: int) -> HttpResponse:
    """For htmx: the tools of drafting beside a plan, and a counter into each task and heading that is talked of."""
    request = cast("PortalRequest", request)
    plan = plan_of_bureau(request, pk)
    if not is_part(request):
        return redirect("plan_remarks", pk)
    parts, counts = parts_of_plan(plan), open_counts(plan)
    sees_items = plan.district_id in request.user.districts_as(*BUREAU_ROLES)
    sent = waiting_items(plan) if sees_items else Counter[UUID | None]()
    numbers = {
        "plan_remarks": counts.all_remarks + counts.all_suggestions,
        "plan_contributions": sent.total(),
    }
    context = {
        "plan": plan,
        "who": rights(plan, request.user),
        "marks": [(part, counts.of(key)) for key, part in parts.items() if key and counts.of(key)],
        "sent": [(part, sent[key]) for key, part in parts.items() if key and sent[key]],
        "tabs": tabs_of(plan, "", request.user, numbers),
    }
    return render(request, "drafting/talk.html", context)


@allow(*BUREAU_STAFF)
@require_safe
def plan_talk_counts(request: HttpRequest, pk: int) -> HttpResponse:
    """For the page a plan is written on: what is open in all, and beside each line by its lasting key."""
    request = cast("PortalRequest", request)
    counts = open_counts(plan_of_bureau(request, pk))
    keys = {*counts.remarks, *counts.suggestions} - {None}
    return JsonResponse(
        {
            "all": counts.all_remarks + counts.all_suggestions,
            "parts": {str(key): counts.of(key) for key in keys},
        }
    )


@allow(*TALKERS)
@refusals_told
def remark_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark on a part, on one of its texts, on words in it; `quote` and `start` may come with the address."""
    request = cast("PortalRequest", request)
    plan = plan_to_talk_of(request, pk)
    parts = parts_of_plan(plan)
    part = part_asked(parts, request.POST or request.GET)
    if "quick" in request.POST:
        return _quick_remark(request, plan, parts, part)
    form = RemarkForm(request.POST or None, part=part, initial=_asked_with(request))
    if form.is_valid():
        remark = make_remark(plan=plan, part=part, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your remark stands beside the text."))
        return redirect(remark)
    context = {
        "plan": plan,
        "part": part,
        "form": form,
        "back": page_of(part, plan),
        "texts": [part.text(name) for name in part.fields if part.text(name)],
    }
    return render(request, "drafting/remark_new.html", context, status=422 if form.is_bound else 200)


def _asked_with(request: HttpRequest) -> dict[str, object]:
    """A key for a new remark, and the words it is to be on, as they come with the address."""
    return {"key": uuid4(), **{name: request.GET.get(name, "") for name in ("field", "quote", "start")}}


def _quick_remark(request: PortalRequest, plan: Plan, parts: Parts, part: Part) -> HttpResponse:
    form = QuickRemarkForm(request.POST, part=part)
    if form.is_valid():
        make_remark(plan=plan, part=part, by=request.user, now=timezone.now(), **form.cleaned_data)
    if is_part(request):
        who = rights(plan, request.user)
        return render(request, "drafting/panel.html", _panel(request, plan, parts, part, who))
    return redirect(page_of(part, plan))


@allow(*BUREAU_STAFF)
@require_safe
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """One thread under its own address."""
    request = cast("PortalRequest", request)
    row = get_object_or_404(
        Remark.objects.visible_to(request.user).select_related(
            "plan__district", "by", "settled_by", "removed_by"
        ),
        pk=pk,
    )
    item = _thread(row, request)
    context = {
        "plan": row.plan,
        "item": item,
        "part_url": page_of(item.part, row.plan) if item.part else "",
        "is_page": True,
    }
    return render(request, "drafting/remark.html", context)


Act = Callable[..., Any]
ACTS: dict[str, Act] = {
    "settle": settle_remark,
    "reopen": reopen_remark,
    "remove": remove_remark,
    "restore": restore_remark,
}


@allow(*TALKERS)
@require_POST
@refusals_told
def remark_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Answer, settle, open again, take away, put back. A second click finds it done."""
    request = cast("PortalRequest", request)
    row = get_object_or_404(
        Remark.objects.open_to(request.user).select_related("plan__district", "by"), pk=pk
    )
    if act == "answer":
        form = AnswerForm(request.POST)
        if form.is_valid():
            answer_remark(remark=row, by=request.user, now=timezone.now(), **form.cleaned_data)
    elif act in ACTS:
        try:
            ACTS[act](remark=row, by=request.user, now=timezone.now())
        except AlreadyDecided as refusal:
            messages.info(request, sentence(refusal))
    else:
        raise Http404
    if is_part(request):
        row = Remark.objects.select_related("plan__district", "by", "settled_by", "removed_by").get(pk=pk)
        context = {"item": _thread(row, request), "plan": row.plan}
        return render(request, "drafting/parts/thread.html", context)
    return redirect(next_page(request, reverse("remark", args=[pk])))


def _thread(row: Remark, request: PortalRequest) -> Thread:
    return thread(row, parts_of_plan(row.plan), rights(row.plan, request.user))
