"""What people do with a paper: sign for it, have it set again. By POST only."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from circulars.models import Circular
from circulars.queries import signing_places
from circulars.refusals import Refused
from circulars.sentences import sentence
from circulars.services import render_again, sign_for
from districts.access import PortalRequest, allow
from districts.models import Membership, Role
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES

# What a browser or a chat program sends when it only looks ahead: nobody has opened the page.
LOOKING_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
LOOKERS = re.compile(r"bot\b|spider|crawl|preview|facebookexternalhit|slurp", re.IGNORECASE)


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
@require_POST
def circular_sign(request: PortalRequest, pk: int) -> HttpResponse:
    """By a click; or by the page itself once a person has it open, where the place only has to know."""
    circular = get_object_or_404(
        Circular.objects.visible_to(request.user).select_related("district").defer("snapshot"), pk=pk
    )
    seat = _own_seat(request)
    is_by_page = bool(request.headers.get("HX-Request"))
    if is_by_page and _only_looks_ahead(request):
        return HttpResponse(status=204)
    try:
        sign_for(circular=circular, by=request.user, seat=seat)
    except Refused as refusal:
        if is_by_page:
            return HttpResponse(status=204)
        messages.error(request, sentence(refusal))
    else:  # the page itself says who signed, and when
        if is_by_page:
            return _place_now(request, circular, seat)
    return redirect(circular)


def _only_looks_ahead(request: PortalRequest) -> bool:
    purposes = " ".join(request.headers.get(name, "") for name in LOOKING_AHEAD).lower()
    looks = any(word in purposes for word in ("prefetch", "prerender", "preview"))
    return looks or bool(LOOKERS.search(request.headers.get("User-Agent", "")))


def _place_now(request: PortalRequest, circular: Circular, seat: Membership) -> HttpResponse:
    places = signing_places(circular, request.user)
    place = next((one for one in places if one.name == seat.place), None)
    return render(request, "circulars/place.html", {"circular": circular, "place": place})


def _own_seat(request: PortalRequest) -> Membership:
    """The place the button stood for. Somebody else's is not found."""
    wanted = request.POST.get("seat")
    seat = next((seat for seat in request.user.seats if str(seat.pk) == wanted), None)
    if seat is None:
        raise Http404
    return seat


@allow(Role.EDITOR)
@require_POST
def circular_again(request: PortalRequest, pk: int) -> HttpResponse:
    circular = get_object_or_404(Circular.objects.editable_by(request.user), pk=pk)
    try:
        render_again(circular=circular, by=request.user)
    except Refused as refusal:
        messages.info(request, sentence(refusal))
    return redirect(circular)
