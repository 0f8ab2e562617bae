"""What people type into the register of numbers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from circulars.disclosure import Facts, misdated
from circulars.models import NumberRegister, RegisteredNumber
from circulars.sentences import misdating_sentence
from districts.forms.finding import ANY, Finding

MOST_BEFORE = 2000  # more numbers than any bureau gives in a year
CODE = RegexValidator(r"^[^\W\d_]+$", _("Only characters, without year and brackets: 海教"))


class ReserveForm(forms.Form):
    """A number kept for a paper to come."""

    code = forms.CharField(
        label=_("Document code"),
        max_length=12,
        validators=[CODE],
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    purpose = forms.CharField(
        label=_("For which paper"),
        max_length=200,
        help_text=_("Its title, or what it will be about. It stands in the register."),
    )

    def __init__(self, *args: Any, code: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["year"]
        # 12月 is when next year's first numbers are kept, January when last year's papers are still coming.
        year.choices = [(str(one), str(one)) for one in (today.year - 1, today.year, today.year + 1)]
        self.initial = {"code": code, "year": str(today.year), **self.initial}


class BeginForm(forms.Form):
    """The numbers that were given before the portal kept the register."""

    code = forms.CharField(
        label=_("Document code"),
        max_length=12,
        validators=[CODE],
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
    )
    last = forms.IntegerField(
        label=_("Last number given before"),
        min_value=1,
        max_value=MOST_BEFORE,
        help_text=_("Such as 11: the numbers 1 to 11 are entered as used, and the next paper gets 12."),
    )
    dated = forms.DateField(
        label=_("Date of that last paper"),
        help_text=_("Its year is the year of the numbers."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )

    def __init__(self, *args: Any, code: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial = {"code": code, **self.initial}

    def clean_dated(self) -> date:
        day: date = self.cleaned_data["dated"]
        if not self.today.year - 1 <= day.year or day > self.today:
            raise ValidationError(_("The last paper was dated this year or last year, and not after today."))
        return day


class VoidForm(forms.Form):
    """Why a number will stand on no paper."""

    reason = forms.CharField(
        label=_("Why it is void"),
        max_length=200,
        help_text=_("For example: the paper will not be issued. It stands in the register for good."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ElsewhereForm(forms.Form):
    """The paper that bears a number and was not made in the portal."""

    title = forms.CharField(label=_("Title of the paper"), max_length=300)
    dated = forms.DateField(
        label=_("Date of the paper"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"}),
    )

    def __init__(self, *args: Any, number: RegisteredNumber, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number, self.today = number, today

    def clean_dated(self) -> date:
        day: date = self.cleaned_data["dated"]
        facts = Facts("public", "", "in_force", "", signed_on=day, number_year=self.number.register.year)
        faults = [
            misdating_sentence(code, signed_off_on=None) for _field, code in misdated(facts, today=self.today)
        ]
        if faults:
            raise ValidationError(faults)
        return day


class FindNumbers(Finding):
    """The filters above the register: what there is to choose follows from the registers there are."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    code = forms.ChoiceField(label=_("Document code"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[ANY, *RegisteredNumber.State.choices]
    )

    def __init__(self, *args: Any, registers: Iterable[NumberRegister], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = list(registers)
        years = sorted({register.year for register in kept}, reverse=True)
        fields: Any = self.fields
        fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]
        fields["code"].choices = [ANY, *((code, code) for code in sorted({each.code for each in kept}))]
        fields["q"].widget.attrs["placeholder"] = _("Number or paper")

    @property
    def asked(self) -> dict[str, Any]:
        """The arguments of `find_numbers`."""
        wanted = dict(self.wanted)
        return {"words": wanted.pop("q", ""), **wanted}
