"""Days that a bureau declares free or worked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.converters import YEARS
from calendar_app.models import SpecialDays
from calendar_app.services.days import MOST_DAYS
from districts.forms.versioned import VersionedForm

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"})


class DaysForm(VersionedForm):
    """An empty last day means one day."""

    class Meta:
        model = SpecialDays
        fields = ["name", "kind", "first_day", "last_day"]
        widgets = {"kind": forms.RadioSelect, "first_day": DAY, "last_day": DAY}
        help_texts = {
            "name": _("As in the notice: the holiday the days belong to."),
            "last_day": _("Left empty: one day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].required = False

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if first := clean.get("first_day"):
            last = clean["last_day"] = clean.get("last_day") or first
            if advice := wrong_days(first, last):
                self.add_error("last_day", advice)
        return clean


def wrong_days(first: Any, last: Any) -> str:
    """What is the matter with two ends of a row of days; empty when nothing is."""
    if last < first:
        return str(_("The last day lies before the first."))
    if (last - first).days >= MOST_DAYS:
        return str(_("At most %(most)d days in a row, please. Is the year right?") % {"most": MOST_DAYS})
    if first.year not in YEARS or last.year not in YEARS:
        return str(_("A year from 2000 to 2099, please."))
    return ""
