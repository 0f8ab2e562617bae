"""Forms of offices, schools and bureaus."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from districts.forms.versioned import VersionedForm
from districts.models import District, Membership, Office, School, User

CODE = RegexValidator(r"^[0-9A-Za-z-]+$", _("Only letters, digits and hyphens."))


class OfficeForm(VersionedForm):
    """`district` is the bureau the office belongs to."""

    class Meta:
        model = Office
        fields = ["name", "kind", "aliases", "supervised_by", "position"]

    def __init__(self, *args: Any, district: District, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district = district
        seats = Membership.objects.in_use().filter(district=district, school=None)
        leaders = self.fields["supervised_by"]
        assert isinstance(leaders, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker what Meta made
        leaders.queryset = User.objects.filter(pk__in=seats.values("user_id"), is_active=True).order_by(
            "full_name"
        )
        leaders.empty_label = str(_("Nobody"))
        if not self.instance.pk:
            self.fields["position"].required = False
            self.initial.pop("position", None)
            self.fields["position"].help_text = _("Left empty, it stands last.")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        twins = Office.objects.filter(district=self.district, name=name).exclude(pk=self.instance.pk)
        if twins.exists():
            raise forms.ValidationError(_("The bureau has an office of this name already."))
        return name

    def clean_aliases(self) -> str:
        """However the names were separated, they are kept with 、 between them, each once."""
        written: str = self.cleaned_data["aliases"]
        for mark in "，,；;\n":
            written = written.replace(mark, "、")
        return "、".join(dict.fromkeys(part.strip() for part in written.split("、") if part.strip()))

    @property
    def facts(self) -> dict[str, Any]:
        facts = super().facts
        if facts.get("position") is None:
            facts.pop("position", None)
        return facts


class MergeForm(forms.Form):
    """Into which other office of the bureau."""

    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=Office.objects.none(), empty_label=_("Choose an office")
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Office.objects.working().filter(district=office.district_id).exclude(pk=office.pk)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker what it is
        field.queryset = others


class SchoolForm(VersionedForm):
    class Meta:
        model = School
        fields = ["name", "code", "stage", "ownership", "directly_under"]
        help_texts = {"code": _("The school's own code, the same on every list.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)


class DistrictForm(VersionedForm):
    class Meta:
        model = District
        fields = ["name", "bureau_name", "document_code", "slug"]
        help_texts = {"slug": _("Letters, digits and hyphens, as in /public/haiyun/.")}


class NewDistrictForm(DistrictForm):
    """A bureau below `parent`: one of the levels under it."""

    class Meta(DistrictForm.Meta):
        fields = ["name", "bureau_name", "level", "code", "document_code", "slug"]

    def __init__(self, *args: Any, parent: District, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(CODE)
        levels = list(District.Level)
        below = levels[levels.index(District.Level(parent.level)) + 1 :] or levels[-1:]
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker what Meta made
        field.choices = [(level.value, level.label) for level in below]
