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
from reminders.queries import know_days, owed_by_person

FOLLOWERS = (Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER)


@allow(*FOLLOWERS)
def reminder_list(request: HttpRequest) -> HttpResponse:
    """The ledger: every reminder of the bureau, newest first."""
    seat = cast("PortalRequest", request).seat
    rows = Reminder.objects.filter(district=seat.district).with_items().select_related("recipient")
    filters = ReminderFilter(request.GET)
    page = Paginator(filters.applied_to(rows.order_by("-id")), settings.PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    know_days(page.object_list)
    is_filtered = any(request.GET.get(name) for name in filters.fields)
    return render(
        request, "reminders/list.html", {"page": page, "filters": filters, "is_filtered": is_filtered}
    )


@allow(*FOLLOWERS)
def reminder_preview(request: HttpRequest) -> HttpResponse:
    """What the next digests would say, before they are sent; writes nothing."""
    seat = cast("PortalRequest", request).seat
    today = _day(request.GET.get("day", "")) or timezone.localdate()
    people = Paginator(owed_by_person(seat.district, today), settings.PAGE_SIZE)
    return render(
        request, "reminders/preview.html", {"page": people.get_page(request.GET.get("page")), "day": today}
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
