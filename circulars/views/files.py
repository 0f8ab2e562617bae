"""A paper's file, as a browser asks for it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from circulars.models import Circular

# A browser's own PDF viewer is a page of its own with a style in it. A PDF has no HTML that could misuse that.
VIEWER_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def pdf_response(request: HttpRequest, circular: Circular) -> HttpResponseBase:
    """The PDF, shown by the browser or, with ?download, saved under the number and title of the paper."""
    if not circular.is_ready:
        raise Http404
    etag = quote_etag(circular.pdf_sha256)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        return unchanged
    response = FileResponse(
        circular.pdf.open(),
        as_attachment="download" in request.GET,
        filename=f"{circular.number} {circular.title}.pdf",
        content_type="application/pdf",
        headers={"ETag": etag, "Content-Security-Policy": VIEWER_POLICY, "X-Content-Type-Options": "nosniff"},
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response
