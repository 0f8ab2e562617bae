"""A step on a plan's way, with what its author wants to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.forms.words import Words
from workplans.refusals import NoteMissing
from workplans.sentences import SENTENCES


class StepForm(forms.Form):
    """`version`: the plan's when the page was drawn, so that a step means the text that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = Words(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, needs_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        self.fields["note"].error_messages["required"] = str(SENTENCES[NoteMissing])
