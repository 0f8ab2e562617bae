"""Papers of the bureau's calendar: the official table, the wall calendar, the work of a month and of a week."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from circulars.forms.calendar_papers import CalendarPaperForm
from circulars.kinds import KINDS
from circulars.models import WorkPaper
from circulars.services import ask_for_paper
from districts.access import BUREAU_STAFF, PortalRequest, allow

SHOWN = 20


@allow(*BUREAU_STAFF)
def calendar_papers(request: PortalRequest) -> HttpResponse:
    """Ask for one, here or from the calendar's menu; below stand those asked for last."""
    district, today = request.seat.district, timezone.localdate()
    form = CalendarPaperForm(
        request.POST or None,
        district=district,
        user=request.user,
        today=today,
        initial={"kind": "week", "first": today.replace(day=1)},
    )
    if request.method == "POST" and form.is_valid():
        return redirect(ask_for_paper(district=district, by=request.user, today=today, **form.order))
    asked = WorkPaper.objects.visible_to(request.user).filter(district=district, until__isnull=False)
    papers = [(paper, KINDS[paper.kind].label) for paper in asked.select_related("asked_by")[:SHOWN]]
    return render(
        request,
        "circulars/calendar_papers.html",
        {"form": form, "papers": papers},
        status=422 if form.is_bound else 200,
    )
