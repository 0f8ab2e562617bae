"""One search box: plans, tasks, calendar entries and circulars the person may read.

Inside one bureau a plain LIKE is quick enough and finds two-character words, which word indexes miss.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from districts.models import User
from workplans.models import Plan, Task

HITS = 20


@dataclass(frozen=True)
class Hit:
    """One finding: where it leads, its first line, the line that says whence."""

    url: str
    title: str
    context: str


@dataclass(frozen=True)
class Findings:
    plans: list[Hit]
    tasks: list[Hit]
    entries: list[Hit]
    circulars: list[Hit]

    @property
    def count(self) -> int:
        return len(self.plans) + len(self.tasks) + len(self.entries) + len(self.circulars)


def search(user: User, text: str) -> Findings:
    """The newest hits of each kind, at most HITS each; four queries."""
    plans = Plan.objects.visible_to(user).filter(title__icontains=text).select_related("district")[:HITS]
    tasks = (
        Task.objects.visible_to(user)
        .said_once()
        .filter(Q(title__icontains=text) | Q(body__icontains=text))
        .select_related("plan")
        .order_by("-id")[:HITS]
    )
    entries = (
        CalendarEntry.objects.visible_to(user)
        .said_once()
        .filter(work__icontains=text)
        .select_related("district")
        .order_by("-starts_month", "-id")[:HITS]
    )
    circulars = (
        Circular.objects.visible_to(user)
        .filter(Q(title__icontains=text) | Q(number__icontains=text))
        .select_related("district")[:HITS]
    )
    return Findings(
        plans=[Hit(reverse("plan", args=[one.pk]), one.title, str(one.district)) for one in plans],
        tasks=[Hit(reverse("task", args=[one.pk]), one.name, one.plan.title) for one in tasks],
        entries=[
            Hit(reverse("entry", args=[one.pk]), one.work, f"{one.starts_month:%Y-%m} · {one.district}")
            for one in entries
        ],
        circulars=[Hit(reverse("circular", args=[one.pk]), one.title, _marked(one)) for one in circulars],
    )


def _marked(circular: Circular) -> str:
    """Its number, and whether it was taken back."""
    return (
        f"{circular.number} · {circular.get_validity_display()}" if circular.is_repealed else circular.number
    )
