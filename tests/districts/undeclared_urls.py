"""A site map with one view that says nothing about its visitors."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("silent/", silent)]
