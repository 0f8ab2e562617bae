"""Lines: one thing to do or to wait for, in words, with where it leads and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from progress.models import Report
from progress.queries import DueItem

DAYS_SOON = 7


@dataclass(frozen=True)
class Line:
    """One thing: its words, where it leads, and its state as the design system draws it."""

    title: str
    url: str
    notes: tuple[str, ...] = ()
    state: str = "todo"
    word: str = ""
    action: str = ""
    action_url: str = ""  # where the action leads, when not to the thing itself


def owed_line(item: DueItem, today: date) -> Line:
    state, word = _standing(item, today)
    return Line(item.title, item.url, _notes(item), state, word, _("Report"))


def late_line(item: DueItem, *, may_urge: bool = False) -> Line:
    url = reverse(item.kind, args=[item.pk])
    line = Line(item.title, url, (item.lead or _("no lead office"), *_notes(item)), "late", _("Overdue"))
    if may_urge:
        return replace(line, action=_("Urge"), action_url=reverse(f"{item.kind}_urge", args=[item.pk]))
    return line


def _notes(item: DueItem) -> tuple[str, ...]:
    day = item.due_on.isoformat() if item.due_on else ""
    if item.is_extended:
        day = _("More time granted until %(day)s") % {"day": day}
    return tuple(filter(None, (day, item.plan_title)))


def _standing(item: DueItem, today: date) -> tuple[str, str]:
    if item.is_late:
        return "late", _("Overdue")
    if item.due_on == today:
        return "soon", _("Due today")
    if item.due_on and item.due_on - today <= timedelta(days=DAYS_SOON):
        days = (item.due_on - today).days
        return "soon", ngettext("Due in %(days)d day", "Due in %(days)d days", days) % {"days": days}
    if item.status == Report.Status.UNDER_WAY:
        return "doing", _("Under way")
    return "todo", _("Open")
