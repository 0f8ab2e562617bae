"""Taking an issued paper back, and taking that back, as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from circulars.models import Circular, Validity
from circulars.queries import later_papers_of
from circulars.refusals import Contradicts
from circulars.sentences import contradiction_sentence


class RepealForm(forms.Form):
    """Whether it never held or holds no longer, why, and what holds instead."""

    validity = forms.ChoiceField(
        label=_("What is said of it"),
        choices=[
            (Validity.ANNULLED, _("Annulled: it was issued in error and is void from the beginning")),
            (Validity.REPEALED, _("Repealed: it held until today and holds no longer")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why it is taken back"),
        max_length=200,
        help_text=_("Everybody who may read the paper reads this too, on the public page as well."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replaced_by = forms.ModelChoiceField(
        label=_("What holds instead"),
        queryset=Circular.objects.none(),
        required=False,
        empty_label=_("No other paper"),
        help_text=_("Can also be said later, under Disclosure."),
    )

    def __init__(self, *args: Any, circular: Circular, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = later_papers_of(circular)  # type: ignore[attr-defined]  # its kind of field
        self.fields["replaced_by"].initial = circular.replaced_by_id

    def say(self, refusal: Contradicts) -> None:
        for field, code in refusal.found:
            self.add_error(field, contradiction_sentence(code))


class RestoreForm(forms.Form):
    """Why a paper that was taken back holds again."""

    reason = forms.CharField(
        label=_("Why it holds again"),
        max_length=200,
        help_text=_("It is told to everybody who is addressed."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
