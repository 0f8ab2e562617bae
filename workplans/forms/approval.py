"""A step on a plan's way, with what its author wants to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import Office, User
from workplans.forms.duties import Rows
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

    @property
    def wishes(self) -> dict[str, Any]:
        """The arguments of the step's verb."""
        return dict(self.cleaned_data)


class CheckForm(StepForm):
    """Which offices shall countersign: `able` may be chosen."""

    offices = Rows(
        Office.objects.none(),
        label=_("Offices to countersign"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "All at the same time; each agrees or returns the plan. Choose none to go straight to signing."
        ),
    )

    def __init__(self, *args: Any, able: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["version", "to", "offices", "note"])
        if able:
            self.fields["offices"].queryset = Office.objects.filter(  # type: ignore[attr-defined]  # a choice of rows
                pk__in=[office.pk for office in able]
            )
        else:
            del self.fields["offices"]

    @property
    def wishes(self) -> dict[str, Any]:
        return {**self.cleaned_data, "offices": list(self.cleaned_data.get("offices") or [])}


class SubmitForm(CheckForm):
    """And who is asked to check it: one person, or whichever approver comes first."""

    to = forms.ModelChoiceField(
        User.objects.none(), label=_("To be checked by"), required=False, empty_label=_("Any approver")
    )

    def __init__(self, *args: Any, checkers: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = User.objects.filter(pk__in=[user.pk for user in checkers]).order_by("full_name")
        self.fields["to"].queryset = chosen  # type: ignore[attr-defined]  # a choice of rows
