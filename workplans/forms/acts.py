"""What the page that is typed in asks for: one act at a time, each with what its author saw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from workplans.forms.parts import NumberingForm, PlanHeadForm, SectionForm, TaskForm
from workplans.forms.words import VersionedForm
from workplans.models import Plan, Section, Task

ACTS = ("add", "edit", "move", "level", "split", "join", "remove", "restore", "paste", "replace", "unreplace")
# What an act cannot be without, besides the key of its line.
NEEDED = {
    "add": ("level", "title"),
    "edit": ("field", "version"),
    "level": ("level",),
    "split": ("new_key", "field", "at"),
    "join": ("into",),
    "paste": ("text",),
    "replace": ("find",),
}
FORMS: dict[type[Plan] | type[Section] | type[Task], tuple[type[VersionedForm], ...]] = {
    Plan: (PlanHeadForm, NumberingForm),
    Section: (SectionForm,),
    Task: (TaskForm,),
}
LONGEST_PASTE = 200_000


class Typed(forms.CharField):
    """Words exactly as they stand on the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "strip": False, **kwargs})


class ActForm(forms.Form):
    """One act. `key` names the line, and is missing where the head of the plan is meant; words replaced in the whole
    plan have a key of their own, by which they are taken back."""

    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    key = forms.UUIDField(required=False)
    after = forms.UUIDField(required=False)
    into = forms.UUIDField(required=False)
    new_key = forms.UUIDField(required=False)
    level = forms.IntegerField(required=False, min_value=1, max_value=3)
    field = forms.CharField(required=False)
    value = Typed()
    was = Typed()
    version = forms.IntegerField(required=False, min_value=0)
    at = forms.IntegerField(required=False, min_value=0)
    title = Typed()
    body = Typed()
    text = Typed(max_length=LONGEST_PASTE)
    find = Typed(max_length=100)
    replace = Typed(max_length=100)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        act = clean.get("act", "")
        missing = [name for name in NEEDED.get(act, ()) if clean.get(name) in (None, "")]
        if act and act != "edit" and not clean.get("key"):
            missing.append("key")
        if missing:
            raise ValidationError(f"{act}: {missing}")
        if act == "add":
            owner = Task if clean["level"] == 3 else Section
            clean["title"] = read_value(owner, "title", clean["title"])[1]
            clean["body"] = read_value(owner, "body", clean["body"])[1]
        return clean


def read_value(kind: type[Plan] | type[Section] | type[Task], name: str, value: Any) -> tuple[str, Any]:
    """(field of the row, clean value) of what stands on the page. Raises ValidationError in words for people."""
    own, field = _field(kind, name)
    return own, field.clean(value)


def seen_value(kind: type[Plan] | type[Section] | type[Task], name: str, value: Any) -> Any:
    """What the author saw there, as the row has it."""
    return _field(kind, name)[1].to_python(value)


def _field(kind: type[Plan] | type[Section] | type[Task], name: str) -> tuple[str, forms.Field]:
    own = "text" if kind is Section and name == "body" else name
    for form in FORMS[kind]:
        if own in form.base_fields and own != "version":
            return own, form.base_fields[own]
    raise ValidationError(name)
