"""The front page of everybody signed in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from districts.access import PortalRequest, signed_in


@signed_in
def workbench(request: HttpRequest) -> HttpResponse:
    seat = cast("PortalRequest", request).seat
    return render(request, "portal/workbench.html", {"seat": seat})
