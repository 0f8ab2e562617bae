"""What people send: decisions, and where a new plan begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rollover.blueprints import Blueprint, Edit, When, numbered
from rollover.models import Choice
from rollover.queries.parts import Part
from rollover.reasons import is_quick
from workplans.forms.words import Line
from workplans.models import Section


@dataclass(frozen=True)
class Sent:
    """A decision as a page sends it; `seen` is the version that the page showed, 0 for none."""

    choice: str
    reason: str
    seen: int | None


def sent_decision(data: Mapping[str, str], part: Part) -> Sent | None:
    """What was sent for the part; None where nothing was chosen, or what was chosen means nothing.

    A reason of one click goes when its choice does: 已按计划完成 is no reason to drop a task.
    """
    choice = data.get(f"choice-{part.key}", "")
    if choice not in Choice.values:
        return None
    reason = data.get(f"reason-{part.key}", "").strip()
    before = part.decision
    if before and before.choice != choice and reason == before.reason and is_quick(reason):
        reason = ""
    if choice == Choice.FINISHED and not reason:
        reason = part.proposal.reason
    seen = data.get(f"seen-{part.key}", "")
    return Sent(choice, reason, int(seen) if seen.isdecimal() and len(seen) < 9 else None)


class FindForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class BorrowForm(forms.Form):
    """What is taken over from another bureau's plan; `key` makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(label=_("title"), max_length=200)
    year = forms.IntegerField(
        label=_("year"),
        min_value=2000,
        max_value=2100,
        help_text=_("The calendar year in which the period begins."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )
    sections = forms.MultipleChoiceField(
        label=_("Sections to take over"), widget=forms.CheckboxSelectMultiple, required=False
    )
    with_calendar = forms.BooleanField(label=_("Take over the calendar too"), required=False, initial=True)

    def __init__(self, *args: Any, sections: Iterable[Section], has_calendar: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(section.pk), section.title) for section in sections]
        if choices:
            self.fields["sections"].choices = choices  # type: ignore[attr-defined]  # a choice field has them
            self.fields["sections"].initial = [value for value, _title in choices]
        else:
            del self.fields["sections"]
        if not has_calendar:
            del self.fields["with_calendar"]

    @property
    def chosen_sections(self) -> set[int] | None:
        """None where the plan has no headings to choose from."""
        if "sections" not in self.fields:
            return None
        return {int(pk) for pk in self.cleaned_data["sections"]}


class SaveTemplateForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Line(label=_("title"), max_length=120)
    note = forms.CharField(label=_("what it is for"), required=False, max_length=300)


class UseTemplateForm(forms.Form):
    """The year, and one field for each blank that is the template's own."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.IntegerField(
        label=_("year"),
        min_value=2000,
        max_value=2100,
        help_text=_("The calendar year in which the period begins."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )
    may_stay_blank = forms.BooleanField(
        label=_("Leave blanks that are not filled in as they are, and list them"), required=False
    )

    def __init__(self, *args: Any, blanks: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blanks = blanks
        for at, name in enumerate(blanks):
            self.fields[f"blank-{at}"] = forms.CharField(label=f"{{{name}}}", required=False, max_length=200)
        if blanks:
            self.order_fields(
                ["key", "year", *(f"blank-{at}" for at in range(len(blanks))), "may_stay_blank"]
            )
        else:
            del self.fields["may_stay_blank"]

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"blank-{at}"] for at, name in enumerate(self.blanks)}

    def refuse_blanks(self, names: tuple[str, ...]) -> None:
        for at, name in enumerate(self.blanks):
            if name in names:
                self.add_error(f"blank-{at}", _("Fill this in, or say below that it stays blank."))


HEAD = ("title", "addressee", "preamble", "closing")


@dataclass(frozen=True)
class SentTemplate:
    """A template as its page sends it."""

    name: str
    note: str
    version: int
    head: dict[str, str]
    edits: dict[str, Edit]
    has_months: bool = True  # every entry has a first month, and a last one not before it

    @property
    def is_whole(self) -> bool:
        """A template has a name, its plan a title, and every part its words."""
        return bool(self.name and self.head["title"]) and all(
            edit.title or edit.is_gone for edit in self.edits.values()
        )


def sent_template(data: Mapping[str, str], blueprint: Blueprint) -> SentTemplate:
    """What stands in the form; parts it does not name stay as they are."""
    edits = {
        part.key: Edit(
            title=_one_line(data[f"title-{part.key}"])[:300],
            text=_lines(data.get(f"text-{part.key}", "")),
            due=_when(data, part.key),
            is_gone=f"gone-{part.key}" in data,
            span=_span(data, part.key),
        )
        for part in numbered(blueprint)
        if f"title-{part.key}" in data
    }
    head = {name: _lines(data.get(f"head-{name}", "")) for name in HEAD}
    version = data.get("version", "")
    return SentTemplate(
        name=_one_line(data.get("name", ""))[:120],
        note=_one_line(data.get("note", ""))[:300],
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        head={
            **head,
            "title": _one_line(head["title"])[:200],
            "addressee": _one_line(head["addressee"])[:300],
        },
        edits=edits,
        has_months=all(edit.span or edit.is_gone for key, edit in edits.items() if key.startswith("entry-")),
    )


def _one_line(text: str) -> str:
    return "".join(part.strip() for part in text.splitlines())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _when(data: Mapping[str, str], key: str) -> When | None:
    """The month is typed as people count, from 1; neither means no day."""
    month, day = _count(data, f"month-{key}", 24), _count(data, f"day-{key}", 31)
    return When(month - 1, day) if month and day else None


def _span(data: Mapping[str, str], key: str) -> tuple[int, int] | None:
    """Months typed as people count; no last one means the first alone."""
    first = _count(data, f"first-{key}", 24)
    last = _count(data, f"last-{key}", 24) if data.get(f"last-{key}", "").strip() else first
    return (first - 1, last - 1) if first and last and first <= last else None


def _count(data: Mapping[str, str], name: str, most: int) -> int:
    """A whole number from 1 to `most`; 0 for anything else."""
    text = data.get(name, "").strip()
    number = int(text) if text.isdecimal() and len(text) < 3 else 0
    return number if number <= most else 0
