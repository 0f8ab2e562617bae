"""What is asked of a person: for a report one choice and one sentence, for more time a day and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Extension, Report
from workplans.forms.words import Words


class ReportForm(forms.Form):
    status = forms.ChoiceField(
        label=_("How do things stand?"), choices=Report.Status.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In a sentence"),
        help_text=_("What was done, or what stands in the way. Needed where there is a difficulty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("status") == Report.Status.BLOCKED and not clean.get("text"):
            self.add_error("text", _("Say what stands in the way, so that somebody can help."))
        return clean


class ExtensionForm(forms.Form):
    """More time; `key` makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    until = forms.DateField(
        label=_("More time until"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    reason = Words(
        label=_("why"),
        max_length=500,
        help_text=_("One or two sentences; the bureau decides by them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """A note to whoever asked; needed where more time is not granted."""

    word = Words(
        label=_("note"),
        required=False,
        max_length=500,
        help_text=_("Needed when it is not granted."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RevocationForm(forms.Form):
    """Why more time is taken back."""

    reason = Words(
        label=_("why it is revoked"),
        max_length=500,
        help_text=_("Whoever asked is told so."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ExtensionFilters(forms.Form):
    """Each is optional; a value that means nothing is as if it were not there."""

    STATES = (("", _("All")), *Extension.State.choices)

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    @property
    def is_narrowing(self) -> bool:
        return any(self.wanted.values())
