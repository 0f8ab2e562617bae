"""A paper's file, as a browser asks for it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from circulars.models import Circular, WorkPaper

# A browser's own PDF viewer is a page of its own with a style in it. A PDF has no HTML that could misuse that.
VIEWER_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_response(request: HttpRequest, circular: Circular | WorkPaper) -> HttpResponseBase:
    """The PDF, shown by the browser or, with ?download, saved under the number and title of the paper."""
    return _kept_file(
        request,
        circular,
        "pdf",
        as_attachment="download" in request.GET,
        content_type="application/pdf",
        policy=VIEWER_POLICY,
    )


def docx_response(request: HttpRequest, circular: Circular | WorkPaper) -> HttpResponseBase:
    """The Word twin, always saved: no browser shows it."""
    return _kept_file(
        request, circular, "docx", as_attachment=True, content_type=WORD_TYPE, policy="default-src 'none'"
    )


def _kept_file(
    request: HttpRequest,
    circular: Circular | WorkPaper,
    field: str,
    *,
    as_attachment: bool,
    content_type: str,
    policy: str,
) -> HttpResponseBase:
    file = getattr(circular, field)
    if not circular.is_ready or not file:
        raise Http404
    etag = quote_etag(getattr(circular, f"{field}_sha256"))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        return unchanged
    response = FileResponse(
        file.open(),
        as_attachment=as_attachment,
        filename=f"{circular}.{field}",
        content_type=content_type,
        headers={"ETag": etag, "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"},
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response
