"""The portal's site map with refusals in one word: tests/test_access_matrix.py asks for thousands of them, and looks at none.

That the real pages can be drawn is seen in tests/portal.
"""

from django.http import HttpRequest, HttpResponse

from config.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("no", status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("nothing", status=404)
