"""The registers of plans."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from districts.models import District, User
from workplans.models import Plan
from workplans.models.plans import PlanQuerySet


def own_plans(user: User, district: District) -> PlanQuerySet:
    """The plans of the bureau somebody acts from, as far as they may read them."""
    return _for_list(Plan.objects.visible_to(user).filter(district=district))


def others_plans(user: User, district: District) -> PlanQuerySet:
    """Issued plans of the bureaus above and below."""
    return _for_list(Plan.objects.visible_to(user).exclude(district=district))


def named(plans: PlanQuerySet, words: str) -> PlanQuerySet:
    """Those whose title, number or issuer holds each of the words."""
    for word in words.split():
        plans = plans.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(issuer__icontains=word))
    return plans


def _for_list(plans: PlanQuerySet) -> PlanQuerySet:
    """Each with its `number`: that of the paper it was issued as, until then the one it was brought in with."""
    issued = Plan.objects.filter(pk=OuterRef("pk")).order_by("circulars__pk").values("circulars__number")[:1]
    # Grouping drops the model's own order.
    return (
        plans.select_related("district")
        .annotate(number=Coalesce(Subquery(issued), "source_number"))
        .annotate(task_count=Count("tasks", filter=Q(tasks__withdrawn_on=None)))
        .order_by("-year", "-id")
    )
