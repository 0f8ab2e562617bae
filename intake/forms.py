from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from intake.models import Upload
from intake.reading import MAX_BYTES
from workplans.models import Plan


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Document"),
        help_text=_("A Word document (.docx) or a text file (.txt)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
        allow_empty_file=True,  # the reader says it better
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is %(size)s; the most we take is %(limit)s. Take out its pictures and bring it again."
                ),
                params={
                    "size": filesizeformat(file.size or 0),
                    "limit": filesizeformat(MAX_BYTES),
                },
            )
        return file


class ConfirmForm(forms.Form):
    """What a person decides before the outline becomes a plan."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Period"), choices=Plan.Kind)
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("The calendar year in which the period begins."),
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )


class UploadFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *Upload.State.choices]
    )

    def applied_to(self, rows: QuerySet[Upload]) -> QuerySet[Upload]:
        """The uploads that meet what was asked; those put aside only when asked for."""
        if not self.is_valid():
            return rows
        if text := self.cleaned_data["q"].strip():
            rows = rows.filter(name__icontains=text)
        if state := self.cleaned_data["state"]:
            return rows.filter(state=state)
        return rows.exclude(state=Upload.State.DISCARDED)
