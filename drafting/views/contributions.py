"""The office's side of contributions: what it is asked, the items it writes down, sending them."""

from __future__ import annotations

from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow
from districts.models.people import OFFICE_ROLES
from drafting.forms.contributions import AskedFilters, ItemForm, SendForm
from drafting.models import Asked, Item
from drafting.queries.contributions import ITEM_ROWS, ItemRow, asked_of, tasks_of
from drafting.refusals import NothingSaid
from drafting.services import add_item, edit_item, remove_item, send_items
from drafting.views.refusing import refusals_told
from workplans.refusals import ChangedMeanwhile


@allow(*OFFICE_ROLES)
@require_safe
def contribution_list(request: HttpRequest) -> HttpResponse:
    """All that the person's offices were asked for."""
    request = cast("PortalRequest", request)
    filters = AskedFilters(request.GET)
    wanted = filters.wanted
    rows = asked_of(request.user)
    for word in wanted["q"].split():
        rows = rows.filter(
            Q(call__plan__title__icontains=word)
            | Q(call__section_title__icontains=word)
            | Q(call__word__icontains=word)
        )
    if wanted["state"] == "open":
        rows = rows.filter(pk__in=Asked.objects.unanswered())
    elif wanted["state"] == "sent":
        rows = rows.exclude(sent_at=None)
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "filters": filters, "today": timezone.localdate()}
    return render(request, "drafting/contribution_list.html", context)


@allow(*OFFICE_ROLES)
@refusals_told
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, what is written down, what was sent and what became of it. POST sends."""
    request = cast("PortalRequest", request)
    asked = _asked(request, pk)
    form = SendForm(request.POST or None)
    if form.is_valid():
        try:
            send_items(asked=asked, by=request.user, now=timezone.now(), word=form.cleaned_data["word"])
        except NothingSaid:
            form.add_error("word", _("Write down an item first; or say in a word that you have none."))
        else:
            messages.success(request, _("Sent. You will read here what became of each item."))
            return redirect(asked)
    return _page(request, asked, form)


def _page(request: HttpRequest, asked: Asked, form: SendForm) -> HttpResponse:
    items = list(ITEM_ROWS.filter(asked=asked))
    tasks = tasks_of(items)
    context = {
        "asked": asked,
        "plan": asked.call.plan,
        "drafts": [item for item in items if item.state == Item.State.DRAFT],
        "sent": [ItemRow(item, tasks.get(item.key)) for item in items if item.state != Item.State.DRAFT],
        "form": form,
        "is_late": asked.is_late(timezone.localdate()),
    }
    return render(request, "drafting/contribution.html", context, status=422 if form.is_bound else 200)


@allow(*OFFICE_ROLES)
@refusals_told
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an item down. It can be changed until it is sent."""
    request = cast("PortalRequest", request)
    asked = _asked(request, pk)
    form = ItemForm(
        request.POST or None, district=asked.district, office=asked.office, initial={"key": uuid4()}
    )
    if form.is_valid():
        add_item(
            asked=asked,
            by=request.user,
            key=form.cleaned_data["key"],
            supporting=form.cleaned_data["supporting"],
            **form.words,
        )
        messages.success(request, _("Written down. It is not sent yet."))
        return redirect("item_new", pk) if "more" in request.POST else redirect(asked)
    return _item_page(request, asked, form, None)


@allow(*OFFICE_ROLES)
@refusals_told
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item that is not sent yet; a colleague's words are not overwritten unseen."""
    request = cast("PortalRequest", request)
    item = _own_item(request, pk)
    initial = {
        "title": item.title,
        "body": item.body,
        "due_on": item.due_on,
        "supporting": list(item.supporting.all()),
        "version": item.version,
    }
    asked = item.asked
    form = ItemForm(request.POST or None, district=asked.district, office=asked.office, initial=initial)
    if form.is_valid():
        try:
            edit_item(
                item=item,
                changes=form.words,
                supporting=form.cleaned_data["supporting"],
                version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except ChangedMeanwhile as refusal:
            return _both(request, asked, cast("Item", refusal.row))
        messages.success(request, _("Written down. It is not sent yet."))
        return redirect(asked)
    return _item_page(request, asked, form, item)


def _both(request: HttpRequest, asked: Asked, theirs: Item) -> HttpResponse:
    """What a colleague wrote beside what was typed; saving once more keeps what was typed, on purpose."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    again = ItemForm(data, district=asked.district, office=asked.office)
    context = {"asked": asked, "plan": asked.call.plan, "form": again, "item": theirs, "theirs": theirs}
    return render(request, "drafting/item_form.html", context, status=409)


def _item_page(request: HttpRequest, asked: Asked, form: ItemForm, item: Item | None) -> HttpResponse:
    context = {"asked": asked, "plan": asked.call.plan, "form": form, "item": item, "theirs": None}
    return render(request, "drafting/item_form.html", context, status=422 if form.is_bound else 200)


@allow(*OFFICE_ROLES)
@require_POST
@refusals_told
def item_delete(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    item = _own_item(request, pk)
    remove_item(item=item, by=request.user)
    messages.success(request, _("Dropped. The audit trail keeps its words."))
    return redirect(item.asked)


def _asked(request: PortalRequest, pk: int) -> Asked:
    rows = Asked.objects.visible_to(request.user).select_related(
        "office", "call__plan__district", "call__asked_by", "sent_by"
    )
    return get_object_or_404(rows, pk=pk)


def _own_item(request: PortalRequest, pk: int) -> Item:
    rows = Item.objects.of_office(request.user).select_related("asked__call__plan__district", "asked__office")
    return get_object_or_404(rows, pk=pk)
