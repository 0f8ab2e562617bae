"""How burden is measured, and looking for who bears much of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.forms.versioned import VersionedForm
from districts.models import School, Stage
from reminders.models import Measure
from reminders.queries.burden import Load


class MeasureForm(VersionedForm):
    """What a request takes, and how much may be asked."""

    class Meta:
        model = Measure
        fields = ["report_minutes", "sign_minutes", "send_in_minutes", "school_limit", "office_limit"]
        help_texts = {
            "report_minutes": _("A task or an entry that a school or an office has to act on is one report."),
            "send_in_minutes": _("What offices are asked to send in for a draft."),
            "school_limit": _(
                "Over it the portal asks whether a further request is needed. It refuses nothing."
            ),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version  # one that has no row yet has a version too


class BurdenFilter(forms.Form):
    """Search and filters; `stage` is asked of schools only."""

    q = forms.CharField(label=_("Search"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All stages")), *Stage.choices]
    )
    over = forms.ChoiceField(
        label=_("Shown"),
        required=False,
        choices=[("", _("All")), ("over", _("Over the limit")), ("asked", _("Asked for something"))],
    )
    month = forms.DateField(input_formats=["%Y-%m"], required=False, widget=forms.HiddenInput)

    def chosen_month(self, today: date) -> date:
        """The first day of the month asked for; this month where none was, or nonsense."""
        self.is_valid()
        month: date | None = self.cleaned_data.get("month")
        return month or today.replace(day=1)

    def applied_to(self, loads: Iterable[Load]) -> list[Load]:
        """Those that meet what was asked; a filter that makes no sense filters nothing."""
        if not self.is_valid():
            return list(loads)
        return [load for load in loads if self._shows(load)]

    def _shows(self, load: Load) -> bool:
        clean = self.cleaned_data
        stage, shown = clean["stage"], clean["over"]
        return (
            clean["q"].strip() in load.place.name
            and (not stage or not isinstance(load.place, School) or stage in load.place.stages)
            and (shown != "over" or load.is_over)
            and (shown != "asked" or load.requests > 0)
        )
