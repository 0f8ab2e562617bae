"""What somebody looks for in a list. A wrong value in an address finds as if it were not there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import Ownership, Role, Stage
from districts.trail import known_verbs

ANY = ("", _("Any"))


class Finding(forms.Form):
    """A form of a list's filters: `wanted` holds what was asked for and understood."""

    q = forms.CharField(label=_("Search"), max_length=80, required=False, widget=forms.SearchInput)

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()  # what it could not read is simply not in cleaned_data
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.wanted)


class FindOffices(Finding):
    retired = forms.BooleanField(label=_("Show those out of use"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What `queries.offices_of` takes."""
        wanted = self.wanted
        return {"words": wanted.get("q", ""), "with_retired": "retired" in wanted}


class FindSchools(Finding):
    stage = forms.ChoiceField(label=_("Stage"), choices=[ANY, *Stage.choices], required=False)
    ownership = forms.ChoiceField(label=_("Ownership"), choices=[ANY, *Ownership.choices], required=False)
    direct = forms.ChoiceField(
        label=_("Directly under the bureau"), choices=[ANY, ("1", _("yes")), ("0", _("no"))], required=False
    )
    below = forms.BooleanField(label=_("Also of bureaus below"), required=False)
    retired = forms.BooleanField(label=_("Show those out of use"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What `queries.schools_of` takes."""
        wanted = self.wanted
        return {
            "words": wanted.get("q", ""),
            "stage": wanted.get("stage", ""),
            "ownership": wanted.get("ownership", ""),
            "directly_under": {"1": True, "0": False}.get(wanted.get("direct", "")),
            "below": "below" in wanted,
            "with_retired": "retired" in wanted,
        }


class FindPeople(Finding):
    role = forms.ChoiceField(label=_("Role"), choices=[ANY, *Role.choices], required=False)
    place = forms.CharField(label=_("Office or school"), max_length=80, required=False)
    shut = forms.BooleanField(label=_("Show shut accounts"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What `queries.people_of` takes."""
        wanted = self.wanted
        return {
            "words": wanted.get("q", ""),
            "role": wanted.get("role", ""),
            "place": wanted.get("place", ""),
            "with_shut": "shut" in wanted,
        }


class FindTrail(Finding):
    person = forms.CharField(label=_("Person"), max_length=40, required=False)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    kind = forms.ChoiceField(label=_("Kind of object"), required=False)
    first = forms.DateField(
        label=_("From day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    last = forms.DateField(
        label=_("To day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    before = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [ANY, *known_verbs().items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].choices = [ANY, *kinds]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def is_narrowed(self) -> bool:
        return bool(set(self.wanted) - {"before", "after"})
