"""The picture of a seal as somebody gives it."""

from django import forms
from django.utils.translation import gettext_lazy as _

SMALLEST, LARGEST, USUAL = 30, 60, 42


class SealForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture of the seal"),
        help_text=_(
            "A PNG with a transparent ground, at least 300 pixels wide, cut close to the seal's edge."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png"}),
        allow_empty_file=True,  # said better when it is looked at
    )
    body = forms.CharField(
        label=_("Whose seal"),
        max_length=60,
        required=False,
        help_text=_(
            "Leave it empty for the bureau's own. For a body that issues papers together with the bureau, its name "
            "as it is written on them."
        ),
    )
    size = forms.IntegerField(
        label=_("Diameter in mm"),
        initial=USUAL,
        min_value=SMALLEST,
        max_value=LARGEST,
        help_text=_("As on the real seal; 42 for a city's or a county's bureau."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )
