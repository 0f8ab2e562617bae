"""Work papers of a plan: asked for by POST, made by a worker, shown and taken by GET."""

from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from circulars.forms import PaperForm
from circulars.kinds import KINDS
from circulars.models import PaperBatch, WorkPaper
from circulars.sentences import failure_sentence
from circulars.services import ask_for_every_school, ask_for_paper, go_on_with_batch, stop_batch
from circulars.views.files import docx_response, pdf_response
from districts.access import BUREAU_STAFF, PortalRequest, allow
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
    papers = plan.work_papers.filter(batch=None).select_related("asked_by")[:SHOWN]
    batches = plan.paper_batches.counted().select_related("asked_by")[:SHOWN]
    return render(
        request,
        "circulars/plan_papers.html",
        {
            "plan": plan,
            "form": form,
            "papers": [(paper, KINDS[paper.kind].label) for paper in papers],
            "batches": [(batch, KINDS[batch.kind].label) for batch in batches],
        },
    )


def _paper(request: PortalRequest, pk: int) -> WorkPaper:
    papers = WorkPaper.objects.visible_to(request.user).select_related("plan", "office", "school")
    return get_object_or_404(papers, pk=pk)


def _batch(request: PortalRequest, pk: int) -> PaperBatch:
    batches = PaperBatch.objects.visible_to(request.user).counted().select_related("plan")
    return get_object_or_404(batches, pk=pk)


@allow(*BUREAU_STAFF)
@require_safe
@vary_on_headers("HX-Request")
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """The whole page, or for htmx only how far it is."""
    found = _paper(request, pk)
    template = "circulars/paper_state.html" if request.headers.get("HX-Request") else "circulars/paper.html"
    failure = failure_sentence(found.failure) if found.state == WorkPaper.State.FAILED else ""
    return render(request, template, {"paper": found, "kind": KINDS[found.kind].label, "failure": failure})


@allow(*BUREAU_STAFF)
@require_safe
def paper_pdf(request: PortalRequest, pk: int) -> HttpResponseBase:
    return pdf_response(request, _paper(request, pk))


@allow(*BUREAU_STAFF)
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
def batch_zip(request: PortalRequest, pk: int) -> HttpResponseBase:
    """All PDFs that are ready, each under its school's name."""
    batch = _batch(request, pk)
    ready = batch.papers.filter(state=WorkPaper.State.READY).select_related("school").order_by("pk")
    if not ready:
        raise Http404
    packed = TemporaryFile()  # noqa: SIM115 -- the response closes it
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for place, row in enumerate(ready, start=1):
            name = f"{place:03d} {row.school}".replace("/", "／").replace("\\", "＼")
            with row.pdf.open() as file:
                archive.writestr(f"{name}.pdf", file.read())
    packed.seek(0)
    name = f"{batch.plan} {KINDS[batch.kind].label}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")
