"""Units and people at a glance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.views.tabs import unit_tabs


@allow(*BUREAU_STAFF)
@require_safe
def unit_list(request: PortalRequest) -> HttpResponse:
    tabs = unit_tabs(request)
    stats = [{"number": tab.count, "word": tab.label, "url": tab.url} for tab in tabs]
    return render(request, "districts/unit_list.html", {"tabs": tabs, "stats": stats})
