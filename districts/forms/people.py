"""Forms of people and their seats."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from districts.forms.versioned import VersionedForm
from districts.models import District, Office, Role, School, User
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from districts.services import SeatDraft

PHONE = RegexValidator(r"^[0-9+() -]{5,20}$", _("Only digits, as in 13900000000 or 0571-8000000."))


class SeatForm(forms.Form):
    """A role, and the office or the school it is at. A school is named or given by its code."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])
    office = forms.ModelChoiceField(
        label=_("Office"),
        queryset=Office.objects.none(),
        empty_label=_("Choose an office"),
        required=False,
        help_text=_("For heads of office and office staff."),
    )
    school = forms.CharField(
        label=_("School"),
        max_length=80,
        required=False,
        help_text=_("Name or code; for principals and school clerks."),
    )

    def __init__(self, *args: Any, district: District, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district = district
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker what it is
        field.queryset = Office.objects.working().filter(district=district)

    def clean_school(self) -> School | None:
        written: str = self.cleaned_data["school"].strip()
        if not written:
            return None
        schools = School.objects.filter(district=self.district, is_active=True)
        found = schools.filter(code=written).first() or schools.filter(name=written).first()
        if found is None:
            raise forms.ValidationError(_("Your bureau has no school of this name or code."))
        return found

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        role = clean.get("role")
        if role in OFFICE_ROLES and not clean.get("office") and "office" not in self.errors:
            self.add_error("office", _("This role needs an office."))
        if role in SCHOOL_ROLES and not clean.get("school") and "school" not in self.errors:
            self.add_error("school", _("This role needs a school."))
        return clean

    @property
    def seat(self) -> SeatDraft:
        """The seat that was chosen; what its role does not need is left aside."""
        role: str = self.cleaned_data["role"]
        return SeatDraft(
            role,
            self.district,
            office=self.cleaned_data["office"] if role in OFFICE_ROLES else None,
            school=self.cleaned_data["school"] if role in SCHOOL_ROLES else None,
        )


class AccountFields(forms.ModelForm):  # type: ignore[type-arg]  # takes none when it runs
    """Username, name, how to reach them."""

    class Meta:
        model = User
        fields = ["username", "full_name", "phone", "email"]
        help_texts = {"username": _("For signing in: letters, digits and @ . + - _")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(PHONE)


class NewPersonForm(SeatForm):
    """A new account and its first seat."""

    def __init__(self, *args: Any, district: District, **kwargs: Any) -> None:
        super().__init__(*args, district=district, **kwargs)
        self.account = AccountFields(*args, **kwargs)
        self.fields = {**self.account.fields, **self.fields}

    def clean(self) -> dict[str, Any]:
        """What the account's own form finds is shown here, beside its fields."""
        for name, errors in self.account.errors.items():
            if name not in self.errors:
                self.add_error(None if name == "__all__" else name, list(errors))
        return super().clean()

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in AccountFields.Meta.fields}


class AdministratorForm(AccountFields):
    """The first administrator of a bureau below."""

    @property
    def facts(self) -> dict[str, str]:
        return dict(self.cleaned_data)


class PersonForm(VersionedForm):
    class Meta:
        model = User
        fields = ["full_name", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].validators.append(PHONE)


class ContactForm(PersonForm):
    """How one can be reached, kept by oneself."""

    class Meta(PersonForm.Meta):
        fields = ["phone", "email"]
