"""Which work paper of a plan somebody wants, as clean values."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from circulars.kinds import KINDS
from districts.models import Office, School
from workplans.models import Plan


class PaperForm(forms.Form):
    """Which work paper of a plan: its kind, and the month, office or school it is about."""

    kind = forms.ChoiceField(
        label=_("Which paper"), choices=lambda: [(kind.name, kind.label) for kind in KINDS.values()]
    )
    month = forms.ChoiceField(
        label=_("Month"), required=False, help_text=_("For the work of a month; the first one unless chosen.")
    )
    office = forms.ModelChoiceField(
        label=_("Office"),
        queryset=Office.objects.none(),
        required=False,
        help_text=_("For a breakdown, a slip or a pledge."),
    )
    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        required=False,
        help_text=_("For a school's own list or a pledge; all schools, one paper each, unless chosen."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, months: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
        fields: Any = self.fields
        fields["office"].queryset = plan.district.offices.working()
        fields["office"].empty_label = fields["school"].empty_label = "—"
        fields["school"].queryset = School.objects.filter(district=plan.district, is_active=True)
        fields["month"].choices = [("", "—"), *((f"{month:%Y-%m-%d}", f"{month:%Y-%m}") for month in months)]

    def clean_month(self) -> date | None:
        value = self.cleaned_data["month"]
        return date.fromisoformat(value) if value else None

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("kind") == "urging" and not clean.get("office"):
            self.add_error("office", _("Choose the office that is urged."))
        return clean

    @property
    def asking(self) -> dict[str, str]:
        """By field the kinds that ask for it, as the page's script reads them."""
        return {
            "month": " ".join(kind.name for kind in KINDS.values() if kind.asks_month),
            "office": " ".join(kind.name for kind in KINDS.values() if kind.asks_office),
            "school": " ".join(kind.name for kind in KINDS.values() if kind.asks_school),
        }

    @property
    def for_every_school(self) -> bool:
        """Whether it asks for one paper for each school."""
        clean = self.cleaned_data
        kind = KINDS[clean["kind"]]
        return kind.asks_school and not clean["school"] and not clean["office"]

    @property
    def order(self) -> dict[str, Any]:
        """The arguments of `ask_for_paper` that the form decides; what the kind does not ask for is left out."""
        clean = self.cleaned_data
        kind = KINDS[clean["kind"]]
        asked = {"month": kind.asks_month, "office": kind.asks_office, "school": kind.asks_school}
        about = {name: clean[name] for name, is_asked in asked.items() if is_asked}
        return {"kind": kind.name, "key": clean["key"], **about}
