"""Entries one by one: read, written, changed, given to offices and schools, linked to tasks, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from calendar_app.forms import EntryForm, NewEntryForm, TasksForm
from calendar_app.models import CalendarEntry
from calendar_app.queries.entries import last_change, removed_entries, unmatched_names
from calendar_app.services import add_entry, edit_entry, link_tasks, remove_entry, restore_entry
from calendar_app.spans import span_words
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from workplans.granted import know_granted
from workplans.queries.outline import plan_outline
from workplans.refusals import ChangedMeanwhile, NotADraft
from workplans.views.assigning import AssignPage, assign_page
from workplans.views.refusing import refusals_told


@signed_in
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = get_object_or_404(CalendarEntry.objects.visible_to(request.user).for_page(), pk=pk)
    know_granted("entry", [row], request.seat.office or request.seat.school)
    may_edit = _is_open(row) and row.district_id in request.user.districts_as(Role.EDITOR)
    written = [office["name"] for office in row.offices_as_written]
    context = {
        "entry": row,
        "months": span_words(row.starts_month, row.ends_month),
        "tasks": row.tasks.order_by("position", "pk"),
        "as_written": written if written != [duty.office.name for duty in row.duties.all()] else [],
        "is_in_force": row.withdrawn_on is None and (row.plan is None or row.plan.is_issued),
        "may_edit": may_edit,
        "unmatched": unmatched_names(row) if may_edit and row.plan else [],
    }
    return render(request, "calendar_app/entry.html", context)


@allow(Role.EDITOR)
@refusals_told
def entry_new(request: HttpRequest) -> HttpResponse:
    request = cast("PortalRequest", request)
    district = request.seat.district
    month = request.GET.get("month") or f"{timezone.localdate():%Y-%m}"
    initial = {"key": uuid4(), "starts_month": month, "plan": request.GET.get("plan")}
    form = NewEntryForm(request.POST or None, district=district, user=request.user, initial=initial)
    if form.is_valid():
        clean = form.cleaned_data
        row = add_entry(
            district=district, draft=form.draft, plan=clean["plan"], key=clean["key"], by=request.user
        )
        messages.success(request, _("“%(work)s” was added.") % {"work": row.work})
        return redirect(row)
    return render(request, "calendar_app/entry_new.html", {"form": form}, status=_status(form))


@allow(Role.EDITOR)
@refusals_told
def entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = _kept(request, pk)
    form = EntryForm(request.POST or None, instance=row)
    if form.is_valid():
        try:
            edit_entry(
                entry=row, changes=form.changes, was=form.was, version=form.seen_version, by=request.user
            )
        except ChangedMeanwhile as refusal:
            return _both_texts(request, form, cast("CalendarEntry", refusal.row))
        messages.success(request, _("Saved."))
        return redirect("entry", pk)
    return render(request, "calendar_app/entry_edit.html", {"form": form, "pk": pk}, status=_status(form))


@allow(Role.EDITOR)
@refusals_told
def entry_duties(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    row = _kept(request, pk)
    page = AssignPage(
        carrier=row,
        title=row.work,
        url=reverse("entry_duties", args=[pk]),
        back_url=reverse("entry", args=[pk]),
        back_label=_("Entry"),
    )
    return assign_page(request, page)


@allow(Role.EDITOR)
@refusals_told
def entry_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """Which tasks of its plan the entry carries out; an entry without a plan has none to choose from."""
    request = cast("PortalRequest", request)
    row = _kept(request, pk)
    if row.plan is None:
        raise Http404
    nodes = plan_outline(row.plan).all_tasks()
    choices = [(node.task.pk, f"{node.label}{node.task.title}") for node in nodes]
    form = TasksForm(request.POST or None, entry=row, choices=choices)
    if request.method == "POST" and form.is_valid():
        link_tasks(entry=row, tasks=form.cleaned_data["tasks"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("entry", pk)
    return render(
        request, "calendar_app/entry_tasks.html", {"form": form, "entry": row}, status=_status(form)
    )


@allow(Role.EDITOR)
@refusals_told
def entry_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete. A second click finds it gone, and ends where the first did."""
    request = cast("PortalRequest", request)
    row = CalendarEntry.objects.kept_by(request.user).select_related("plan").filter(pk=pk).first()
    if row is None:
        if request.method == "POST" and removed_entries(request.user).filter(object_id=str(pk)).exists():
            return redirect("entries_removed")
        raise Http404
    if request.method == "POST":
        seen = request.POST.get("version", "")
        remove_entry(entry=row, version=int(seen) if seen.isdecimal() else None, by=request.user)
        messages.success(
            request, _("“%(work)s” was deleted. It can be brought back below.") % {"work": row.work}
        )
        return redirect("entries_removed")
    return render(request, "calendar_app/entry_delete.html", {"entry": row})


@allow(Role.EDITOR)
def entries_removed(request: HttpRequest) -> HttpResponse:
    """What was deleted from the calendar, the latest first, each with the way back."""
    user = cast("PortalRequest", request).user
    page = Paginator(removed_entries(user), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "calendar_app/entries_removed.html", {"page": page})


@allow(Role.EDITOR)
@require_POST
@refusals_told
def entry_restore(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast("PortalRequest", request).user
    row = restore_entry(removal=get_object_or_404(removed_entries(user), pk=pk), by=user)
    messages.success(request, _("“%(work)s” is back.") % {"work": row.work})
    return redirect(row)


def _kept(request: PortalRequest, pk: int) -> CalendarEntry:
    """The entry when the person's bureau keeps it; raises Http404, and NotADraft when its plan stands still."""
    rows = CalendarEntry.objects.kept_by(request.user).select_related("plan", "district")
    row = get_object_or_404(rows, pk=pk)
    if not _is_open(row):
        raise NotADraft
    return row


def _is_open(row: CalendarEntry) -> bool:
    return row.plan is None or row.plan.is_draft


def _status(form: BaseForm) -> int:
    return 422 if form.is_bound else 200


@dataclass(frozen=True)
class Side:
    """One field in both versions."""

    label: str
    theirs: str
    mine: str

    @property
    def differs(self) -> bool:
        return self.theirs != self.mine


def _both_texts(request: HttpRequest, form: EntryForm, current: CalendarEntry) -> HttpResponse:
    """Somebody else was there first: both texts, and a form that keeps mine on purpose."""
    sides = [
        Side(str(form[name].label), str(getattr(current, name) or ""), str(form.cleaned_data[name] or ""))
        for name in form.row_fields
    ]
    context = {
        "form": form.over(current),
        "pk": current.pk,
        "sides": sides,
        "their_change": last_change(current),
    }
    return render(request, "calendar_app/both_texts.html", context, status=409)
