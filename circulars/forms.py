"""What people type about papers, as clean values."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from districts.models import Office
from workplans.drafts import AudienceDraft
from workplans.forms.duties import KindsForm
from workplans.models import Plan

# A year mistyped would open a register nobody wants; papers are dated close to the day they go out.
EARLIEST, LATEST = timedelta(days=366), timedelta(days=31)
YEARS_SHOWN = 10


class AudienceChoice(TextChoices):
    PLAN = "plan", _("Those the plan addresses; all where it names none")
    ALL = "all", _("All schools")
    SOME = "some", _("Only these schools")
    NONE = "none", _("No schools")


class IssueForm(KindsForm):
    """What issuing adds to an approved plan."""

    document_code = forms.CharField(
        label=_("Document code"),
        max_length=12,
        validators=[RegexValidator(r"^[^\W\d_]+$", _("Only characters, without year and brackets: 海教"))],
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    signed_on = forms.DateField(
        label=_("Date of signing"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    copied_to = forms.CharField(
        label=_("Copied to"),
        max_length=200,
        required=False,
        help_text=_("As it will stand at the foot of the paper, separated by commas."),
    )
    offices = forms.ModelMultipleChoiceField(
        label=_("Offices that sign for it"),
        queryset=Office.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=_("Schools that sign for it"),
        choices=AudienceChoice,
        initial=AudienceChoice.PLAN,
        widget=forms.RadioSelect,
    )
    publish = forms.BooleanField(
        label=_("Show on the public page at once"),
        required=False,
        help_text=_(
            "Anybody can read it there; the paper says so at its end. It can be published later, too."
        ),
    )

    def __init__(self, *args: Any, plan: Plan, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.today = today
        offices: Any = self.fields["offices"]
        offices.queryset = plan.district.offices.working()
        offices.choices = [(office.pk, office.name) for office in offices.queryset]
        self.initial = {
            "document_code": plan.district.document_code,
            "signed_on": today,
            "offices": [pk for pk, _name in offices.choices],
            **self.initial,
        }

    def clean_signed_on(self) -> date:
        day: date = self.cleaned_data["signed_on"]
        if not self.today - EARLIEST <= day <= self.today + LATEST:
            raise ValidationError(_("This date is too far from today. Is the year right?"))
        return day

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("audience") == AudienceChoice.SOME and not (
            clean.get("stages") or clean.get("ownership") or clean.get("directly_under") is not None
        ):
            self.add_error("stages", _("Choose which schools, or all schools above."))
        if clean.get("audience") == AudienceChoice.NONE and not clean.get("offices"):
            self.add_error("offices", _("Somebody must receive the circular: choose an office, or schools."))
        return clean

    @property
    def number_source(self) -> tuple[str, date | None]:
        """Document code and date as they stand in the form now; empty and None where they cannot be used."""
        return self._now_in("document_code") or "", self._now_in("signed_on")

    def _now_in(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    @property
    def order(self) -> dict[str, Any]:
        """The arguments of `issue_plan` that the form decides."""
        clean = self.cleaned_data
        plain = ("document_code", "signed_on", "copied_to", "publish")
        return {
            **{name: clean[name] for name in plain},
            "printed_on": max(self.today, clean["signed_on"]),
            "offices": list(clean["offices"]),
            "audience": self._audience(),
        }

    def _audience(self) -> list[AudienceDraft] | None:
        """None: as the plan says."""
        return {
            AudienceChoice.PLAN: None,
            AudienceChoice.ALL: [AudienceDraft()],
            AudienceChoice.SOME: self.rules,
            AudienceChoice.NONE: [],
        }[self.cleaned_data["audience"]]


class FindCirculars(forms.Form):
    """The search above a list of circulars."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.SearchInput(attrs={"placeholder": _("Number or title")}),
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in range(today.year, today.year - YEARS_SHOWN, -1)]
        field: Any = self.fields["year"]
        field.choices = [("", _("All years")), *years]

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of `find_circulars`; a value nobody could have chosen is left out."""
        self.is_valid()
        found = {"words": self.cleaned_data.get("q") or "", "year": self.cleaned_data.get("year")}
        return {name: value for name, value in found.items() if value}
