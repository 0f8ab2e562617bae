"""A file or a fingerprint to be compared."""

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

LARGEST = 30 * 1024 * 1024  # bytes; ten times the thickest plan
CLAIMED = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
MOST_CLAIMS = 20
MOST_PROPERTIES = 64 * 1024  # bytes


class CheckForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("The PDF or Word file as you received it. It is compared and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
    )
    hash = forms.CharField(
        label=_("Or the fingerprint"),
        required=False,
        max_length=100,
        help_text=_("64 characters of SHA-256, as they stand on the page or in the PDF’s properties."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    fingerprint = ""
    claims: tuple[str, ...] = ()
    """Fingerprints of texts that the file itself names: a paper's stands in its properties."""

    def clean_file(self) -> "UploadedFile[Any] | None":
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise ValidationError(
                _("The file is larger than %(most)s; none of our papers is."),
                params={"most": filesizeformat(LARGEST)},
            )
        return file

    def clean_hash(self) -> str:
        given = re.sub(r"\s|^sha256:", "", self.cleaned_data["hash"].strip().lower())
        if given and not re.fullmatch(r"[0-9a-f]{64}", given):
            raise ValidationError(_("A fingerprint has 64 characters: digits and the letters a to f."))
        return given

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if self.errors:
            return clean
        if clean.get("file"):
            whole = sha256()
            for chunk in clean["file"].chunks():
                whole.update(chunk)
            self.fingerprint = whole.hexdigest()
            self.claims = tuple(_claims_of(clean["file"]))
        elif clean.get("hash"):
            self.fingerprint = clean["hash"]
        else:
            raise ValidationError(_("Choose a file, or paste a fingerprint."))
        return clean


def _claims_of(file: "UploadedFile[Any]") -> Iterator[str]:
    """In a Word file they stand packed, in a PDF as they are."""
    file.seek(0)
    try:
        with ZipFile(file) as packed:
            properties = packed.open("docProps/core.xml").read(MOST_PROPERTIES)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, zlib.error):
        file.seek(0)
        properties = file.read()
    for place, found in enumerate(CLAIMED.finditer(properties)):
        if place < MOST_CLAIMS:
            yield found[0].decode("ascii")
