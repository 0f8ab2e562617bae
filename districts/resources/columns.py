"""A column of a workbook, and how its cells are read and written.

Cells come as Excel or a CSV file gives them: text, numbers, days, nothing. A cell that cannot be read raises
ValueError with an advice that finishes the sentence “Row 5, ‘Stage’ says ‘…’:”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import Widget

from districts.cells import unescaped

Words = str | Promise

DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$")
MONTH = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$")
BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")
ADVISED_CHOICES = 12


class Column(Field):  # type: ignore[misc]  # the library ships no types
    """One column: the row's attribute, its heading, an example, a hint, whether a new row needs it.

    An empty cell clears what stood there; with `keeps_when_empty` it says nothing, and the row keeps what it has or
    began with.
    """

    def __init__(
        self,
        attribute: str,
        label: Words,
        widget: Widget,
        *,
        example: str = "",
        hint: Words = "",
        keeps_when_empty: bool = False,
        is_required: bool = False,
        is_shown_only: bool = False,
    ) -> None:
        super().__init__(attribute=attribute, column_name=attribute, widget=widget, readonly=is_shown_only)
        self.label = label
        self.example = example
        self.hint = hint
        self.keeps_when_empty = keeps_when_empty
        self.is_required = is_required
        # Written on the way out; on the way in it is only looked at.
        self.is_shown_only = is_shown_only

    @property
    def labels(self) -> set[str]:
        """The heading in every language of the portal, as a file may have it."""
        return _in_every_language(self.label)

    @property
    def allowed(self) -> list[str]:
        """What may stand in a cell, where that is a short list."""
        return self.widget.allowed() if hasattr(self.widget, "allowed") else []

    @property
    def about(self) -> str:
        """What to know before filling it in."""
        return str(self.hint)


class Text(Widget):  # type: ignore[misc]  # the library ships no types
    """Text of one line (`lines=True`: of several) and at most `most` characters."""

    def __init__(self, most: int, *, lines: bool = False, check: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self.most = most
        self.lines = lines
        self.check = check

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str:
        text = self.tidy(as_text(value))
        if len(text) > self.most:
            raise ValueError(_("at most %(most)s characters, please.") % {"most": self.most})
        if self.check and text:
            self.check(text)
        return text

    def tidy(self, text: str) -> str:
        """Without the blanks that nobody sees, which a spreadsheet loses or adds on the way."""
        if self.lines:
            return "\n".join(part.strip() for part in text.strip().splitlines())
        return " ".join(text.split())

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Choices(Widget):  # type: ignore[misc]  # the library ships no types
    """One of `choices`, by its label in any language of the portal or by its stored value; nothing is None."""

    def __init__(self, choices: type[TextChoices]) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> str | None:
        text = as_text(value)
        if not text:
            return None
        known = _known_choices(self.choices)
        if text.casefold() not in known:
            raise ValueError(_("please choose: %(choices)s.") % {"choices": "、".join(self.allowed())})
        return known[text.casefold()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.choices(value).label) if value else ""

    def allowed(self) -> list[str]:
        return [str(label) for label in self.choices.labels]


class YesNo(Widget):  # type: ignore[misc]  # the library ships no types
    """Yes or no; an empty cell is None."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        text = as_text(value).casefold()
        if not text:
            return None
        if text in _known_answers():
            return _known_answers()[text]
        raise ValueError(_("please choose: %(choices)s.") % {"choices": "、".join(self.allowed())})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else _("yes") if value else _("no")

    def allowed(self) -> list[str]:
        return [_("yes"), _("no")]


class Numbers(Widget):  # type: ignore[misc]  # the library ships no types
    """A whole number from 0; an empty cell is None."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> int | None:
        text = as_text(value)
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9:
            raise ValueError(_("a whole number, please, such as 10."))
        return int(text)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Days(Widget):  # type: ignore[misc]  # the library ships no types
    """A day; an empty cell is None."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = as_text(value)
        if not text:
            return None
        found = DAY.match(text)
        try:
            return date(*map(int, found.groups())) if found else _refuse_day()
        except ValueError:
            return _refuse_day()

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class Months(Widget):  # type: ignore[misc]  # the library ships no types
    """A month, as its first day; an empty cell is None."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> date | None:
        if isinstance(value, date):  # a datetime is one too
            return date(value.year, value.month, 1)
        text = as_text(value)
        if not text:
            return None
        found = MONTH.match(text)
        if not found or not 1 <= int(found[2]) <= 12:
            raise ValueError(_("a month, please, such as 2026-09."))
        return date(int(found[1]), int(found[2]), 1)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return f"{value:%Y-%m}" if value else ""


class Names(Widget):  # type: ignore[misc]  # the library ships no types
    """Several names, separated by 、 , or ; each once, in the order written."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> tuple[str, ...]:
        text = as_text(value)
        if len(text) > self.most:
            raise ValueError(_("at most %(most)s characters, please.") % {"most": self.most})
        return tuple(dict.fromkeys(part.strip() for part in BETWEEN_NAMES.split(text) if part.strip()))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "、".join(value) if value else ""


def as_text(value: Any) -> str:
    """A cell as the person sees it: 1001.0 is 1001, a day is 2026-11-05."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unescaped(str(value)).strip()


def _refuse_day() -> date:
    raise ValueError(_("a day, please, such as 2026-11-05."))


# Marked as texts by YesNo.render; here looked up in every language.
_YES, _NO = "yes", "no"


def _in_every_language(words: Words) -> set[str]:
    """The words in each language the portal speaks, and as written in the code."""
    said = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            said.add(_(words) if isinstance(words, str) else str(words))
    return {text.strip().casefold() for text in said}


@cache
def _known_choices(choices: type[TextChoices]) -> dict[str, str]:
    """Every way to write each choice → its value."""
    known: dict[str, str] = {}
    for choice in choices:
        for text in (*_in_every_language(choice.label), choice.value, choice.name):
            known[text.casefold()] = choice.value
    return known


@cache
def _known_answers() -> dict[str, bool]:
    """Every way to write yes and no."""
    yes = _in_every_language(_YES) | {"1", "y", "true", "√", "✓"}
    no = _in_every_language(_NO) | {"0", "n", "false", "×"}
    return dict.fromkeys(yes, True) | dict.fromkeys(no, False)


def one_of(names: Iterable[str]) -> str:
    """The advice to choose among names; the first few where there are many."""
    names = list(names)
    shown = "、".join(names[:ADVISED_CHOICES])
    if len(names) > ADVISED_CHOICES:
        return _("please choose one of %(count)s, such as %(names)s.") % {"count": len(names), "names": shown}
    return _("please choose: %(choices)s.") % {"choices": shown}
