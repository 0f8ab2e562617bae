"""What the shell of every page knows: the seat, the menu, the counter of unread messages."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.access import PortalRequest
from portal.menu import menu_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. An error page may come before any middleware ran: then only the name is known."""
    seat = getattr(request, "seat", None)
    known: dict[str, Any] = {
        "product_name": _("Work plan portal"),
        "today": timezone.localdate(),
        "seat": seat,
        "seats": [],
        "menu": [],
        "unread_count": 0,
    }
    if seat is None:
        return known
    user = cast("PortalRequest", request).user
    return known | {
        "seats": user.seats,
        "menu": menu_for(seat, request.path),
        "unread_count": user.unread_count,
    }
