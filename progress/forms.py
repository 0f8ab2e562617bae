"""What a report asks of a person: one choice, one sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Report


class ReportForm(forms.Form):
    status = forms.ChoiceField(
        label=_("How do things stand?"), choices=Report.Status.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In a sentence"),
        help_text=_("What was done, or what stands in the way."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("status") == Report.Status.BLOCKED and not clean.get("text"):
            self.add_error("text", _("Say what stands in the way, so that somebody can help."))
        return clean
