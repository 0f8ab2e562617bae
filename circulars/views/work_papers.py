"""Work papers of a plan: asked for by POST, made by a worker, shown and taken by GET."""

from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Any
from uuid import UUID, uuid4
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from circulars.forms import PaperForm
from circulars.kinds import KINDS, SCHOOL_LIST
from circulars.merging import merge
from circulars.models import PaperBatch, WorkPaper
from circulars.queries import issued_plans, place_in_queue
from circulars.sentences import failure_sentence
from circulars.services import ask_for_every_school, ask_for_paper, go_on_with_batch, stop_batch
from circulars.views.files import docx_response, pdf_response
from districts.access import BUREAU_STAFF, PortalRequest, allow
from districts.models import School
from districts.models.people import SCHOOL_ROLES
from workplans.models import Plan

SHOWN = 20


@allow(*BUREAU_STAFF)
def plan_papers(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a paper of the plan; below stand those asked for last."""
    plans = Plan.objects.visible_to(request.user).filter(district_id__in=request.user.bureau_district_ids)
    plan = get_object_or_404(plans.select_related("district"), pk=pk)
    months = sorted(set(plan.entries.standing().values_list("starts_month", flat=True)))
    form = PaperForm(request.POST or None, plan=plan, months=months)
    if request.method == "POST" and form.is_valid():
        order: dict[str, Any] = {"plan": plan, "by": request.user, "today": timezone.localdate()}
        if form.for_every_school:
            key, kind = form.cleaned_data["key"], form.cleaned_data["kind"]
            return redirect(ask_for_every_school(**order, key=key, kind=kind))
        return redirect(ask_for_paper(**order, **form.order))
    papers = plan.work_papers.filter(batch=None, until=None).exclude(
        asked_by__memberships__role__in=SCHOOL_ROLES
    )
    batches = PaperBatch.objects.filter(plan=plan).counted().select_related("asked_by")[:SHOWN]
    return render(
        request,
        "circulars/plan_papers.html",
        {
            "plan": plan,
            "form": form,
            "papers": [
                (paper, KINDS[paper.kind].label) for paper in papers.select_related("asked_by")[:SHOWN]
            ],
            "batches": [(batch, KINDS[batch.kind].label) for batch in batches],
        },
    )


def _paper(request: PortalRequest, pk: int) -> WorkPaper:
    papers = WorkPaper.objects.visible_to(request.user).select_related("plan", "office", "school")
    return get_object_or_404(papers, pk=pk)


def _batch(request: PortalRequest, pk: int) -> PaperBatch:
    batches = PaperBatch.objects.visible_to(request.user).counted().select_related("plan")
    return get_object_or_404(batches, pk=pk)


@allow(*BUREAU_STAFF, *SCHOOL_ROLES)
@require_safe
@vary_on_headers("HX-Request")
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """The whole page, or for htmx only how far it is."""
    found = _paper(request, pk)
    template = "circulars/paper_state.html" if request.headers.get("HX-Request") else "circulars/paper.html"
    return render(
        request,
        template,
        {
            "paper": found,
            "kind": KINDS[found.kind].label,
            "has_other_twin": KINDS[found.kind].has_other_twin,
            "failure": failure_sentence(found.failure) if found.state == WorkPaper.State.FAILED else "",
            "queue_place": place_in_queue(found) if found.is_waiting else None,
            "is_of_bureau": found.district_id in request.user.bureau_district_ids,
        },
    )


@allow(*BUREAU_STAFF, *SCHOOL_ROLES)
@require_safe
def paper_pdf(request: PortalRequest, pk: int) -> HttpResponseBase:
    return pdf_response(request, _paper(request, pk))


@allow(*BUREAU_STAFF, *SCHOOL_ROLES)
@require_safe
def paper_docx(request: PortalRequest, pk: int) -> HttpResponseBase:
    return docx_response(request, _paper(request, pk))


@allow(*BUREAU_STAFF)
@require_safe
@vary_on_headers("HX-Request")
def paper_batch(request: PortalRequest, pk: int) -> HttpResponse:
    """How many are made; the page asks again until all are, or until somebody stops."""
    batch: Any = _batch(request, pk)  # counted, which its type does not know
    part = bool(request.headers.get("HX-Request"))
    failed = batch.papers.filter(state=WorkPaper.State.FAILED).select_related("school")[:SHOWN]
    return render(
        request,
        "circulars/batch_state.html" if part else "circulars/batch.html",
        {
            "batch": batch,
            "kind": KINDS[batch.kind].label,
            "is_done": batch.ready + batch.failed == batch.total,
            "failures": [(row, failure_sentence(row.failure)) for row in failed],
        },
    )


@allow(*BUREAU_STAFF)
@require_POST
def batch_stop(request: PortalRequest, pk: int) -> HttpResponse:
    batch = stop_batch(batch=_batch(request, pk), by=request.user, now=timezone.now())
    messages.info(request, _("Stopped. What is made stays; the rest waits until you go on."))
    return redirect(batch)


@allow(*BUREAU_STAFF)
@require_POST
def batch_go_on(request: PortalRequest, pk: int) -> HttpResponse:
    return redirect(go_on_with_batch(batch=_batch(request, pk), by=request.user))


@allow(*BUREAU_STAFF)
@require_safe
def batch_pdf(request: PortalRequest, pk: int) -> HttpResponseBase:
    """All PDFs that are ready as one, to be printed in one go."""
    batch = _batch(request, pk)
    ready = _ready(batch)
    with NamedTemporaryFile(suffix=".pdf") as merged:
        merge([(str(row.school), Path(row.pdf.path)) for row in ready], Path(merged.name))
        return _download(open(merged.name, "rb"), batch, "pdf", "application/pdf")  # noqa: PTH123 -- the response closes it


@allow(*BUREAU_STAFF)
@require_safe
def batch_zip(request: PortalRequest, pk: int) -> HttpResponseBase:
    """All PDFs that are ready, each under its school's name."""
    batch = _batch(request, pk)
    ready = _ready(batch)
    packed = TemporaryFile()  # noqa: SIM115 -- the response closes it
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for place, row in enumerate(ready, start=1):
            name = f"{place:03d} {row.school}".replace("/", "／").replace("\\", "＼")
            archive.write(row.pdf.path, f"{name}.pdf")
    packed.seek(0)
    return _download(packed, batch, "zip", "application/zip")


def _ready(batch: PaperBatch) -> list[WorkPaper]:
    ready = list(
        batch.papers.filter(state=WorkPaper.State.READY).select_related("school", "plan").order_by("pk")
    )
    if not ready:
        raise Http404
    return ready


def _download(file: IO[bytes], batch: PaperBatch, suffix: str, content_type: str) -> FileResponse:
    name = f"{batch.plan} {KINDS[batch.kind].label}.{suffix}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


@allow(*SCHOOL_ROLES)
@require_POST
def own_list(request: PortalRequest, pk: int) -> HttpResponse:
    """A school takes its own list of an issued plan, whenever it likes."""
    plan = get_object_or_404(issued_plans(request.user), pk=pk)
    school = get_object_or_404(
        School.objects.filter(pk__in=request.user.school_ids), pk=_number(request, "school")
    )
    return redirect(
        ask_for_paper(
            plan=plan,
            kind=SCHOOL_LIST,
            by=request.user,
            today=timezone.localdate(),
            key=_key(request),
            school=school,
        )
    )


def _number(request: PortalRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 18 else 0


def _key(request: PortalRequest) -> UUID:
    """The form's, so that a double click asks once."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
