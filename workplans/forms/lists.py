"""Filters of the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.models import Plan
from workplans.models.plans import PlanQuerySet
from workplans.queries.lists import named


class PlanFilters(forms.Form):
    """Each is optional; a value that means nothing is as if it were not there."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Period"), required=False, choices=[("", _("All")), *Plan.Kind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Plan.State.choices])
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, years: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [("", _("All")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def narrowed(self, plans: PlanQuerySet) -> PlanQuerySet:
        self.is_valid()
        clean = self.cleaned_data
        exact = {name: clean[name] for name in ("year", "kind", "state") if clean.get(name)}
        return named(plans, clean.get("q", "")).filter(**exact)

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in ("q", "year", "kind", "state"))
