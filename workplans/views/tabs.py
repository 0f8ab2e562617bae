"""The ways of looking at one plan's duties, as tabs above each."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from districts.models import User
from districts.tabs import Tab
from workplans.models import Plan


def duty_tabs(plan: Plan, user: User, current: str) -> list[Tab]:
    """Matrix, schools, targets, load; `current` is the URL name of the page. Schools are assigned in a draft only."""
    names = [("plan_matrix", _("Who does what")), ("plan_targets", _("Targets"))]
    if plan.is_draft and plan.is_kept_by(user):
        names.insert(1, ("plan_duties", _("Offices and schools")))
    tabs = [Tab(label, reverse(name, args=[plan.pk]), name == current) for name, label in names]
    if plan.district_id not in user.bureau_district_ids:
        return tabs
    try:
        load = f"{reverse('calendar_load', args=[plan.kind, plan.year])}?plan={plan.pk}"
    except NoReverseMatch:
        return tabs
    return [*tabs, Tab(_("Load by month"), load, current == "calendar_load")]
