"""The bureau's rules and its hour."""

import json
from typing import Any, cast

from django import forms
from django.http import QueryDict
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
    # What the reader has seen tried; anything typed after that is tried anew.
    tried = forms.CharField(widget=forms.HiddenInput, required=False)

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

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts.items() if name != "tried"}

    @property
    def is_to_be_tried(self) -> bool:
        """Whether a rule that is on would become another one, and nobody has seen what that would send."""
        differs = not {*self.facts}.isdisjoint(self.changed_data)
        return self.instance.is_on and differs and self.cleaned_data["tried"] != self._as_typed

    def keep_as_tried(self) -> None:
        """The form once more, with what was typed: sent again unchanged it is saved."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("tried")] = self._as_typed
        self.data = data

    @property
    def _as_typed(self) -> str:
        return json.dumps(self.facts, sort_keys=True)

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
