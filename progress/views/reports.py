"""Filing a report on a task or an entry, and reading what was filed."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from calendar_app.models import CalendarEntry
from districts.access import PortalRequest, allow, signed_in
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from progress.forms import ReportForm
from progress.queries import due_day, extensions_of, item_head, reports_on, seat_asked
from progress.services import file_report
from progress.views.fetching import entry_seen, task_seen
from workplans.models import Task


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
def task_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _report(cast("PortalRequest", request), task_seen(request, pk))


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
def entry_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _report(cast("PortalRequest", request), entry_seen(request, pk))


@signed_in
def task_reports(request: HttpRequest, pk: int) -> HttpResponse:
    return _reports(cast("PortalRequest", request), task_seen(request, pk))


@signed_in
def entry_reports(request: HttpRequest, pk: int) -> HttpResponse:
    return _reports(cast("PortalRequest", request), entry_seen(request, pk))


def _report(request: PortalRequest, item: Task | CalendarEntry) -> HttpResponse:
    """The form of one item. Somebody whose office or school is not asked finds nothing here."""
    seat = seat_asked(item, request.user, first=request.seat)
    if seat is None:
        raise Http404
    head = item_head(item)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        file_report(
            by=request.user,
            task=item if isinstance(item, Task) else None,
            entry=item if isinstance(item, CalendarEntry) else None,
            office=seat.office,
            school=seat.school,
            **form.cleaned_data,
        )
        messages.success(request, _("Your report is in. If things change, simply report again."))
        return redirect(head.reports_url)
    return render(
        request,
        "progress/report.html",
        {
            "head": head,
            "seat": seat,
            "due_on": due_day(item, office=seat.office, school=seat.school),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _reports(request: PortalRequest, item: Task | CalendarEntry) -> HttpResponse:
    """What was reported on one item, the newest first: a page, or its list alone for htmx."""
    page = Paginator(reports_on(item, request.user), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    seat = seat_asked(item, request.user, first=request.seat)
    is_part = "HX-Request" in request.headers
    context = {
        "head": item_head(item),
        "page": page,
        "seat": seat,
        "extensions": extensions_of(item, request.user),
        "is_part": is_part,
    }
    return render(request, "progress/report_list.html" if is_part else "progress/reports.html", context)
