from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A workbook brought in."""

    file = forms.FileField(
        label=_("Filled-in file"),
        allow_empty_file=True,  # refused in words by the reader
        help_text=_("An .xlsx or .csv file."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
