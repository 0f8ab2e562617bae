"""Follow-up: what was sent to whom and why, and what would go today."""

from datetime import date
from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from districts.access import PortalRequest, allow
from districts.models import Role
from reminders.forms import ReminderFilter
from reminders.models import Reminder
from reminders.queries import owed_by_person


@allow(Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER)
def reminder_list(request: HttpRequest) -> HttpResponse:
    """The ledger: every reminder of the bureau, newest first."""
    user = cast("PortalRequest", request).user
    rows = Reminder.objects.visible_to(user).select_related(
        "recipient", "task__plan", "entry__plan", "circular", "digest"
    )
    filters = ReminderFilter(request.GET)
    page = Paginator(filters.applied_to(rows.order_by("-id")), settings.PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return render(request, "reminders/list.html", {"page": page, "filters": filters})


@allow(Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER)
def reminder_preview(request: HttpRequest) -> HttpResponse:
    """What the next digests would say, before they are sent; writes nothing."""
    seat = cast("PortalRequest", request).seat
    today = _day(request.GET.get("day", "")) or timezone.localdate()
    return render(
        request, "reminders/preview.html", {"people": owed_by_person(seat.district, today), "day": today}
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
