"""One's own hour and channel; urging by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reminders.models import Chair
from reminders.models.choices import Choice

CHAIRS_URGED = (Chair.LEAD_STAFF, Chair.LEAD_HEAD, Chair.SUPPORTING, Chair.CLERK, Chair.PRINCIPAL)
OFFICES_URGED = (Chair.LEAD_STAFF, Chair.LEAD_HEAD)


class ChoiceForm(forms.Form):
    """When and by which way; not whether."""

    hour = forms.TypedChoiceField(label=_("Hour"), required=False, coerce=int, empty_value=None)
    by_email = forms.BooleanField(label=_("By e-mail as well"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hour"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- tells the type checker what it is
        hours = Choice._meta.get_field("hour").choices or ()
        field.choices = [("", _("At the hour of the bureau")), *hours]


class NudgeForm(forms.Form):
    """Who is urged, and with what word."""

    tells = forms.MultipleChoiceField(
        label=_("Who is told"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(chair.value, chair.label) for chair in CHAIRS_URGED],
        initial=[chair.value for chair in OFFICES_URGED],
    )
    word = forms.CharField(
        label=_("A word of your own"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
