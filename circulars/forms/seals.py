"""The picture of a seal as somebody gives it, and what is said where it cannot be one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from circulars.seals import LEAST_SIDE, MOST_BYTES, MOST_SIDE

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
    size = forms.IntegerField(
        label=_("Diameter in mm"),
        initial=USUAL,
        min_value=SMALLEST,
        max_value=LARGEST,
        help_text=_("As on the real seal; 42 for a city's or a county's bureau."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )


def unfit_sentence(code: str) -> str:
    """Why the picture was not taken; `code` is UnfitSeal's."""
    sentences = {
        "too_large": _("The picture is larger than %(most)d KB.") % {"most": MOST_BYTES // 1024},
        "not_png": _("This is not a PNG picture, whatever its name says."),
        "broken": _("The picture is damaged and cannot be opened."),
        "too_small": _("The picture is too coarse to print: at least %(least)d pixels each way.")
        % {"least": LEAST_SIDE},
        "too_many_pixels": _("The picture has too many pixels: at most %(most)d each way.")
        % {"most": MOST_SIDE},
        "not_square": _("A seal is about as high as wide. Cut the picture close to its edge."),
        "not_transparent": _(
            "The ground of the picture is not transparent: it would cover the date. Save it without a ground."
        ),
        "empty": _("There is nothing on the picture."),
    }
    return str(sentences[code])
