"""Offices that carry, schools that are addressed; for tasks and calendar entries alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office, Ownership, School, Stage
from workplans.drafts import AudienceDraft, Duties
from workplans.models import Demand

LONGEST_KEY = 18


class Rows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # rows of any kind
    """Rows by their keys. A key that no database can hold is no row's, and no error of the server's."""

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:20]},
                )
        return super().clean(value)


class OfficesForm(forms.Form):
    """One lead and any number of supporting offices of the bureau; remembers what its author saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    lead = forms.ModelChoiceField(
        Office.objects.none(), label=_("Lead office"), required=False, empty_label=_("None yet")
    )
    supporting = Rows(
        Office.objects.none(),
        label=_("Supporting offices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    no_lead_reason = forms.CharField(
        label=_("Why nobody leads it"),
        required=False,
        max_length=100,
        help_text=_(
            "Only for a task that is meant to have no lead office; every other task needs one before the plan "
            "is submitted."
        ),
    )

    def __init__(self, data: Any = None, *, district: District, carrier: Any, duties: Duties) -> None:
        initial = {
            "version": carrier.version,
            "seen": duties.as_text,
            "lead": duties.lead,
            "supporting": sorted(duties.supporting),
            "no_lead_reason": duties.no_lead_reason,
        }
        super().__init__(data, initial=initial)
        if not hasattr(carrier, "no_lead_reason"):
            del self.fields["no_lead_reason"]
        held = Office.objects.filter(pk__in=[*duties.supporting, duties.lead or 0])
        offices = Office.objects.filter(district=district).working() | held
        for name in ("lead", "supporting"):
            self.fields[name].queryset = offices.distinct()  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        lead, supporting = clean.get("lead"), clean.get("supporting")
        if lead and supporting and lead in supporting:
            raise ValidationError(
                _("%(office)s leads already; it cannot support as well."), params={"office": lead}
            )
        if lead and clean.get("no_lead_reason"):
            self.add_error(
                "no_lead_reason", _("It has a lead office, so no reason is needed. Clear one of the two.")
            )
        return clean

    def clean_seen(self) -> Duties:
        try:
            return Duties.from_text(self.cleaned_data["seen"])
        except ValueError:
            raise ValidationError(_("Please open this page again.")) from None

    @property
    def was(self) -> Duties:
        return cast("Duties", self.cleaned_data["seen"])


class DemandForm(forms.Form):
    demand = forms.ChoiceField(
        label=_("What is asked"), choices=Demand.choices, initial=Demand.ACT, widget=forms.RadioSelect
    )

    @property
    def rules(self) -> list[AudienceDraft]:
        """What was chosen, once it is valid."""
        raise NotImplementedError


class KindsForm(DemandForm):
    """Schools by kind: a rule for each stage chosen, or one for all stages."""

    stages = forms.MultipleChoiceField(
        label=_("Stages"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all stages."),
    )
    ownership = forms.ChoiceField(
        label=_("Ownership"), choices=[("", _("Any")), *Ownership.choices], required=False
    )
    directly_under = forms.TypedChoiceField(
        label=_("Standing"),
        choices=[
            ("", _("Any")),
            ("yes", _("Yes, directly under the bureau")),
            ("no", _("No, not directly under it")),
        ],
        coerce={"yes": True, "no": False}.get,
        required=False,
        empty_value=None,
    )

    @property
    def rules(self) -> list[AudienceDraft]:
        clean = self.cleaned_data
        return [
            AudienceDraft(clean["demand"], stage, clean["ownership"], clean["directly_under"])
            for stage in clean["stages"] or [""]
        ]


class NamesForm(DemandForm):
    """Schools one by one."""

    schools = Rows(School.objects.none(), label=_("Schools"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, district: District) -> None:
        super().__init__(data, auto_id="by_name_%s")  # it stands beside a KindsForm
        self.fields["schools"].queryset = School.objects.within(district)  # type: ignore[attr-defined]  # a choice of rows

    @property
    def rules(self) -> list[AudienceDraft]:
        return [
            AudienceDraft(self.cleaned_data["demand"], school_id=school.pk)
            for school in self.cleaned_data["schools"]
        ]


class TasksForm(forms.Form):
    """The tasks that are meant, and whether what they address now gives way."""

    task = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput)
    replaces = forms.BooleanField(label=_("Instead of the schools they address now"), required=False)

    def __init__(self, data: QueryDict, *, tasks: Iterable[int]) -> None:
        super().__init__(data)
        self.sent = data.getlist("task")
        self.fields["task"].choices = [(str(pk), "") for pk in tasks]  # type: ignore[attr-defined]  # a choice

    @property
    def chosen(self) -> list[int]:
        """The keys of the tasks that are the plan's, in the order sent."""
        known = {key for key, _label in self.fields["task"].choices}  # type: ignore[attr-defined]  # as above
        return [int(key) for key in dict.fromkeys(self.sent) if key in known]


class UnmatchedForm(forms.Form):
    """An office named in the document: made anew, or known to be another name of one the bureau has."""

    name = forms.CharField(max_length=60)
    office = forms.ModelChoiceField(Office.objects.none(), required=False)

    def __init__(self, data: Any, *, district: District) -> None:
        super().__init__(data)
        self.fields["office"].queryset = Office.objects.filter(district=district).working()  # type: ignore[attr-defined]  # a choice of rows
