"""What issuing adds to an approved plan, as clean values."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from circulars.disclosure import Facts, contradictions, misdated
from circulars.forms.layout import FormChoice, LayoutForm, SealChoice
from circulars.forms.numbers import CODE
from circulars.layout import OUTWARD, Layout
from circulars.models import Openness, RegisteredNumber
from circulars.names import in_order
from circulars.queries import reserved_numbers
from circulars.sentences import contradiction_sentence, misdating_sentence
from districts.models import Office
from workplans.drafts import AudienceDraft
from workplans.forms.asking import NeededForm
from workplans.forms.duties import KindsForm
from workplans.models import Plan

# A year mistyped would open a register nobody wants; papers are dated close to the day they go out.
LONG_AGO = timedelta(days=366)

# Before issue there is no public page to withdraw it from, and a mark can still be taken off.
FIELDS_HERE = {"published_but_not_open": "publish", "secret_but_open": "secrecy"}
NEEDED_SOMETIMES = ("addressee", "signers", "present", "openness_reason")
NOT_YET_PUBLIC = _("Only a paper that is open to everybody can stand on the public page.")


class AudienceChoice(TextChoices):
    PLAN = "plan", _("Those the plan addresses; all where it names none")
    ALL = "all", _("All schools")
    SOME = "some", _("Only these schools")
    NONE = "none", _("No schools")


class IssueForm(LayoutForm, KindsForm, NeededForm):
    """What issuing adds to an approved plan."""

    document_code = forms.CharField(
        label=_("Document code"),
        max_length=12,
        validators=[CODE],
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    reserved = forms.ModelChoiceField(
        label=_("Number kept for this paper"),
        queryset=RegisteredNumber.objects.none(),
        required=False,
        empty_label=_("None: the next free number"),
        error_messages={
            "invalid_choice": _("This number has been used or made void meanwhile. Choose again.")
        },
    )
    signed_on = forms.DateField(
        label=_("Date of signing"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    openness = forms.ChoiceField(
        label=_("Way of disclosure"),
        choices=Openness,
        required=False,
        initial=Openness.PUBLIC,
        widget=forms.RadioSelect,
    )
    openness_reason = forms.CharField(
        label=_("Reason for not disclosing"),
        max_length=200,
        required=False,
        help_text=_("Needed where the paper is not open."),
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
        self.offer_seal(plan.district, has_seal=getattr(plan, "has_seal", False))
        offices: Any = self.fields["offices"]
        offices.queryset = plan.district.offices.working()
        offices.choices = [(office.pk, office.name) for office in offices.queryset]
        numbers: Any = self.fields["reserved"]
        numbers.queryset = reserved_numbers(plan.district)
        numbers.label_from_instance = lambda number: f"{number.number} · {number.purpose}"
        for name in NEEDED_SOMETIMES:
            self.fields[name].is_needed_sometimes = True  # type: ignore[attr-defined]  # read where fields are drawn
        signed_off_at = getattr(plan, "signed_off_at", None)
        self.signed_off = timezone.localdate(signed_off_at) if signed_off_at else None
        if self.signed_off:
            day = date_format(self.signed_off)
            self.fields["signed_on"].help_text = _("It was signed for issue on %(day)s.") % {"day": day}
        goes_out = self.initial.get("form") in OUTWARD
        self.initial = {
            "document_code": plan.district.document_code,
            "signed_on": self.signed_off or today,
            "offices": [] if goes_out else [pk for pk, _name in offices.choices],
            "audience": AudienceChoice.NONE if goes_out else AudienceChoice.PLAN,
            **self.initial,
        }

    def clean_copied_to(self) -> str:
        return in_order(self.cleaned_data["copied_to"])

    def clean_openness(self) -> str:
        return self.cleaned_data["openness"] or Openness.PUBLIC

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong is said in one round: a field with a fault is still held against the others."""
        super().clean()
        clean = dict(self.cleaned_data)
        self._refuse_contradictions(clean)
        self._refuse_another_code(clean)
        goes_out = clean.get("form") in OUTWARD
        if clean.get("audience") == AudienceChoice.NONE and not clean.get("offices") and not goes_out:
            self.add_error("offices", _("Somebody must receive the circular: choose an office, or schools."))
        self.check_layout(clean)
        return self.cleaned_data

    def _refuse_another_code(self, clean: dict[str, Any]) -> None:
        """A number that was kept has its code. The bureau's usual one stands in the field by itself and says nothing."""
        reserved, code = clean.get("reserved"), clean.get("document_code")
        if reserved and code and code not in (reserved.register.code, self.plan.district.document_code):
            words = _("You entered the code %(code)s, but the number kept is %(number)s. Change one of them.")
            self.add_error("reserved", words % {"code": code, "number": reserved.number})

    def _refuse_contradictions(self, clean: dict[str, Any]) -> None:
        """What could not be put right once the paper is out."""
        facts = self._facts(clean)
        for field, code in contradictions(facts):
            said = NOT_YET_PUBLIC if code == "published_but_not_open" else contradiction_sentence(code)
            self.add_error(FIELDS_HERE.get(code, field), said)
        if not clean.get("signed_on"):
            return
        for field, code in misdated(facts, today=self.today):
            self.add_error(field, misdating_sentence(code, signed_off_on=self.signed_off))
        if facts.signed_on < self.today - LONG_AGO and not self.has_error("signed_on"):
            self.add_error("signed_on", _("This date is too far from today. Is the year right?"))

    def _facts(self, clean: dict[str, Any]) -> Facts:
        """What the checks look at, as the form says it now."""
        day = clean.get("signed_on") or self.today
        reserved = clean.get("reserved")
        return Facts(
            openness=clean.get("openness", Openness.PUBLIC),
            openness_reason=clean.get("openness_reason", ""),
            validity="in_force",
            validity_note="",
            signed_on=day,
            number_year=reserved.register.year if reserved else day.year,
            published_on=self.today if clean.get("publish") else None,
            signed_off_on=self.signed_off,
            printed_on=clean.get("printed_on"),
            bears_secrecy_mark=bool(clean.get("secrecy")),
        )

    @property
    def number_source(self) -> tuple[str, date | None]:
        """Document code and date as they stand in the form now; empty and None where they cannot be used."""
        return self._now_in("document_code") or "", self._now_in("signed_on")

    def fields_with(self, characters: str) -> list[str]:
        """The fields in which one of these characters was typed."""
        return [
            name for name, typed in self.data.items() if name in self.fields and set(typed) & set(characters)
        ]

    @property
    def form_label(self) -> str:
        """The form of the paper in words."""
        return str(FormChoice(self.cleaned_data["form"] or FormChoice.DOCUMENT).label)

    @property
    def kept_number(self) -> RegisteredNumber | None:
        """The number chosen in the form now."""
        numbers: Any = self.fields["reserved"]
        chosen = str(self["reserved"].value())
        return next((number for number in numbers.queryset if str(number.pk) == chosen), None)

    def _now_in(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    @property
    def order(self) -> dict[str, Any]:
        """The arguments of `issue_plan` that the form decides."""
        clean = self.cleaned_data
        plain = (
            "document_code", "reserved", "signed_on", "copied_to", "publish", "openness", "openness_reason",
        )  # fmt: skip
        return {
            **{name: clean[name] for name in plain},
            "printed_on": self.printing_day(self.today),
            "layout": self.layout,
            "with_breakdown": clean["with_breakdown"],
            "offices": list(clean["offices"]),
            "audience": self.schools_meant,
            "over_limit": self.over_limit,
        }

    @property
    def shown(self) -> tuple[dict[str, Any], Layout, bool]:
        """What stands on the paper, for a preview: particulars, layout, whether the breakdown goes along.

        What has a fault is left out; the form itself says so.
        """
        self.is_valid()
        clean = self.cleaned_data
        empty: dict[str, Any] = {"signers": (), "partners": (), "printed_on": None, "seal": SealChoice.HAND}
        for name in LayoutForm.base_fields:
            clean.setdefault(name, empty.get(name, ""))
        clean.setdefault("signed_on", self.today)
        particulars = {
            "signed_on": clean["signed_on"],
            "printed_on": self.printing_day(self.today),
            "copied_to": clean.get("copied_to", ""),
            "is_public": clean.get("publish", False),
        }
        return particulars, self.layout, bool(clean["with_breakdown"])

    @property
    def schools_meant(self) -> list[AudienceDraft] | None:
        """Which schools sign for it; None: as the plan says."""
        return {
            AudienceChoice.PLAN: None,
            AudienceChoice.ALL: [AudienceDraft()],
            AudienceChoice.SOME: self.rules,
            AudienceChoice.NONE: [],
        }[self.cleaned_data["audience"]]
