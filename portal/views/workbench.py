"""The front page of everybody signed in."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from districts.access import PortalRequest, signed_in
from portal.workbench import bench_for


@signed_in
def workbench(request: HttpRequest) -> HttpResponse:
    seat = cast("PortalRequest", request).seat
    return render(request, "portal/workbench.html", {"bench": bench_for(seat, timezone.localdate())})
