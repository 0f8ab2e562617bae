"""The editor's side of contributions: offices are asked, reminded; what they sent is taken over or declined."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow
from districts.models import Role
from districts.models.people import BUREAU_ROLES
from drafting.forms.contributions import CallForm, DeclineForm, ItemFilters, TakeForm
from drafting.models import Call, Item
from drafting.queries.contributions import call_boards, waiting_items
from drafting.queries.parts import parts_of_plan
from drafting.refusals import AlreadyDecided
from drafting.sentences import sentence
from drafting.services import ask_offices, close_call, decline_item, remind_offices, take_item
from drafting.views.fetching import next_page, plan_of_bureau
from drafting.views.refusing import refusals_told
from drafting.views.tabs import tabs_of
from workplans.asking import doubt_about
from workplans.models import Plan
from workplans.refusals import NotADraft


@allow(*BUREAU_ROLES)
@require_safe
def plan_contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked for what, who has not answered, and what came in."""
    request = cast("PortalRequest", request)
    plan = plan_of_bureau(request, pk)
    filters = ItemFilters(request.GET)
    wanted = filters.wanted
    today = timezone.localdate()
    calls = Call.objects.visible_to(request.user).filter(plan=plan)
    context = {
        "plan": plan,
        "boards": call_boards(calls, parts_of_plan(plan), today, state=wanted["state"], words=wanted["q"]),
        "waiting": waiting_items(plan).total(),
        "filters": filters,
        "may_edit": plan.is_draft and plan.is_kept_by(request.user),
        "tabs": tabs_of(plan, "plan_contributions", request.user),
    }
    return render(request, "drafting/contributions.html", context)


@allow(Role.EDITOR)
@refusals_told
def call_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask offices; `section` in the address chooses one beforehand."""
    request = cast("PortalRequest", request)
    plan = get_object_or_404(Plan.objects.kept_by(request.user).select_related("district"), pk=pk)
    if not plan.is_draft:
        raise NotADraft
    form = CallForm(
        request.POST or None,
        district=plan.district,
        parts=parts_of_plan(plan),
        today=timezone.localdate(),
        initial={"key": uuid4(), "section": request.GET.get("section", "")},
    )
    if form.is_valid() and form.answers(doubt_about(plan.district, [form.wanted], timezone.localdate())):
        call = ask_offices(plan=plan, by=request.user, now=timezone.now(), **form.order)
        messages.success(request, _("The offices are asked; they find it on their workbench."))
        return redirect(call)
    return render(
        request, "drafting/call_new.html", {"plan": plan, "form": form}, status=422 if form.is_bound else 200
    )


@allow(Role.EDITOR)
@require_POST
@refusals_told
def call_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Remind those who have not answered, or close the call. A second click finds it done."""
    request = cast("PortalRequest", request)
    call = get_object_or_404(Call.objects.kept_by(request.user).select_related("plan__district"), pk=pk)
    if act == "remind":
        told = remind_offices(call=call, by=request.user, now=timezone.now())
        if told:
            words = ngettext("%(n)d office was reminded.", "%(n)d offices were reminded.", len(told))
            messages.success(request, words % {"n": len(told)})
        else:
            messages.info(request, _("Nobody was left to remind today."))
    elif act == "close":
        try:
            close_call(call=call, by=request.user, now=timezone.now())
        except AlreadyDecided as refusal:
            messages.info(request, sentence(refusal))
        else:
            messages.success(request, _("Closed. What came in can still be taken over."))
    else:
        raise Http404
    return redirect(call)


@allow(Role.EDITOR)
@refusals_told
def item_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item over: with `as_is` in its own words, else in those of the form."""
    request = cast("PortalRequest", request)
    item = _item(request, pk)
    call = item.asked.call
    parts = parts_of_plan(call.plan)
    home = parts.get(call.section_key) if call.section_key else None
    initial = {
        "title": item.title,
        "body": item.body,
        "due_on": item.due_on,
        "section": str(home.row.pk) if home else "",
    }
    as_is = "as_is" in request.POST
    form = TakeForm(None if as_is else request.POST or None, parts=parts, initial=initial)
    if as_is or form.is_valid():
        words = {} if as_is else form.cleaned_data
        task = take_item(item=item, by=request.user, now=timezone.now(), **words)
        messages.success(request, _("“%(task)s” stands in the plan now.") % {"task": task.name})
        return redirect(next_page(request, _back(item)))
    context = {"plan": call.plan, "item": item, "form": form, "back": _back(item)}
    return render(request, "drafting/item_take.html", context, status=422 if form.is_bound else 200)


@allow(Role.EDITOR)
@refusals_told
def item_decline(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    item = _item(request, pk)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        decline_item(item=item, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The office reads your reason."))
        return redirect(_back(item))
    context = {"plan": item.asked.call.plan, "item": item, "form": form, "back": _back(item)}
    return render(request, "drafting/item_decline.html", context, status=422 if form.is_bound else 200)


def _item(request: PortalRequest, pk: int) -> Item:
    rows = Item.objects.kept_by(request.user).select_related(
        "asked__call__plan__district", "asked__office", "asked__sent_by"
    )
    return get_object_or_404(rows, pk=pk)


def _back(item: Item) -> str:
    return f"{reverse('plan_contributions', args=[item.asked.call.plan_id])}#item-{item.pk}"
