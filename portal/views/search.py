"""The search page."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from districts.access import PortalRequest, signed_in
from portal.search import search


@signed_in
def search_page(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    findings = search(cast("PortalRequest", request).user, text) if text else None
    return render(request, "portal/search.html", {"q": text, "findings": findings})
