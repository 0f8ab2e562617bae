"""Which calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.queries.subscriptions import Choice


class SubscribeForm(forms.Form):
    calendar = forms.ChoiceField(label=_("Calendar"))

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {choice.value: choice for choice in choices}
        field = self.fields["calendar"]
        field.choices = [(value, choice.label) for value, choice in self.known.items()]  # type: ignore[attr-defined]  # a choice

    @property
    def choice(self) -> Choice:
        """The calendar chosen in a form that is valid."""
        return self.known[self.cleaned_data["calendar"]]
