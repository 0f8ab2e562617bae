"""What a bureau shows to everybody: no sign-in, no script needed, an address for every task."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from circulars.forms import FindPublic
from circulars.models import Circular, TaskPlace
from circulars.paper import Paper
from circulars.queries import (
    find_circulars,
    knowing_editions,
    other_editions,
    public_circulars,
    publishing_bureaus,
    years_and_genres,
)
from circulars.screen import on_screen
from circulars.views.files import docx_response, pdf_response
from districts.access import public

MOST_IN_SITEMAP = 50_000  # what the protocol allows (sitemaps.org)


@public
@require_safe
def public_bureaus(request: HttpRequest) -> HttpResponse:
    return render(request, "circulars/public_bureaus.html", {"bureaus": publishing_bureaus()})


@public
@require_safe
def public_list(request: HttpRequest, slug: str) -> HttpResponse:
    """A bureau that has published nothing has no public page."""
    bureau = get_object_or_404(publishing_bureaus(), slug=slug)
    papers = public_circulars(bureau)
    filters = FindPublic(request.GET, kinds=years_and_genres(papers))
    found = find_circulars(papers, **filters.wanted, in_texts=True)
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
    """The paper; of one that was withdrawn only that it was, and why (410)."""
    papers = knowing_editions(Circular.objects.once_published())
    circular = get_object_or_404(
        papers.select_related("district", "plan", "replaced_by__district"), district__slug=slug, pk=pk
    )
    context = {"circular": circular, "bureau": circular.district}
    if not circular.published_at:
        return render(request, "circulars/public_withdrawn.html", context, status=410)
    keys = {anchor: str(key) for anchor, key in circular.task_places.values_list("anchor", "key")}
    return render(
        request,
        "circulars/public_circular.html",
        {
            **context,
            "editions": other_editions(circular, public=True),
            "screen": on_screen(Paper.from_dict(circular.snapshot), keys),
        },
    )


@public
@require_safe
def public_task(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """A task's own address leads to the newest paper that has it, whatever was amended since."""
    places = TaskPlace.objects.filter(key=key, circular__district__slug=slug)
    public_ones = places.filter(circular__in=Circular.objects.published())
    withdrawn = places.filter(circular__in=Circular.objects.once_published())
    place = public_ones.order_by("circular_id").last() or withdrawn.order_by("circular_id").last()
    if place is None:
        raise Http404
    return redirect(f"{reverse('public_circular', args=[slug, place.circular_id])}#{place.anchor}")


@public
@require_safe
def public_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    return pdf_response(request, _published(slug, pk))


@public
@require_safe
def public_docx(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    return docx_response(request, _published(slug, pk))


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read what is public and nothing else (RFC 9309)."""
    site_map = request.build_absolute_uri(reverse("sitemap"))
    open_ones = [reverse("public_bureaus"), reverse("sitemap"), settings.STATIC_URL]
    rules = ["User-agent: *", *(f"Allow: {path}" for path in open_ones), "Disallow: /"]
    rules += ["", f"Sitemap: {site_map}", ""]
    return HttpResponse("\n".join(rules), content_type="text/plain; charset=utf-8")


@public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines (sitemaps.org, protocol 0.9)."""
    papers = Circular.objects.published().select_related("district").defer("snapshot").order_by("-pk")
    return render(
        request,
        "circulars/sitemap.xml",
        {
            "site": f"{request.scheme}://{request.get_host()}",
            "bureaus": publishing_bureaus(),
            "circulars": papers[:MOST_IN_SITEMAP],
        },
        content_type="application/xml",
    )


def _published(slug: str, pk: int) -> Circular:
    published = Circular.objects.published().select_related("district", "plan")
    return get_object_or_404(published, district__slug=slug, pk=pk)
