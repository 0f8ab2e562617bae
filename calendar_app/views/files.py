"""The calendar as a file to take along: once, as it stands; a subscription stays up to date."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_app.ical import as_ical
from calendar_app.queries.exports import shown_entries
from calendar_app.queries.subscriptions import as_happenings
from districts.access import PortalRequest, signed_in


@signed_in
@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """What the calendar shows under the filters and in the months of the address, for any calendar program."""
    request = cast("PortalRequest", request)
    entries = shown_entries(user=request.user, seat=request.seat, query=request.GET)
    name = str(request.seat.school or request.seat.district.bureau_name)
    written = as_ical(name, as_happenings(entries), now=timezone.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response
