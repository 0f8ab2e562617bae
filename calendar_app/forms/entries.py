"""Forms of an entry: its months and words, and the tasks it carries out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from districts.models import District, Office, User
from workplans.drafts import NamedOffice
from workplans.forms.words import Line, VersionedForm
from workplans.models import Plan, Task
from workplans.periods import month_of


class MonthInput(forms.DateInput):
    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m", attrs={"class": "w-date", "placeholder": "2026-11"})


class MonthField(forms.DateField):
    """A month; its value is the first day. Browsers without a month picker let it be typed: 2026-11, 2026年11月."""

    widget = MonthInput
    default_error_messages = {"invalid": _("Write the month as 2026-11.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m", "%Y-%m-%d", "%Y年%m月", "%Y/%m", "%Y.%m"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return day.replace(day=1) if day else None


DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"})
UNTIL_HINT = _("For work that spans several months.")
DUE_HINT = _("Only where it must be done by a certain day.")


class NewEntryForm(forms.Form):
    """A new entry of a bureau; `key` makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    work = Line(label=_("Work"), max_length=500)
    starts_month = MonthField(label=_("Month"))
    ends_month = MonthField(label=_("Until month"), required=False, help_text=UNTIL_HINT)
    due_on = forms.DateField(label=_("Due on"), required=False, widget=DAY, help_text=DUE_HINT)
    lead = forms.ModelChoiceField(
        Office.objects.none(), label=_("Lead office"), required=False, empty_label=_("None yet")
    )
    supporting = forms.ModelMultipleChoiceField(
        Office.objects.none(),
        label=_("Supporting offices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan"),
        required=False,
        empty_label=_("Not from a plan"),
        help_text=_("Plans that are still drafts can take entries."),
    )

    def __init__(self, *args: Any, district: District, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.filter(district=district).working()
        plans = Plan.objects.editable_by(user).filter(district=district)
        for name, rows in (("lead", offices), ("supporting", offices), ("plan", plans)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("lead") in (clean.get("supporting") or ()):
            self.add_error("supporting", _("The leading office need not be chosen again."))
        return _clean_time(self, clean)

    @property
    def draft(self) -> EntryDraft:
        clean = self.cleaned_data
        lead = (NamedOffice(clean["lead"].name),) if clean["lead"] else ()
        supporting = tuple(NamedOffice(office.name, "support") for office in clean["supporting"])
        return EntryDraft(
            clean["starts_month"],
            clean["ends_month"],
            clean["work"],
            offices=lead + supporting,
            due_on=clean["due_on"],
        )


class EntryForm(VersionedForm):
    """Months, day and words of an entry; an empty last month means that there is no span."""

    starts_month = MonthField(label=_("Month"))
    ends_month = MonthField(label=_("Until month"), required=False, help_text=UNTIL_HINT)

    class Meta:
        model = CalendarEntry
        fields = ["work", "starts_month", "ends_month", "due_on"]
        field_classes = {"work": Line}
        labels = {"work": _("Work"), "due_on": _("Due on")}
        widgets = {"due_on": DAY}
        help_texts = {"due_on": DUE_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_span:
            self.initial["ends_month"] = None

    def clean(self) -> dict[str, Any]:
        return _clean_time(self, super().clean() or {})

    @property
    def changes(self) -> dict[str, Any]:
        changes = super().changes
        if "starts_month" in changes or "ends_month" in changes:  # one without the other makes no sense
            changes |= {name: self.cleaned_data[name] for name in ("starts_month", "ends_month")}
        return changes

    @property
    def was(self) -> dict[str, Any]:
        was = super().was
        if "ends_month" in was:
            was["ends_month"] = was["ends_month"] or was["starts_month"]
        return was


class TasksForm(forms.Form):
    """The tasks of the entry's plan that it carries out."""

    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Tasks"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, entry: CalendarEntry, choices: Iterable[tuple[int, str]]) -> None:
        """`choices`: the plan's tasks by key, numbered, in reading order."""
        super().__init__(data, initial={"tasks": entry.tasks.all()})
        field = self.fields["tasks"]
        field.queryset = Task.objects.filter(plan=entry.plan_id)  # type: ignore[attr-defined]  # a choice of rows
        field.choices = list(choices)  # type: ignore[attr-defined]  # as above


def _clean_time(form: forms.Form | VersionedForm, clean: dict[str, Any]) -> dict[str, Any]:
    """Fill the last month, and look whether months and day agree."""
    first, last, due_on = clean.get("starts_month"), clean.get("ends_month"), clean.get("due_on")
    if first and "ends_month" in clean:
        last = clean["ends_month"] = last or first
        if last < first:
            form.add_error("ends_month", _("The last month lies before the first."))
        elif due_on and not first <= due_on <= month_of(last).ends_on:
            form.add_error("due_on", _("This day lies outside of the months above."))
    return clean
