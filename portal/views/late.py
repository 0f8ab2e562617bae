"""Follow-up: what the bureau's offices are late with, the oldest first."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from districts.access import PortalRequest, allow
from districts.models import Office, Role
from portal.lines import late_line
from progress.queries import overdue_items


@allow(Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
def late_list(request: HttpRequest) -> HttpResponse:
    seat = cast("PortalRequest", request).seat
    offices = Office.objects.filter(district=seat.district).working()
    chosen = request.GET.get("office", "")
    office = next((office for office in offices if str(office.pk) == chosen), None)
    text = request.GET.get("q", "").strip()
    items = overdue_items(seat.district, timezone.localdate(), office)
    found = [item for item in items if text in item.title or text in item.plan_title]
    page = Paginator(found, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/late.html",
        {
            "page": page,
            "lines": [late_line(item, may_urge=True) for item in page],
            "offices": offices,
            "office": office,
            "q": text,
            "is_filtered": bool(office or text),
        },
    )
