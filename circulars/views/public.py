"""What a bureau shows to everybody: no sign-in, no script needed, an address for every task."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from circulars.forms import FindCirculars
from circulars.models import Circular
from circulars.paper import Paper
from circulars.queries import (
    find_circulars,
    knowing_editions,
    other_editions,
    public_circulars,
    publishing_bureaus,
)
from circulars.screen import on_screen
from circulars.views.files import docx_response, pdf_response
from districts.access import public


@public
@require_safe
def public_bureaus(request: HttpRequest) -> HttpResponse:
    return render(request, "circulars/public_bureaus.html", {"bureaus": publishing_bureaus()})


@public
@require_safe
def public_list(request: HttpRequest, slug: str) -> HttpResponse:
    """A bureau that has published nothing has no public page."""
    bureau = get_object_or_404(publishing_bureaus(), slug=slug)
    filters = FindCirculars(request.GET, today=timezone.localdate())
    found = find_circulars(public_circulars(bureau), **filters.wanted)
    return render(
        request,
        "circulars/public_list.html",
        {
            "bureau": bureau,
            "filters": filters,
            "page": Paginator(found, settings.PAGE_SIZE).get_page(request.GET.get("page")),
        },
    )


@public
@require_safe
def public_circular(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    circular = _published(slug, pk)
    return render(
        request,
        "circulars/public_circular.html",
        {
            "circular": circular,
            "bureau": circular.district,
            "editions": other_editions(circular, public=True),
            "screen": on_screen(Paper.from_dict(circular.snapshot)),
        },
    )


@public
@require_safe
def public_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    return pdf_response(request, _published(slug, pk))


@public
@require_safe
def public_docx(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    return docx_response(request, _published(slug, pk))


def _published(slug: str, pk: int) -> Circular:
    published = knowing_editions(Circular.objects.published()).select_related("district", "plan")
    return get_object_or_404(published, district__slug=slug, pk=pk)
