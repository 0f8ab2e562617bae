"""Where a new plan may begin."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from districts.models import District, User
from rollover.models import Choice, PlanTemplate, Rollover
from workplans.models import Plan

FEW = 5


def plans_to_roll_over(user: User, district: District, today: date) -> QuerySet[Plan]:
    """Own plans of this year and before that no plan has followed yet, the newest first; nor are they on their way."""
    on_their_way = Rollover.objects.under_way().values("source")
    return (
        Plan.objects.kept_by(user)
        .filter(district=district, year__lte=today.year, successors=None)
        .exclude(pk__in=on_their_way)
        .annotate(task_count=Count("tasks"))
        .order_by("-year", "-id")[:FEW]
    )


def open_rollovers(user: User, district: District) -> QuerySet[Rollover]:
    """Those that were begun, each with how many of its tasks are decided."""
    whole = Q(decisions__choice=Choice.CONTINUE) | ~Q(decisions__reason="")
    return (
        Rollover.objects.editable_by(user)
        .under_way()
        .filter(district=district)
        .select_related("source")
        .annotate(
            total=Count("source__tasks", distinct=True),
            decided=Count("decisions", filter=Q(decisions__task__isnull=False) & whole, distinct=True),
        )
    )


def borrowable_plans(user: User, district: District, words: str = "") -> QuerySet[Plan]:
    """Issued plans of other bureaus that the person may read; with what is shown of each."""
    plans = Plan.objects.visible_to(user).issued().filter(school=None).exclude(district=district)
    for word in words.split():
        plans = plans.filter(Q(title__icontains=word) | Q(district__bureau_name__icontains=word))
    return (
        plans.select_related("district").annotate(task_count=Count("tasks")).order_by(F("year").desc(), "-id")
    )


def templates_for(user: User, words: str = "") -> QuerySet[PlanTemplate]:
    rows = PlanTemplate.objects.visible_to(user).select_related("district")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(note__icontains=word))
    return rows
