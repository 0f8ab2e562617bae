"""The paper on screen: its text, its PDF, who has signed."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from circulars.models import Circular
from districts.access import PortalRequest, signed_in


@signed_in
def circular(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast("PortalRequest", request).user
    found = get_object_or_404(Circular.objects.visible_to(user), pk=pk)
    return render(request, "circulars/circular.html", {"circular": found})
