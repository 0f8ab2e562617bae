"""A form that asks something of schools or offices wants to know why, where they are asked for too much already."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.asking import MOST_WORDS, Answered, Doubt


class NeededForm(forms.Form):
    """The question is put only where there is a `doubt`; nobody is kept from asking."""

    needed_because = forms.CharField(
        label=_("Why it is needed"), max_length=MOST_WORDS, required=False, widget=forms.HiddenInput
    )
    doubt: Doubt | None = None

    def answers(self, doubt: Doubt | None) -> bool:
        """Whether the form, valid itself, gives the reason that is wanted."""
        self.doubt = doubt
        field = self.fields["needed_because"] = self.fields.pop("needed_because")  # asked last
        field.required = doubt is not None
        field.widget = forms.TextInput(attrs={"maxlength": MOST_WORDS}) if doubt else forms.HiddenInput()
        if doubt and not self.cleaned_data["needed_because"]:
            self.add_error("needed_because", _("Say why it is needed all the same."))
        return self.is_valid()

    @property
    def over_limit(self) -> Answered | None:
        return Answered(self.doubt, self.cleaned_data["needed_because"]) if self.doubt else None
