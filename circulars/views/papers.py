"""Papers on screen: the list, the text, and the PDF while and after it is made."""

from uuid import uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from circulars.forms import FindCirculars
from circulars.models import Circular
from circulars.paper import Paper
from circulars.queries import (
    circulars_for_list,
    find_circulars,
    knowing_editions,
    other_editions,
    place_in_queue,
    receipts_overview,
    signing_places,
    tallies,
)
from circulars.screen import on_screen
from circulars.sentences import failure_sentence
from circulars.views.files import docx_response, pdf_response
from circulars.views.tabs import as_tabs, list_choices
from districts.access import PortalRequest, signed_in
from districts.models import Role


@signed_in
@require_safe
def circular_list(request: PortalRequest) -> HttpResponse:
    filters = FindCirculars(request.GET, today=timezone.localdate())
    choices = list_choices(request.user, request.seat)
    chosen = next((choice for choice in choices if choice.name == request.GET.get("show")), choices[0])
    found = circulars_for_list(find_circulars(chosen.circulars, **filters.wanted), request.seat)
    follows = not (request.seat.is_office or request.seat.is_school)
    if follows:
        found = found.prefetch_related("audience")
    page = Paginator(found, settings.PAGE_SIZE).get_page(request.GET.get("page"))
    own = {paper for paper in page if follows and paper.district_id in request.user.bureau_district_ids}
    of_paper = tallies(own)
    return render(
        request,
        "circulars/circular_list.html",
        {
            "page": page,
            "rows": [(paper, of_paper.get(paper.pk)) for paper in page],
            "follows": follows,
            "filters": filters,
            "show": chosen.name,
            "tabs": as_tabs(choices, chosen),
        },
    )


@signed_in
@require_safe
@vary_on_headers("HX-Request")
def circular(request: PortalRequest, pk: int) -> HttpResponse:
    """The whole page, or for htmx only the part that tells how far the PDF is."""
    found = get_object_or_404(
        knowing_editions(Circular.objects.visible_to(request.user)).select_related(
            "district", "plan", "issued_by", "replaced_by", "repealed_by"
        ),
        pk=pk,
    )
    context = {
        "circular": found,
        "queue_place": place_in_queue(found) if found.is_waiting else None,
        "failure": failure_sentence(found.failure) if found.state == Circular.State.FAILED else "",
        "may_edit": found.district_id in request.user.districts_as(Role.EDITOR),
    }
    if request.headers.get("HX-Request"):
        return render(request, "circulars/pdf_state.html", context)
    may_follow = found.district_id in request.user.bureau_district_ids
    receipts = receipts_overview(found) if may_follow else None
    places = signing_places(found, request.user, receipts.offices if receipts else None)
    return render(
        request,
        "circulars/circular.html",
        {
            **context,
            "screen": on_screen(Paper.from_dict(found.snapshot)),
            "editions": other_editions(found),
            # Of a paper that was taken back nobody is asked to sign; who has, has.
            "places": [place for place in places if place.signed_at or not found.is_repealed],
            "may_repeal": found.district_id in request.user.districts_as(Role.EDITOR, Role.APPROVER),
            "receipts": receipts,
            "own_schools": [seat.school for seat in request.user.seats if seat.school],
            "own_list_key": uuid4(),
        },
    )


@signed_in
@require_safe
def circular_pdf(request: PortalRequest, pk: int) -> HttpResponseBase:
    return pdf_response(request, get_object_or_404(Circular.objects.visible_to(request.user), pk=pk))


@signed_in
@require_safe
def circular_docx(request: PortalRequest, pk: int) -> HttpResponseBase:
    return docx_response(request, get_object_or_404(Circular.objects.visible_to(request.user), pk=pk))
