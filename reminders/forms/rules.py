"""The bureau's rules and its hour."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.forms.versioned import VersionedForm
from districts.models import Membership, User
from reminders.models import Rhythm, Rule, RuleKind, rules_of
from reminders.models.rules import CHAIRS_OF, COUNTING
from reminders.sentences import people_named


class RuleForm(VersionedForm):
    """How many working days, and who is told; only what the kind of rule knows."""

    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=30)
    tells = forms.MultipleChoiceField(label=_("Who is told"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Rule
        fields = ["days", "tells"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version  # a rule that has no row yet has a version too
        chairs = CHAIRS_OF[self.instance.kind]
        if self.instance.kind not in COUNTING:
            del self.fields["days"]
        if chairs:
            field = self.fields["tells"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- tells the type checker what it is
            field.choices = [(chair.value, chair.label) for chair in chairs]
        else:
            del self.fields["tells"]

    def clean_days(self) -> int:
        """The director hears after the leader in charge, never before."""
        days: int = self.cleaned_data["days"]
        by_kind = {rule.kind: rule.days for rule in rules_of(self.instance.district)}
        if self.instance.kind == RuleKind.LEADER and days >= by_kind[RuleKind.DIRECTOR]:
            raise forms.ValidationError(_("The director hears later than the leader in charge."))
        if self.instance.kind == RuleKind.DIRECTOR and days <= by_kind[RuleKind.LEADER]:
            raise forms.ValidationError(_("The director hears later than the leader in charge."))
        return days

    def _said(self, name: str, value: Any) -> str:
        return people_named(value) if name == "tells" else super()._said(name, value)


class RhythmForm(VersionedForm):
    """At which hour the bureau's digests go out, and who hears last of what stays late."""

    class Meta:
        model = Rhythm
        fields = ["hour", "director"]
        help_texts = {
            "hour": _("Within this hour each person has a minute of their own."),
            "director": _("Hears of what stays late when the leader in charge has heard of it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        field = self.fields["director"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker what Meta made
        seats = Membership.objects.in_use().filter(district=self.instance.district, school=None)
        field.queryset = User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by(
            "full_name"
        )
        field.empty_label = str(_("Nobody"))
