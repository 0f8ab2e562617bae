"""Bringing a document in, looking at what was read, confirming it."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import Role, User
from intake.drafts import suggested_kind
from intake.forms import ConfirmForm, UploadFilter, UploadForm
from intake.models import Upload
from intake.reading import Outline
from intake.refusals import refusal_sentence
from intake.remarks import reason_sentence, warning_sentence
from intake.services import NothingToConfirm, confirm_upload, discard_upload, keep_upload, read_upload


@allow(Role.EDITOR)
def upload_list(request: HttpRequest) -> HttpResponse:
    """Documents brought in, and the form that brings in another."""
    actor = cast("PortalRequest", request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = keep_upload(district=actor.seat.district, name=file.name, content=file.read(), by=actor.user)
        return redirect(upload)
    filters = UploadFilter(request.GET)
    rows = filters.applied_to(Upload.objects.visible_to(actor.user).select_related("uploaded_by", "plan"))
    page = Paginator(rows.defer("outline", "original"), settings.PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "intake/list.html", {"form": form, "filters": filters, "page": page})


@allow(Role.EDITOR)
@require_safe
def upload_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read beside the original; nothing is written yet."""
    upload = get_object_or_404(Upload.objects.editable_by(_user(request)), pk=pk)
    return _show(request, upload, ConfirmForm(initial=_suggestion(upload)) if upload.is_read else None)


@allow(Role.EDITOR)
@require_POST
def upload_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    upload = get_object_or_404(Upload.objects.editable_by(_user(request)), pk=pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show(request, upload, form)
    try:
        plan = confirm_upload(upload=upload, by=_user(request), **form.cleaned_data)
    except NothingToConfirm:
        messages.error(request, _("This document has nothing to confirm: read it again first."))
        return redirect(upload)
    return redirect("plan", plan.pk)


@allow(Role.EDITOR)
@require_POST
def upload_read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the kept file once more, for instance after the portal has learnt more."""
    upload = get_object_or_404(Upload.objects.editable_by(_user(request)), pk=pk)
    return redirect(read_upload(upload=upload, by=_user(request)))


@allow(Role.EDITOR)
@require_POST
def upload_discard(request: HttpRequest, pk: int) -> HttpResponse:
    upload = get_object_or_404(Upload.objects.editable_by(_user(request)), pk=pk)
    discard_upload(upload=upload, by=_user(request))
    messages.success(request, _("Put aside. It can be taken back from the list of what was put aside."))
    return redirect("upload_list")


@allow(*BUREAU_STAFF)
@require_safe
def upload_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it came in, as a download, never shown as a page of ours."""
    upload = get_object_or_404(Upload.objects.visible_to(_user(request)), pk=pk)
    return FileResponse(
        upload.file.open("rb"),
        as_attachment=True,
        filename=upload.name,
        content_type="application/octet-stream",
    )


def _show(request: HttpRequest, upload: Upload, form: ConfirmForm | None) -> HttpResponse:
    outline = Outline.from_dict(upload.outline) if upload.outline else None
    return render(
        request,
        "intake/upload.html",
        {
            "upload": upload,
            "outline": outline,
            "warnings": [warning_sentence(one.code, one.about) for one in outline.warnings]
            if outline
            else [],
            "set_aside": [(one.text, reason_sentence(one.code)) for one in outline.set_aside]
            if outline
            else [],
            "task_count": len(list(outline.all_tasks())) if outline else 0,
            "original": upload.original.splitlines(),
            "refusal": refusal_sentence(upload.refusal) if upload.is_refused else "",
            "form": form,
        },
        status=422 if form and form.errors else 200,
    )


def _suggestion(upload: Upload) -> dict[str, object]:
    outline = Outline.from_dict(upload.outline or {})
    kind, year = suggested_kind(outline.period)
    return {
        "title": (outline.title or upload.name.rsplit(".", 1)[0])[:200],
        "kind": kind,
        "year": year or timezone.localdate().year,
    }


def _user(request: HttpRequest) -> User:
    return cast("PortalRequest", request).user
