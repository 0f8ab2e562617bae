"""What the board asks for: one act at a time, each with what its author saw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calendar_app.forms.entries import EntryForm, MonthField, NewEntryForm
from calendar_app.models import CalendarEntry
from calendar_app.months import PlanYear, read_span
from calendar_app.spans import span_words
from calendar_app.unknown_names import Advice, advice_on
from districts.models import Office
from workplans.drafts import Duties, NamedOffice
from workplans.periods import chinese_date, month_of
from workplans.queries import meant_offices, most_like

ACTS = ("add", "edit", "remove", "restore")
FIELDS = ("work", "when", "offices")
_EXACT = re.compile(r"(20\d\d-\d\d)/(20\d\d-\d\d)/(20\d\d-\d\d-\d\d)?")
_DUTIES = re.compile(r"\d*:[\d,]*:")
_BETWEEN_NAMES = re.compile(r"[、,，;；\n]+")


class BoardActForm(forms.Form):
    """One act. `key` names the entry; `plan` is the draft that a new one joins."""

    act = forms.ChoiceField(choices=[(name, name) for name in ACTS])
    key = forms.UUIDField()
    field = forms.ChoiceField(choices=[(name, name) for name in FIELDS], required=False)
    value = forms.CharField(required=False, strip=False)
    was = forms.CharField(required=False, strip=False)
    version = forms.IntegerField(required=False, min_value=1)
    month = MonthField(required=False)
    work = forms.CharField(required=False)
    offices = forms.CharField(required=False)
    plan = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        act = clean.get("act")
        needed = {"add": ("month", "work"), "edit": ("field", "version")}.get(act or "", ())
        if missing := [name for name in needed if not clean.get(name)]:
            raise ValidationError(f"{act}: {missing}")
        if act == "add":
            clean["work"] = NewEntryForm.base_fields["work"].clean(clean["work"])
        return clean


@dataclass(frozen=True)
class When:
    """The months of an entry, and its day where it has one."""

    first: date
    last: date
    due: date | None = None

    @classmethod
    def of(cls, entry: CalendarEntry) -> When:
        return cls(entry.starts_month, entry.ends_month, entry.due_on)

    @property
    def as_text(self) -> str:
        """As the page keeps it: `2026-09/2026-12/`, with a day `2026-09/2026-09/2026-09-20`."""
        return f"{self.first:%Y-%m}/{self.last:%Y-%m}/{self.due or ''}"

    @property
    def as_row(self) -> dict[str, date | None]:
        return {"starts_month": self.first, "ends_month": self.last, "due_on": self.due}

    @property
    def words(self) -> str:
        months = span_words(self.first, self.last)
        return f"{months}，{chinese_date(self.due)}" if self.due else months


def read_when(text: str, year: PlanYear, due: date | None) -> When:
    """What `When.as_text` gave, or months as people write them (9月—12月), which leave the day as it is.

    Raises ValidationError in words for people.
    """
    if exact := _EXACT.fullmatch(text):
        first, last = (MonthField().clean(exact[part]) for part in (1, 2))
        when = When(first, last, forms.DateField(required=False).clean(exact[3] or ""))
    else:
        span = read_span(text, year)
        if span is None:
            raise ValidationError(_("This is not read as a month. Write 9月, or 9月—12月."))
        begins, ends = span
        when = When(begins.first_day, (ends or begins).first_day, due)
    if when.last < when.first:
        raise ValidationError(_("The last month lies before the first."))
    if when.due and not when.first <= when.due <= month_of(when.last).ends_on:
        raise ValidationError(
            _("The day it is due, %(day)s, lies outside of these months. Change that day first.")
            % {"day": when.due.isoformat()}
        )
    return when


def read_work(text: str) -> str:
    """Raises ValidationError in words for people."""
    words: str = EntryForm.base_fields["work"].clean(text)
    return words


def read_names(text: str) -> tuple[NamedOffice, ...]:
    """Names as they are typed one after the other; the first leads."""
    names = dict.fromkeys(name.strip() for name in _BETWEEN_NAMES.split(text) if name.strip())
    return tuple(NamedOffice(name, "support" if at else "lead") for at, name in enumerate(names))


def read_offices(text: str, offices: Sequence[Office]) -> Duties:
    """Names as they are typed, or what `Duties.as_text` gave.

    Raises ValidationError naming those that no office of the bureau bears.
    """
    if _DUTIES.match(text):
        try:
            return Duties.from_text(text)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from wrong
    if advice := unknown_offices(text, offices):
        raise ValidationError(advice.sentence)
    named = [office.name for office in read_names(text)]
    meant = meant_offices(named, offices)
    keys = list(dict.fromkeys(meant[name].pk for name in named))
    return Duties(keys[0] if keys else None, frozenset(keys[1:]))


def unknown_offices(text: str, offices: Sequence[Office]) -> Advice | None:
    """What to say where some of the names are no office's; None where all are."""
    named = [office.name for office in read_names(text)]
    meant = meant_offices(named, offices)
    nearest = {name: most_like(name, offices) for name in named if name not in meant}
    return (
        advice_on(named, {name: office.name if office else "" for name, office in nearest.items()})
        if nearest
        else None
    )
