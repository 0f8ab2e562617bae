"""Everything an office or a school has to do: late, this month, this term."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from districts.access import PortalRequest, allow
from districts.models import Membership
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from districts.tabs import Tab
from portal.lines import owed_line
from portal.todo import SPANS, items_of


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
def todo(request: HttpRequest) -> HttpResponse:
    seat = cast("PortalRequest", request).seat
    today = timezone.localdate()
    span = request.GET.get("span", "month")
    span = span if span in SPANS else "month"
    text = request.GET.get("q", "").strip()
    items = [item for item in items_of(seat, span, today) if text in item.title or text in item.plan_title]
    page = Paginator(items, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/todo.html",
        {
            "page": page,
            "lines": [owed_line(item, today) for item in page],
            "tabs": _tabs(seat, span, today),
            "span": span,
            "q": text,
        },
    )


def _tabs(seat: Membership, current: str, today: date) -> list[Tab]:
    return [Tab(str(label), f"?span={span}", span == current) for span, label in SPANS.items()]
