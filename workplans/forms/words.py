"""Typed words, and forms that remember what their author saw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class Words(forms.CharField):
    """Text as it was typed, line ends made equal. A new line at its beginning means something; at its end it does not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def clean(self, value: Any) -> str:
        words: str = super().clean(value).rstrip()
        if self.required and not words:
            raise ValidationError(self.error_messages["required"], code="required")
        return words


class Line(Words):
    """A heading or a title sentence: one line, however it was pasted."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "one-line"})

    def clean(self, value: Any) -> str:
        return "".join(part.strip() for part in super().clean(value).split("\n"))


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # one class for plans, sections and tasks
    """A form that carries the version of the row and the values its author saw.

    `changes` are the fields the author changed, `was` what stood there before: what the editing services ask for.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        for name in self.row_fields:
            self.fields[name].show_hidden_initial = True

    @property
    def row_fields(self) -> list[str]:
        return [name for name in self.fields if name != "version"]

    @property
    def seen_version(self) -> int:
        return int(self.cleaned_data["version"])

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.row_fields if name in self.changed_data}

    @property
    def was(self) -> dict[str, Any]:
        return {name: self._seen(name) for name in self.changes}

    def over(self, row: models.Model) -> VersionedForm:
        """The same words typed over the row as it stands now: saving this form keeps them on purpose."""
        fresh = type(self)(instance=row)
        data = {name: value for name, value in self.data.items() if not name.startswith("initial-")}
        data["version"] = str(fresh.fields["version"].initial)
        for name in self.row_fields:
            seen = fresh[name].initial
            data[fresh[name].html_initial_name] = "" if seen is None else str(seen)
        return type(self)(data, instance=row)

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        posted = self.data.get(self[name].html_initial_name, "")
        try:
            return field.to_python(posted)
        except ValidationError:
            return posted  # no form of ours sends this; it equals nothing that ever stood there
