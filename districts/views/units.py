"""Units and people at a glance."""

from django.http import HttpResponse
from django.shortcuts import render

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.views.tabs import unit_tabs


@allow(*BUREAU_STAFF)
def unit_list(request: PortalRequest) -> HttpResponse:
    return render(request, "districts/unit_list.html", {"tabs": unit_tabs(request)})
