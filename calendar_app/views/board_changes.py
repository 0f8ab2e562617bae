"""What others did on the board, for a page that is open: asked again and again, it changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_app.models import CalendarEntry
from calendar_app.queries import Filters, board_page
from calendar_app.views.board import drawn
from districts.access import PortalRequest, allow
from districts.models import Role
from workplans.periods import period_of

AT_ONCE = 40
"""Rows drawn in one answer; static/js/board/following.js asks for as many."""


@allow(Role.EDITOR)
@require_safe
def board_changes(request: PortalRequest, kind: str, year: int) -> HttpResponse:
    """204 while the board is as it was in the state named by `since`; else its state, and every row's key and version.

    With `key`, once or often: those rows as they are drawn; one that is gone is left out.
    """
    period = period_of(kind, year)
    if keys := [key for key in map(_key, request.GET.getlist("key")[:AT_ONCE]) if key]:
        entries = (
            CalendarEntry.objects.visible_to(request.user).standing().filter(key__in=keys).with_offices()
        )
        return JsonResponse({"rows": drawn(entries, period, request.user)})
    filters = Filters.asked(request.GET, request.seat)
    today = timezone.localdate()
    page = board_page(user=request.user, seat=request.seat, period=period, filters=filters, today=today)
    if request.GET.get("since") == page.state:
        return HttpResponse(status=204)
    return JsonResponse({"state": page.state, "rows": page.rows})


def _key(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
