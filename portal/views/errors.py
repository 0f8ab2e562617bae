"""The page for a form that came back without its token."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from districts.access import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
