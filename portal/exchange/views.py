"""Excel in and out: one page a kind, and one page a file that was brought in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest
from portal.exchange.downloads import word_file, workbook
from portal.exchange.forms import UploadForm
from portal.exchange.kinds import KINDS, Kind
from portal.exchange.limits import MOST_ROWS, Refused
from portal.exchange.refusals import sentence_of
from portal.exchange.reports import CHANGED, NEW, WRONG, Report
from portal.exchange.services import (
    AlreadyConfirmed,
    LooksDifferent,
    confirm_import,
    export_rows,
    export_word,
    keep_import,
    labels_of,
    template,
)
from portal.models import ImportFile

ROWS_A_PAGE = 100
EARLIER_FILES = 5


@require_safe
def excel(request: PortalRequest, kind: Kind) -> HttpResponse:
    return _page(request, kind, UploadForm(takes_word=bool(kind.word)))


@require_safe
def excel_template(request: PortalRequest, kind: Kind) -> HttpResponse:
    content = template(kind=kind, district=request.seat.district, by=request.user)
    return workbook(content, f"{kind.name}-template")


@require_safe
def excel_export(request: PortalRequest, kind: Kind) -> HttpResponse:
    """The rows that the list shows under the same filters."""
    content = export_rows(
        kind=kind, district=request.seat.district, by=request.user, rows=kind.found(request)
    )
    return workbook(content, f"{kind.name}-{timezone.localdate()}")


@require_safe
def word_export(request: PortalRequest, kind: Kind) -> HttpResponse:
    """The same rows as a Word file."""
    if kind.word is None:
        raise Http404
    content = export_word(
        kind=kind, form=kind.word, district=request.seat.district, by=request.user, rows=kind.found(request)
    )
    return word_file(content, f"{kind.name}-{timezone.localdate()}")


@require_POST
def excel_import(request: PortalRequest, kind: Kind) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, takes_word=bool(kind.word))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_import(
                kind=kind,
                district=request.seat.district,
                name=file.name,
                content=file.read(),
                by=request.user,
            )
        except Refused as refused:
            form.add_error("file", sentence_of(refused, labels_of(kind)))
        else:
            return redirect("import_file", kept.pk)
    return _page(request, kind, form)


@require_safe
def import_file(request: PortalRequest, pk: int) -> HttpResponse:
    """What the file would do, or has done."""
    kept = get_object_or_404(ImportFile.objects.visible_to(request.user), pk=pk)
    report = Report.from_dict(kept.report)
    return render(
        request,
        "portal/exchange/preview.html",
        {
            "kept": kept,
            **_places(KINDS[kept.kind]),
            "report": report,
            "new": report.count(NEW),
            "changed": report.count(CHANGED),
            "wrong": report.count(WRONG),
            "page": Paginator(report.wrong_first, ROWS_A_PAGE).get_page(request.GET.get("page")),
        },
    )


@require_POST
@never_cache
def import_confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Write all of it, or none of it. Passwords of new accounts are shown in the answer, and nowhere else."""
    kept = get_object_or_404(ImportFile.objects.visible_to(request.user), pk=pk)
    kind = KINDS[kept.kind]
    if kept.district_id not in request.user.districts_as(*kind.keepers):
        raise PermissionDenied
    try:
        accounts = confirm_import(kept=kept, kind=kind, by=request.user)
    except AlreadyConfirmed:
        messages.info(request, _("This file was brought in already; nothing was done a second time."))
    except LooksDifferent:
        messages.warning(
            request, _("The rows have changed since this file was looked through. Please look at it again.")
        )
    else:
        messages.success(request, _("Everything in the file was brought in."))
        if accounts:
            context = {"kept": kept, "accounts": accounts, **_places(kind)}
            return render(request, "portal/exchange/passwords.html", context)
    return redirect("import_file", pk)


def _page(request: PortalRequest, kind: Kind, form: UploadForm) -> HttpResponse:
    may_bring = request.seat.role in kind.keepers
    earlier = ImportFile.objects.visible_to(request.user).filter(kind=kind.name)
    return render(
        request,
        "portal/exchange/excel.html",
        {
            **_places(kind),
            "form": form,
            "may_bring": may_bring,
            "export_url": reverse(f"{kind.name}_export"),
            "word_url": reverse(f"{kind.name}_word") if kind.word else "",
            "template_url": reverse(f"{kind.name}_template") if may_bring else "",
            "import_url": reverse(f"{kind.name}_import") if may_bring else "",
            "most_rows": MOST_ROWS,
            "earlier": earlier.defer("report")[:EARLIER_FILES] if may_bring else [],
        },
    )


def _places(kind: Kind) -> dict[str, Any]:
    """The kind and the pages beside it."""
    return {
        "kind": kind,
        "list_url": reverse(kind.list_page),
        "excel_url": reverse(f"{kind.name}_excel"),
    }
