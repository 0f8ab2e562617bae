"""What a person chooses about how a paper looks, as a clean `Layout`."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from circulars.layout import DOCUMENT_FORM, OUTWARD, UPWARD, URGENCIES, Layout
from circulars.models import Seal
from circulars.names import in_order, names_in
from circulars.paper import LETTER, MINUTES
from circulars.refusals import AddresseeMissing
from circulars.sentences import sentence
from districts.models import District

MOST_BODIES, MOST_SIGNERS, MOST_IN_TITLE = 6, 6, 120
ATTENDANCE = ("出席", "请假", "列席")


class FormChoice(TextChoices):
    DOCUMENT = DOCUMENT_FORM, pgettext_lazy("form of a paper", "Document")
    UPWARD = UPWARD, _("Document to a superior, with its signers")
    LETTER = LETTER, pgettext_lazy("form of a paper", "Letter")
    MINUTES = MINUTES, _("Minutes of a meeting")


class SealChoice(TextChoices):
    PICTURE = "picture", _("The bureau's seal, printed over the date")
    HAND = "hand", _("Room for the seal, put on by hand")
    NONE = "none", _("No seal")


class LayoutForm(forms.Form):
    """The form of the paper and all that stands on it beside the text; everything has a usual value."""

    form = forms.ChoiceField(
        label=_("Form of the paper"),
        choices=FormChoice,
        initial=FormChoice.DOCUMENT,
        required=False,
        widget=forms.RadioSelect,
    )
    paper_title = forms.CharField(
        label=_("Title of the paper"),
        validators=[
            MaxLengthValidator(
                MOST_IN_TITLE, _("It has %(show_value)d characters; at most %(limit_value)d fit.")
            )
        ],
        required=False,
        help_text=_("Made from the plan's title and the form unless you write one."),
    )
    addressee = forms.CharField(
        label=_("Main recipient"),
        max_length=200,
        required=False,
        help_text=_("As the plan says unless you write one; a document to a superior and a letter need one."),
    )
    signers = forms.CharField(
        label=_("Signers"),
        max_length=80,
        required=False,
        help_text=_("Only on a document to a superior; several separated by 、"),
    )
    partners = forms.CharField(
        label=_("Issued together with"),
        max_length=200,
        required=False,
        help_text=_("Other bodies in their order, separated by 、 Our bureau leads."),
    )
    secrecy = forms.CharField(
        label=_("Secrecy mark"),
        max_length=12,
        required=False,
        help_text=_(
            "This portal is not for secret papers. The mark is printed and protects nothing: "
            "do not put state secrets here."
        ),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency mark"),
        choices=[("", "—"), *((mark, mark) for mark in URGENCIES)],
        required=False,
    )
    copy_number = forms.CharField(
        label=_("Copy number"),
        max_length=6,
        required=False,
        validators=[RegexValidator(r"^\d{6}$", _("Six figures: 000001"))],
        widget=forms.TextInput(attrs={"class": "w-date", "inputmode": "numeric"}),
    )
    seal = forms.ChoiceField(
        label=_("Seal"), choices=SealChoice, required=False, initial=SealChoice.HAND, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note below the date"),
        max_length=100,
        required=False,
        help_text=_("Without brackets: they are printed around it."),
    )
    printed_by = forms.CharField(
        label=_("Printed by"),
        max_length=60,
        required=False,
        help_text=_("The bureau's office unless you write one."),
    )
    printed_on = forms.DateField(
        label=_("Date of printing"),
        required=False,
        help_text=_("Today unless you choose another day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )
    with_breakdown = forms.BooleanField(
        label=_("Append the tasks broken down"),
        required=False,
        help_text=_("A table of all tasks with offices and dates, on turned pages behind the calendar."),
    )
    present = forms.CharField(label=_("Present"), max_length=400, required=False)
    excused = forms.CharField(label=_("Excused"), max_length=400, required=False)
    sitting_in = forms.CharField(label=_("Sitting in"), max_length=400, required=False)

    def offer_seal(self, district: District, *, has_seal: bool) -> None:
        """Print the bureau's seal where it has one; else there is nothing to print."""
        self.district = district
        field: Any = self.fields["seal"]
        if has_seal:
            self.initial.setdefault("seal", SealChoice.PICTURE)
        else:
            field.choices = [choice for choice in SealChoice.choices if choice[0] != SealChoice.PICTURE]

    def clean_addressee(self) -> str:
        return in_order(self.cleaned_data["addressee"])

    def clean_present(self) -> str:
        return in_order(self.cleaned_data["present"])

    def clean_excused(self) -> str:
        return in_order(self.cleaned_data["excused"])

    def clean_sitting_in(self) -> str:
        return in_order(self.cleaned_data["sitting_in"])

    def clean_signers(self) -> tuple[str, ...]:
        return _names(self.cleaned_data["signers"], most=MOST_SIGNERS)

    def clean_partners(self) -> tuple[str, ...]:
        return _names(self.cleaned_data["partners"], most=MOST_BODIES)

    def check_layout(self, clean: dict[str, Any]) -> None:
        """What one field says against another."""
        form, signers = clean.get("form"), clean.get("signers")
        if form in OUTWARD and not clean.get("addressee") and not self.has_error("addressee"):
            self.add_error("addressee", sentence(AddresseeMissing()))
        if form == UPWARD and not signers:
            self.add_error("signers", _("A document to a superior names who signed it."))
        if form != UPWARD and signers:
            self.add_error(
                "signers",
                _("Only a document to a superior names its signers. Choose that form, or leave this empty."),
            )
        if form == MINUTES and clean.get("partners"):
            self.add_error("partners", _("Minutes are drawn up by one body."))
        if form == MINUTES and not clean.get("present"):
            self.add_error("present", _("Minutes say who was present."))

    def printing_day(self, today: date) -> date:
        """印发日期: as chosen, else today, but never before the paper is signed."""
        chosen: date | None = self.cleaned_data["printed_on"]
        return chosen or max(today, self.cleaned_data["signed_on"])

    @property
    def layout(self) -> Layout:
        """What the form decides about the paper."""
        clean = self.cleaned_data
        seals = self._seals() if clean["seal"] == SealChoice.PICTURE else {}
        content, size = seals.get("", NO_SEAL)
        people = zip(ATTENDANCE, (clean["present"], clean["excused"], clean["sitting_in"]), strict=True)
        return Layout(
            form=clean["form"] or FormChoice.DOCUMENT,
            title=clean["paper_title"],
            attendance=tuple((label, names) for label, names in people if names),
            sealed=clean["seal"] != SealChoice.NONE,
            seal=content,
            seal_size=size,
            partner_seals=tuple(seals.get(name, NO_SEAL) for name in clean["partners"]),
            **{name: clean[name] for name in _AS_TYPED},
        )

    def _seals(self) -> dict[str, tuple[str, int]]:
        """Picture and diameter of the seals at hand, by the body whose it is; the bureau's own under no name."""
        return {seal.body: (seal.content, seal.size) for seal in Seal.objects.in_use(self.district)}


NO_SEAL = "", Layout().seal_size
_AS_TYPED = ("addressee", "signers", "partners", "secrecy", "urgency", "copy_number", "note", "printed_by")


def _names(text: str, *, most: int) -> tuple[str, ...]:
    names = names_in(text)
    if len(names) > most:
        raise ValidationError(_("Not more than %(count)d."), params={"count": most})
    if len(set(names)) < len(names):
        raise ValidationError(_("One is named twice."))
    return names
