"""A row of the targets table, and a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workplans.forms.parts import DAY
from workplans.forms.words import VersionedForm
from workplans.models import Target
from workplans.queries.outline import PlanOutline
from workplans.queries.targets import TargetWish
from workplans.services.targets import MEASURED

NUMBER = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
FIRM = forms.Select(choices=[(True, _("firm")), (False, _("aimed at"))])


class TargetForm(VersionedForm):
    """What the table lets one set: its editors all of it while the plan is a draft, else only what was measured."""

    class Meta:
        model = Target
        fields = ["comparator", "value", "unit", "is_hard", "due_on", "measured", "measured_on"]
        widgets = {"value": NUMBER, "is_hard": FIRM, "due_on": DAY, "measured": NUMBER, "measured_on": DAY}

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_open:
            for name in set(self.row_fields) - MEASURED:
                del self.fields[name]
        for name in self.row_fields:
            # The inputs stand in cells of their own, outside the form they belong to.
            attrs = {"aria-label": str(self.fields[name].label), "form": f"form-{self.instance.pk}"}
            self.fields[name].widget.attrs |= attrs
        for name in {"value", "measured"} & set(self.row_fields):
            self.initial[name] = getattr(self.instance, f"{name}_shown")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("measured_on") and clean.get("measured") is None and "measured" not in self.errors:
            self.add_error("measured", ValidationError(_("A day without a value says nothing.")))
        return clean


class NewTargetForm(forms.ModelForm):  # type: ignore[type-arg]  # of one model
    class Meta:
        model = Target
        fields = ["task", "as_written", "comparator", "value", "unit", "is_hard", "due_on"]
        widgets = {"value": NUMBER, "is_hard": FIRM, "due_on": DAY}

    def __init__(self, data: Any = None, *, outline: PlanOutline) -> None:
        super().__init__(data)
        tasks = [(node.task.pk, f"{node.label}{node.task.name}"[:60]) for node in outline.all_tasks()]
        self.fields["task"].queryset = outline.plan.tasks.all()  # type: ignore[attr-defined]  # a choice of rows
        self.fields["task"].choices = [("", _("Choose the task")), *tasks]  # type: ignore[attr-defined]  # as above
        self.fields["task"].label = _("Task")


class TargetFilters(forms.Form):
    """As they were asked for."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    kind = forms.ChoiceField(
        label=_("Which targets"),
        required=False,
        choices=[
            ("", _("All")),
            ("hard", _("firm")),
            ("aspired", _("aimed at")),
            ("open", _("not measured yet")),
            ("missed", _("not reached")),
        ],
    )

    def __init__(self, wish: TargetWish) -> None:
        super().__init__(initial={"q": wish.q, "kind": wish.kind})
