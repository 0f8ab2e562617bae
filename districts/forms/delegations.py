"""Whose seat is lent to whom, and for which days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import Membership, User
from districts.queries.delegations import colleagues, lendable_seats

LONGEST = timedelta(days=366)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"})
    )


class DelegationForm(forms.Form):
    seat = forms.ModelChoiceField(Membership.objects.none(), label=_("Seat"), empty_label=None)
    to = forms.ModelChoiceField(User.objects.none(), label=_("Stand-in"), empty_label=_("Choose a colleague"))
    starts_on = _day(_("From"))
    ends_on = _day(_("Until"))
    why = forms.CharField(
        label=_("Reason"), max_length=100, required=False, help_text=_("Such as a journey or a course.")
    )

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        seats = lendable_seats(user)
        choices: dict[str, Any] = {
            "seat": Membership.objects.filter(pk__in=[seat.pk for seat in seats]).select_related(
                "district", "office", "school"
            ),
            "to": colleagues(user, seats),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of rows
        self.fields["starts_on"].initial = today

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        first, last = clean.get("starts_on"), clean.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        elif last and last < self.today:
            self.add_error("ends_on", _("These days are over already."))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", _("A seat is lent for a year at most."))
        return clean
