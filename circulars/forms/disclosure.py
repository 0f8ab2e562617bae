"""信息公开 of a paper as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from circulars.models import GONE, Circular, Validity
from circulars.queries import successors_of
from circulars.refusals import Contradicts
from circulars.sentences import contradiction_sentence


def say(form: forms.BaseForm, refusal: Contradicts) -> None:
    """Put each contradiction beside its field."""
    for field, code in refusal.found:
        form.add_error(field, contradiction_sentence(code))


class DisclosureForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's own takes no parameters when it runs
    """What the directory says of a paper. `seen` is asked where the paper itself has something odd."""

    seen = forms.BooleanField(label=_("I have seen this; the paper stays as it is"), required=False)

    class Meta:
        model = Circular
        fields = (
            "openness", "openness_reason", "genre", "subject", "validity", "validity_note", "replaced_by",
        )  # fmt: skip
        widgets = {"openness": forms.RadioSelect}
        help_texts = {
            "openness_reason": _("Asked where the paper is not open; the law wants a reason."),
            "replaced_by": _(
                "Later papers of this bureau on the public page. Its own page points on to this one."
            ),
        }

    def __init__(self, *args: Any, odd: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["validity"] = self.instance.validity_today
        replaced_by: Any = self.fields["replaced_by"]
        said = Circular.objects.filter(pk=self.instance.replaced_by_id).defer("snapshot")
        replaced_by.queryset = (successors_of(self.instance) | said).order_by("-signed_on", "-pk")
        replaced_by.empty_label = _("No other paper")
        if self.instance.is_repealed:
            del self.fields["validity"]  # until it is restored
        else:
            validity: Any = self.fields["validity"]
            validity.choices = [choice for choice in Validity.choices if choice[0] not in GONE]
        if not odd:
            del self.fields["seen"]

    def _post_clean(self) -> None:
        """The service changes the row, not the form: until then the page shows it as it is."""


class WithdrawForm(forms.Form):
    """Why a paper leaves the public page, and where its readers are sent."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=200,
        help_text=_("Everybody can read it at the paper's public address."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replaced_by = forms.ModelChoiceField(
        label=_("Replaced by"),
        queryset=Circular.objects.none(),
        required=False,
        empty_label=_("No other paper"),
    )

    def __init__(self, *args: Any, circular: Circular, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = successors_of(circular)  # type: ignore[attr-defined]  # its kind of field
