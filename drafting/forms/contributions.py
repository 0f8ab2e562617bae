"""Asking offices, writing items down, taking them over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office
from drafting.models import Item
from drafting.models.parts import PartKind
from drafting.queries.parts import Parts
from workplans.asking import Wanted
from workplans.forms.asking import NeededForm
from workplans.forms.parts import DAY
from workplans.forms.words import Line, Words
from workplans.models import Section


class CallForm(NeededForm):
    """Which offices, for which section, by when. `key` makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    section = forms.ChoiceField(label=_("for"), required=False)
    wanted_by = forms.DateField(label=_("by the day"), widget=DAY)
    word = Words(
        label=_("what is asked for"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the notice and over the form of the offices."),
    )
    offices = forms.ModelMultipleChoiceField(
        label=_("offices"), queryset=Office.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, district: District, parts: Parts, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.sections = {
            str(part.row.pk): part.row for part in parts.values() if part.kind == PartKind.SECTION
        }
        self.fields["offices"].queryset = Office.objects.filter(district=district).working()  # type: ignore[attr-defined]
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole plan")),
            *((str(part.row.pk), part.name) for part in parts.values() if part.kind == PartKind.SECTION),
        ]

    def clean_section(self) -> Section | None:
        row = self.sections.get(self.cleaned_data["section"])
        return row if isinstance(row, Section) else None

    def clean_wanted_by(self) -> date:
        day: date = self.cleaned_data["wanted_by"]
        if day < self.today:
            raise ValidationError(_("This day has passed."))
        return day

    @property
    def wanted(self) -> Wanted:
        """What the offices would be asked for."""
        clean = self.cleaned_data
        offices = frozenset(office.pk for office in clean["offices"])
        return Wanted(clean["wanted_by"].replace(day=1), ("asked", 0), offices=offices, kind="send_in")

    @property
    def order(self) -> dict[str, Any]:
        """What `ask_offices` wants to know."""
        clean = {name: value for name, value in self.cleaned_data.items() if name != "needed_because"}
        return {**clean, "over_limit": self.over_limit}


class ItemForm(forms.Form):
    """An item in the words of an office."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Line(label=_("title"), max_length=300, help_text=_("One sentence: what is to be done."))
    body = Words(
        label=_("text"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("How, how many, with what result."),
    )
    due_on = forms.DateField(label=_("due on"), required=False, widget=DAY)
    supporting = forms.ModelMultipleChoiceField(
        label=_("supporting offices"),
        queryset=Office.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, district: District, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Office.objects.filter(district=district).working().exclude(pk=office.pk)
        self.fields["supporting"].queryset = others  # type: ignore[attr-defined]

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "body", "due_on")}


class SendForm(forms.Form):
    word = Words(label=_("note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class TakeForm(forms.Form):
    """The words in which an item goes into the plan, and where."""

    title = Line(label=_("title"), max_length=300)
    body = Words(label=_("text"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    due_on = forms.DateField(label=_("due on"), required=False, widget=DAY)
    section = forms.ChoiceField(label=_("section"), required=False)

    def __init__(self, *args: Any, parts: Parts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {
            str(part.row.pk): part.row for part in parts.values() if part.kind == PartKind.SECTION
        }
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", _("Before the first heading")),
            *((str(part.row.pk), part.name) for part in parts.values() if part.kind == PartKind.SECTION),
        ]

    def clean_section(self) -> Section | None:
        row = self.sections.get(self.cleaned_data["section"])
        return row if isinstance(row, Section) else None


class DeclineForm(forms.Form):
    reason = Words(
        label=_("why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The office reads it."),
    )


class ItemFilters(forms.Form):
    """Each is optional; a value that means nothing is as if it were not there."""

    STATES = (
        ("", _("All")),
        *((state.value, state.label) for state in Item.State if state != Item.State.DRAFT),
    )

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    @property
    def is_narrowing(self) -> bool:
        return any(self.wanted.values())


class AskedFilters(forms.Form):
    """The same for an office's own list."""

    STATES = (("", _("All")), ("open", _("Still open")), ("sent", _("Sent in")))

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    @property
    def is_narrowing(self) -> bool:
        return any(self.wanted.values())
