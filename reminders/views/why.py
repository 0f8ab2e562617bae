"""Why did I get this, and why did somebody not get that."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from districts.access import PortalRequest, allow, signed_in
from districts.models import District, User
from reminders.forms import WhyForm
from reminders.models import Reminder
from reminders.queries import why_not, why_told
from reminders.views.ledger import FOLLOWERS
from workplans.models import Plan, Task

MOST_ANSWERS = 6


@dataclass(frozen=True)
class Answer:
    """One person and one item, and what there is to say."""

    person: User
    item: Task | CalendarEntry | Circular
    sentences: list[str]


@signed_in
@require_safe
def reminder(request: PortalRequest, pk: int) -> HttpResponse:
    """One reminder: whom, of what, by which rule, as what, when, by which way. One's own, or the bureau's."""
    rows = Reminder.objects.visible_to(request.user).with_items()
    row = get_object_or_404(
        rows.select_related("recipient", "district", "nudge__by", "office", "school"), pk=pk
    )
    return render(request, "reminders/reminder.html", {"why": why_told(row), "reminder": row})


@allow(*FOLLOWERS)
@require_safe
def reminder_why(request: PortalRequest) -> HttpResponse:
    """Why was X not told of Y."""
    form = WhyForm(request.GET or None)
    answers = _answers(form, request.seat.district) if form.is_valid() else None
    return render(request, "reminders/why.html", {"form": form, "answers": answers})


def _answers(form: WhyForm, district: District) -> list[Answer]:
    words, today = form.words(), timezone.localdate()
    tasks = Task.objects.standing().filter(
        plan__district=district, plan__state=Plan.State.ISSUED, plan__school=None, title__icontains=words
    )
    entries = CalendarEntry.objects.in_force().filter(district=district, work__icontains=words)
    papers = Circular.objects.filter(district=district, title__icontains=words).order_by("-signed_on", "-pk")
    items = [
        *tasks.select_related("plan__district")[:3],
        *entries.select_related("plan", "district")[:3],
        *papers.select_related("district")[:3],
    ]
    pairs = [(person, item) for person in form.people(district) for item in items][:MOST_ANSWERS]
    return [Answer(person, item, why_not(person, item, today)) for person, item in pairs]
