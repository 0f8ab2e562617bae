"""More time: asking for it beside the report, deciding, and the list of what was asked."""

from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.models import CalendarEntry
from districts.access import PortalRequest, allow, signed_in
from districts.models import Role
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from progress.forms import DecisionForm, ExtensionFilters, ExtensionForm, RevocationForm
from progress.models import Extension
from progress.queries import deciders, due_day, item_head, seat_asked
from progress.refusals import AlreadyWaiting, NoDay, NotLater, sentence
from progress.services import ask_extension, decide_extension, revoke_extension, withdraw_extension
from progress.views.fetching import entry_seen, task_seen
from workplans.models import Task
from workplans.refusals import Refused
from workplans.views.refusing import refused

ACTS = ("grant", "refuse", "withdraw", "revoke")


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
def task_extension(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(cast("PortalRequest", request), task_seen(request, pk))


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
def entry_extension(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask(cast("PortalRequest", request), entry_seen(request, pk))


def _ask(request: PortalRequest, item: Task | CalendarEntry) -> HttpResponse:
    """The form of one item. Somebody whose office or school is not asked finds nothing here."""
    seat = seat_asked(item, request.user, first=request.seat)
    if seat is None:
        raise Http404
    form = ExtensionForm(request.POST or None, initial={"key": uuid4()})
    if form.is_valid():
        try:
            extension = ask_extension(
                item=item,
                by=request.user,
                now=timezone.now(),
                today=timezone.localdate(),
                office=seat.office,
                school=seat.school,
                **form.cleaned_data,
            )
        except NotLater as refusal:
            form.add_error("until", sentence(refusal))
        except (NoDay, AlreadyWaiting) as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Asked. Until the bureau decides, the day stays as it is."))
            return redirect(extension)
    context = {
        "head": item_head(item),
        "seat": seat,
        "due_on": due_day(item, office=seat.office, school=seat.school),
        "deciders": deciders(item.district.pk, asked_by=request.user.pk),
        "bureau": item.district.bureau_name,
        "form": form,
    }
    return render(request, "progress/extension_ask.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def extension_list(request: HttpRequest) -> HttpResponse:
    """What was asked of the person's bureau, or by the person's school; what waits stands first."""
    request = cast("PortalRequest", request)
    filters = ExtensionFilters(request.GET)
    wanted = filters.wanted
    rows = Extension.objects.visible_to(request.user)
    for word in wanted["q"].split():
        rows = rows.filter(
            Q(task__title__icontains=word) | Q(entry__work__icontains=word)
            | Q(office__name__icontains=word) | Q(school__name__icontains=word)
        )  # fmt: skip
    if wanted["state"]:
        rows = rows.filter(state=wanted["state"])
    rows = rows.select_related("task", "entry", "office", "school").order_by(
        F("decided_at").desc(nulls_first=True), "-id"
    )
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "progress/extension_list.html", {"page": page, "filters": filters})


@signed_in
@require_safe
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what for, why, and what became of it."""
    request = cast("PortalRequest", request)
    return _page(request, _extension(request, pk), DecisionForm())


@allow(Role.APPROVER, *OFFICE_ROLES, *SCHOOL_ROLES)
@require_POST
def extension_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Grant, refuse, take the request back, or what was granted. A second click finds it done."""
    request = cast("PortalRequest", request)
    row = _extension(request, pk)
    form = RevocationForm(request.POST) if act == "revoke" else DecisionForm(request.POST)
    if act not in ACTS:
        raise Http404
    if form.is_valid() and act == "refuse" and not form.cleaned_data["word"]:
        form.add_error("word", _("Please say why, in a few words."))
    if not form.is_valid():
        return _page(request, row, form)
    try:
        if act == "withdraw":
            withdraw_extension(extension=row, by=request.user, now=timezone.now())
        elif act == "revoke":
            revoke_extension(extension=row, by=request.user, now=timezone.now(), **form.cleaned_data)
        else:
            decide_extension(
                extension=row,
                is_granted=act == "grant",
                by=request.user,
                now=timezone.now(),
                word=form.cleaned_data["word"],
            )
    except Refused as refusal:
        return refused(request, refusal, words=sentence(refusal), back=row.get_absolute_url())
    messages.success(request, _("Taken back.") if act == "withdraw" else _("Done. Who asked has been told."))
    return redirect(row)


def _extension(request: PortalRequest, pk: int) -> Extension:
    rows = Extension.objects.visible_to(request.user).select_related(
        "district", "task__plan", "entry__plan", "office", "school", "asked_by", "decided_by", "revoked_by"
    )
    return get_object_or_404(rows, pk=pk)


def _page(request: PortalRequest, row: Extension, form: DecisionForm | RevocationForm) -> HttpResponse:
    user = request.user
    theirs = row.office_id in user.office_ids if row.office_id else row.school_id in user.school_ids
    decides = row.district_id in user.districts_as(Role.APPROVER)
    context = {
        "extension": row,
        "head": item_head(row.item),
        "form": form,
        "revocation": form if isinstance(form, RevocationForm) else RevocationForm(),
        "deciders": deciders(row.district_id, asked_by=row.asked_by_id) if row.is_waiting else (),
        "may_decide": row.is_waiting and decides and row.asked_by_id != user.pk,
        "may_revoke": row.is_granted and decides,
        "may_withdraw": row.is_waiting and theirs,
    }
    return render(request, "progress/extension.html", context, status=422 if form.is_bound else 200)
