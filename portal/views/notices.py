"""Messages to the person signed in. Reading one is an act (POST): a link preview reads nothing."""

from typing import cast

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, signed_in
from districts.models import Message


@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    user = cast("PortalRequest", request).user
    rows = Message.objects.visible_to(user).in_portal()
    if text := request.GET.get("q", "").strip():
        rows = rows.filter(body__icontains=text) | rows.filter(subject__icontains=text)
    page = Paginator(rows, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "portal/notices.html", {"page": page, "q": text})


@signed_in
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it points."""
    user = cast("PortalRequest", request).user
    message = get_object_or_404(Message.objects.visible_to(user).in_portal(), pk=pk)
    Message.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return redirect(message.link or "notices")


@signed_in
@require_POST
def read_all_notices(request: HttpRequest) -> HttpResponse:
    user = cast("PortalRequest", request).user
    Message.objects.visible_to(user).in_portal().filter(read_at=None).update(read_at=timezone.now())
    return redirect("notices")
