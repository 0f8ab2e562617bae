"""Filters of the load by month."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.queries.load import LoadPage, LoadWish


class LoadFilters(forms.Form):
    """Only drawn, never bound: `LoadWish.asked` reads the address."""

    office = forms.ChoiceField(label=_("Office"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    role = forms.ChoiceField(
        label=_("Counted"),
        required=False,
        choices=[("", _("Leading and supporting")), ("lead", _("Leading only"))],
    )

    show = forms.ChoiceField(
        label=_("Shown"), required=False, choices=[("", _("In numbers")), ("works", _("What there is to do"))]
    )

    def __init__(self, wish: LoadWish, page: LoadPage) -> None:
        super().__init__(
            initial={
                "office": wish.office,
                "plan": wish.plan,
                "role": "lead" if wish.only_led else "",
                "show": "works" if wish.shows_works else "",
            }
        )
        offices = [(office.pk, str(office)) for office in page.offices]
        plans = [(plan.pk, plan.title) for plan in page.plans]
        self.fields["office"].choices = [("", _("All offices")), *offices]  # type: ignore[attr-defined]  # a choice
        self.fields["plan"].choices = [("", _("All plans")), *plans]  # type: ignore[attr-defined]  # a choice
