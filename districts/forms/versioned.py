"""A form that knows which version of its row the reader saw."""

from typing import Any, NamedTuple, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class Difference(NamedTuple):
    """What a field says now, and what was typed."""

    label: str
    stored: str
    typed: str


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # takes none when it runs
    """Typed values for a service; the form itself saves nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    differences: tuple[Difference, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version"] = getattr(self.instance, "version", None)

    @property
    def facts(self) -> dict[str, Any]:
        """The clean values of the row's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def seen_version(self) -> int | None:
        """The version the reader saw; None where the row is new."""
        version: int | None = self.cleaned_data.get("version")
        return version

    def tell_stale(self, row: Model) -> None:
        """Somebody else saved meanwhile: show both, keep what was typed, and let a second save decide."""
        self.differences = tuple(
            Difference(str(self.fields[name].label), self._said(name, stored), self._said(name, typed))
            for name, typed in self.facts.items()
            if (stored := getattr(row, name)) != typed
        )
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("version")] = str(getattr(row, "version", ""))
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody else changed this while you were writing. Both are shown below; save again to keep yours."
            ),
        )

    def _said(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # flat choices only
        return "" if value is None else str(value)
