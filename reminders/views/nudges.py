"""Urging by hand (催办) the offices of one item."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_app.models import CalendarEntry
from districts.access import PortalRequest, allow
from progress.queries import extensions_of, item_head
from reminders.forms import NudgeForm
from reminders.notices import SCHOOL
from reminders.services import NothingToUrge, UrgedToday, nudge, urged_by
from reminders.views.ledger import FOLLOWERS
from workplans.asking import Doubt, Wanted, doubt_about
from workplans.models import Plan, Task


@allow(*FOLLOWERS)
def task_urge(request: PortalRequest, pk: int) -> HttpResponse:
    own = Task.objects.standing().filter(plan__district_id__in=request.user.districts_as(*FOLLOWERS))
    issued = own.filter(plan__state=Plan.State.ISSUED, plan__school=None)
    return _urge(request, get_object_or_404(issued.select_related("plan__district"), pk=pk))


@allow(*FOLLOWERS)
def entry_urge(request: PortalRequest, pk: int) -> HttpResponse:
    own = CalendarEntry.objects.filter(district_id__in=request.user.districts_as(*FOLLOWERS))
    return _urge(request, get_object_or_404(own.in_force().select_related("plan", "district"), pk=pk))


def _doubt_about(item: Task | CalendarEntry, tells: list[str], today: date) -> Doubt | None:
    """Urging asks for something as well."""
    told = urged_by(item=item, tells=tells, today=today)
    schools = frozenset(one.place for one in told if one.part == SCHOOL)
    offices = frozenset(one.place for one in told if one.part != SCHOOL)
    urging = Wanted(
        today.replace(day=1), (item_head(item).kind, item.pk), schools=schools, offices=offices, kind="urge"
    )
    return doubt_about(item.district, [urging], today)


def _urge(request: PortalRequest, item: Task | CalendarEntry) -> HttpResponse:
    form = NudgeForm(request.POST or None)
    head = item_head(item)
    now = timezone.now()
    today = timezone.localdate(now)
    if form.is_valid() and form.answers(_doubt_about(item, form.cleaned_data["tells"], today)):
        try:
            urging = nudge(item=item, by=request.user, today=today, now=now, **form.order)
        except UrgedToday:
            form.add_error(None, _("It was urged today already. Once a day is enough."))
        except NothingToUrge:
            form.add_error(None, _("Nobody is left to urge: it is done, or nobody sits there."))
        else:
            count = urging.reminders.count()
            said = ngettext(
                "It stands in the next digest of %(count)d person.",
                "It stands in the next digests of %(count)d people.",
                count,
            )
            messages.success(request, said % {"count": count})
            return redirect(head.url)
    context = {
        "form": form,
        "head": head,
        "extensions": extensions_of(item, request.user).granted(),
        "urgings": item.nudges.select_related("by")[:10],
    }
    return render(request, "reminders/urge.html", context)
