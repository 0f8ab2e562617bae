"""Follow-up: what was sent to whom and why, and what would go today."""

from datetime import date
from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from calendar_app.queries import days_of
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
    """What the digests of today or a day to come would say, before they are sent; writes nothing.

    What a day gone by would have brought is asked of a rule's trial, which knows how things stood then.
    """
    seat, today = cast("PortalRequest", request).seat, timezone.localdate()
    day = max(_day(request.GET.get("day", "")) or today, today)
    is_rest = not days_of(seat.district).is_working_day(day)
    people = Paginator([] if is_rest else owed_by_person(seat.district, day), settings.PAGE_SIZE)
    context = {
        "page": people.get_page(request.GET.get("page")),
        "day": day,
        "today": today,
        "is_rest": is_rest,
    }
    return render(request, "reminders/preview.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
