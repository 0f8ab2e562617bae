"""The pages of drafting as tabs over one plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workplans.models import Plan


@dataclass(frozen=True)
class Tab:
    """As components/tabs.html reads it."""

    label: str | Promise
    url: str
    is_current: bool
    count: int | None = None


TABS = {
    "plan_remarks": _("Remarks and wording"),
    "plan_contributions": _("Contributions"),
    "plan_checks": _("Check list"),
}


def tabs_of(plan: Plan, current: str) -> list[Tab]:
    return [
        Tab(label, url, name == current)
        for name, label in TABS.items()
        if (url := _url(name, plan)) is not None
    ]


def _url(name: str, plan: Plan) -> str | None:
    try:
        return reverse(name, args=[plan.pk])
    except NoReverseMatch:
        return None
