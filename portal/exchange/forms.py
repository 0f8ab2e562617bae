from typing import Any

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

    def __init__(self, *args: Any, takes_word: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if takes_word:
            file = self.fields["file"]
            file.help_text = _("An .xlsx or .csv file, or the Word file (.docx) from here.")
            file.widget.attrs["accept"] = ".xlsx,.csv,.docx"
