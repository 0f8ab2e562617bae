"""What people do with a paper: sign for it, have it set again. By POST only."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from circulars.models import Circular
from circulars.refusals import NotAddressed, Refused
from circulars.sentences import sentence
from circulars.services import render_again, sign_for
from districts.access import PortalRequest, allow
from districts.models import Membership, Role
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES


@allow(*OFFICE_ROLES, *SCHOOL_ROLES)
@require_POST
def circular_sign(request: PortalRequest, pk: int) -> HttpResponse:
    circular = get_object_or_404(Circular.objects.visible_to(request.user), pk=pk)
    seat = _own_seat(request)
    try:
        sign_for(circular=circular, by=request.user, seat=seat)
    except NotAddressed as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("%(place)s has signed for it.") % {"place": seat.place})
    return redirect(circular)


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
