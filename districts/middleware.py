"""What every request knows: the seat somebody acts from, and where the act comes from."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from districts.models import AuditEntry, Membership, User
from districts.trail import Origin, origin

SEAT_KEY = "seat"

Handler = Callable[[HttpRequest], HttpResponse]


class SeatMiddleware:
    """Sets `request.seat`: the chosen seat of the person signed in, or None."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seat = chosen_seat(request)  # type: ignore[attr-defined]  # typed by PortalRequest
        return self.get_response(request)


def chosen_seat(request: HttpRequest) -> Membership | None:
    if not isinstance(request.user, User) and not request.user.is_authenticated:
        return None
    seats = request.user.seats
    wanted = request.session.get(SEAT_KEY)
    return next((seat for seat in seats if seat.pk == wanted), seats[0] if seats else None)


class TrailMiddleware:
    """Tells the audit trail that acts of this request come from the web, and from which address."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = origin.set(Origin(AuditEntry.Channel.WEB, client_address(request)))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)


def client_address(request: HttpRequest) -> str | None:
    """The visitor's address. Behind N proxies of ours it is the Nth from the right of X-Forwarded-For;
    anything further left was written by the visitor and is not believed."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    count: int = settings.TRUSTED_PROXY_COUNT
    if count and len(hops) >= count:
        return str(hops[-count])
    address: str = request.META.get("REMOTE_ADDR", "")
    return address or None
