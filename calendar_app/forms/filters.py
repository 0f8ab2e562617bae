"""Filters of the month and of the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.queries.pages import ALL, ALONE, Filters
from districts.models import Office
from workplans.models import Plan


class FilterForm(forms.Form):
    """Only drawn, never bound: `Filters.asked` reads the address."""

    q = forms.CharField(label=_("Search"), max_length=80, required=False, widget=forms.SearchInput)
    office = forms.ChoiceField(label=_("Office"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    arranged = forms.ChoiceField(
        label=_("Arranged"),
        choices=[("office", _("By office")), ("order", _("In the calendar's order"))],
        required=False,
    )

    @classmethod
    def showing(cls, filters: Filters, offices: Iterable[Office], plans: Iterable[Plan]) -> FilterForm:
        form = cls(
            initial={
                "q": filters.q,
                "office": filters.office or ALL,
                "plan": filters.plan or "",
                "arranged": filters.arranged,
            }
        )
        office, plan = (cast("forms.ChoiceField", form.fields[name]) for name in ("office", "plan"))
        office.choices = [(ALL, _("All offices")), *((one.pk, one.name) for one in offices)]
        plan.choices = [
            ("", _("All plans")),
            *((one.pk, one.title) for one in plans),
            (ALONE, _("Not from a plan")),
        ]
        return form
