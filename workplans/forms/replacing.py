"""What is looked for in a plan, and what is put in its place."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FindForm(forms.Form):
    """Words as they are typed: blanks may be meant."""

    find = forms.CharField(label=_("Find"), max_length=100, strip=False)


class ReplaceForm(FindForm):
    key = forms.UUIDField(required=False)
    replace = forms.CharField(label=_("Replace with"), max_length=100, strip=False, required=False)
