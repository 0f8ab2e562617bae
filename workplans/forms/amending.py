"""Why an issued plan is amended."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.forms.words import Words


class AmendmentForm(forms.Form):
    note = Words(
        label=_("What is amended and why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It opens the notice and is read by everybody."),
    )
