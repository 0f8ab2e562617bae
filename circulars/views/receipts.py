"""Who has signed for a circular, and who has not: for the bureau that issued it."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulars.models import Circular
from circulars.queries import receipts_overview
from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Office, Role, School
from districts.tabs import Tab
from districts.views.tabs import PEOPLE_READERS


@allow(*BUREAU_STAFF)
@require_safe
def circular_receipts(request: PortalRequest, pk: int) -> HttpResponse:
    circular = get_object_or_404(Circular.objects.followed_by(request.user).select_related("district"), pk=pk)
    receipts = receipts_overview(circular)
    signed = request.GET.get("show") == "signed"
    paginator: Paginator[Office | School] = Paginator(receipts.places_that(signed=signed), settings.PAGE_SIZE)
    # Counted already, for the tab.
    paginator.count = receipts.total.signed if signed else receipts.total.unsigned
    page = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "circulars/circular_receipts.html",
        {
            "circular": circular,
            "receipts": receipts,
            "may_remind": receipts.total.unsigned > 0
            and not circular.is_repealed
            and circular.district_id in request.user.districts_as(Role.EDITOR),
            "signed": signed,
            "offices": [place for place in page if isinstance(place, Office)],
            "schools": [place for place in page if isinstance(place, School)],
            "page": page,
            "out_of_reach": [] if signed or circular.is_repealed else receipts.out_of_reach(),
            "keeps_people": request.seat.role == Role.ADMINISTRATOR,
            "may_see_people": request.seat.role in PEOPLE_READERS,
            "tabs": [
                Tab(_("Not signed"), "?show=unsigned", not signed, receipts.total.unsigned),
                Tab(_("Signed"), "?show=signed", signed, receipts.total.signed),
            ],
        },
    )
