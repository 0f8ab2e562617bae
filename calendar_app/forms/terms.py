"""A term's first and last day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from calendar_app.forms.days import DAY
from calendar_app.models import SchoolTerm
from districts.forms.versioned import VersionedForm

MOST_WEEKS = 30
"""A slip of the year would otherwise count weeks for ever."""


class TermForm(VersionedForm):
    """`instance` says which term; its days are typed."""

    class Meta:
        model = SchoolTerm
        fields = ["first_day", "last_day"]
        widgets = {"first_day": DAY, "last_day": DAY}
        help_texts = {
            "first_day": _("The week that holds this day is week 1, whatever its weekday."),
            "last_day": _("The last day before the holidays."),
        }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        first, last = clean.get("first_day"), clean.get("last_day")
        earliest, latest = _may_begin(self.instance)
        if first and not earliest <= first <= latest:
            told = {"earliest": earliest.isoformat(), "latest": latest.isoformat()}
            self.add_error(
                "first_day",
                _("This term begins between %(earliest)s and %(latest)s. Is the year right?") % told,
            )
        elif first and last and last <= first:
            self.add_error("last_day", _("The last day lies before the first."))
        elif first and last and (last - first).days >= MOST_WEEKS * 7:
            self.add_error(
                "last_day",
                _("At most %(most)d weeks in a term, please. Is the year right?") % {"most": MOST_WEEKS},
            )
        return clean


def _may_begin(term: SchoolTerm) -> tuple[date, date]:
    """First terms begin around September, second ones around March."""
    if term.kind == SchoolTerm.Kind.FIRST:
        return date(term.year, 8, 1), date(term.year, 10, 31)
    return date(term.year + 1, 1, 1), date(term.year + 1, 4, 30)
