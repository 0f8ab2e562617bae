"""The pages of drafting as tabs over one plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.access import BUREAU_STAFF
from districts.models import User
from districts.models.people import BUREAU_ROLES, OFFICE_ROLES
from districts.tabs import Tab
from workplans.models import Plan

# Each with the roles that may open it.
TABS = (
    ("plan_remarks", _("Remarks and wording"), BUREAU_STAFF),
    ("plan_contributions", _("Contributions"), frozenset(BUREAU_ROLES)),
    ("plan_checks", _("Check list"), BUREAU_STAFF),
)


def tabs_of(plan: Plan, current: str, user: User, counts: Mapping[str, int] | None = None) -> list[Tab]:
    """The tabs that the person's seats open; `counts` by the name of the page."""
    roles = {seat.role for seat in user.seats if seat.district_id == plan.district_id}
    known = counts or {}
    tabs = [
        Tab(label, reverse(name, args=[plan.pk]), name == current, known.get(name))
        for name, label, may in TABS
        if roles & may
    ]
    if roles & set(OFFICE_ROLES):
        tabs.append(Tab(_("Items asked of my office"), reverse("contribution_list"), is_current=False))
    return tabs
