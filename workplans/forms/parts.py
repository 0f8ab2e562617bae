"""Forms of the plan's head, its sections and its tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.forms.words import Line, VersionedForm, Words
from workplans.models import Plan, Section, Task

TALL = forms.Textarea(attrs={"rows": 8})
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-date"})


class PlanHeadForm(VersionedForm):
    class Meta:
        model = Plan
        fields = ["title", "addressee", "preamble", "closing", "issuer", "kind", "year"]
        field_classes = {
            "title": Line,
            "addressee": Line,
            "preamble": Words,
            "closing": Words,
            "issuer": Line,
        }
        widgets = {
            "preamble": TALL,
            "closing": forms.Textarea(attrs={"rows": 4}),
            "issuer": forms.TextInput(attrs={"class": "w-name"}),
            "year": forms.NumberInput(attrs={"class": "w-year", "min": 2000, "max": 2100}),
        }
        help_texts = {"preamble": _("A new line begins a new paragraph.")}


class NumberingForm(VersionedForm):
    class Meta:
        model = Plan
        fields = ["task_form", "restarts"]


class SectionForm(VersionedForm):
    class Meta:
        model = Section
        fields = ["title", "text"]
        field_classes = {"title": Line, "text": Words}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class TaskForm(VersionedForm):
    class Meta:
        model = Task
        fields = ["title", "body", "due_on"]
        field_classes = {"title": Line, "body": Words}
        widgets = {"body": TALL, "due_on": DAY}
        help_texts = {
            "title": _("One sentence; it stands at the head of the task."),
            "body": _("A new line begins a new paragraph."),
        }


class NewPartForm(forms.Form):
    """What a new part begins with; `key` makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(label=_("title"), max_length=200)


class NewSectionForm(NewPartForm):
    pass


class NewTaskForm(NewPartForm):
    title = Line(
        label=_("title"), max_length=300, help_text=_("One sentence; it stands at the head of the task.")
    )
    body = Words(
        label=_("text"), required=False, widget=TALL, help_text=_("A new line begins a new paragraph.")
    )
    due_on = forms.DateField(label=_("due on"), required=False, widget=DAY)


class NewPlanForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(label=_("title"), max_length=200)
    kind = forms.ChoiceField(label=_("period"), choices=Plan.Kind.choices, initial=Plan.Kind.CALENDAR_YEAR)
    year = forms.IntegerField(
        label=_("year"),
        min_value=2000,
        max_value=2100,
        help_text=_("The calendar year in which the period begins."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = today.year
