"""The workbench: what must I do now, what waits for others, what happens this month.

Each seat sees its own three lists; the lines are finished values, the template only lays them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendar_app.models import CalendarEntry
from calendar_app.queries import month_entries, school_entries
from circulars.models import Circular
from circulars.queries import circulars_to_sign, signing_standing
from districts.models import Membership, Role
from intake.models import Upload
from progress.queries import DueItem, open_items_for_office, open_items_for_school, overdue_items
from workplans.models import Plan
from workplans.periods import month_of, term_of

LINES = 12  # of each list; the rest is one click away


@dataclass(frozen=True)
class Line:
    """One thing: its words, where it leads, and its state as the design system draws it."""

    title: str
    url: str
    notes: tuple[str, ...] = ()
    state: str = "todo"
    word: str | Promise = ""
    action: str | Promise = ""


@dataclass(frozen=True)
class Bench:
    """`more` leads to all of a list, where the list is cut."""

    now: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    month: list[CalendarEntry] = field(default_factory=list)
    term: list[Line] = field(default_factory=list)


def bench_for(seat: Membership, today: date) -> Bench:
    """The lists of a seat, by its role."""
    if seat.school:
        return _school_bench(seat, today)
    if seat.office:
        return _office_bench(seat, today)
    return _bureau_bench(seat, today)


def _bureau_bench(seat: Membership, today: date) -> Bench:
    now: list[Line] = []
    waiting: list[Line] = []
    if seat.role == Role.APPROVER:
        now += _plans_to_approve(seat)
    if seat.role == Role.EDITOR:
        now += [*_papers_that_failed(seat), *_plans_to_issue(seat), *_documents_to_confirm(seat), *_drafts(seat)]
        waiting += [*_plans_with_approver(seat), *_papers_unsigned(seat)]
    if seat.role in (Role.EDITOR, Role.APPROVER):
        waiting += [_late(item) for item in overdue_items(seat.district, today)]
    return Bench(now[:LINES], waiting[:LINES], month_entries(seat.district, today.replace(day=1)))


def _office_bench(seat: Membership, today: date) -> Bench:
    assert seat.office  # noqa: S101 -- bench_for asked
    items = open_items_for_office(seat.office, today)
    month = month_of(today)
    now = [*_papers_to_sign(seat), *[_item(item, today) for item in items if item.is_late or item.touches(month)]]
    later = [_item(item, today) for item in items if not item.is_late and not item.touches(month)]
    return Bench(now, [], month_entries(seat.district, today.replace(day=1), office=seat.office), later[:LINES])


def _school_bench(seat: Membership, today: date) -> Bench:
    """A school's page: papers to sign, what this month asks, what the rest of the term asks."""
    assert seat.school  # noqa: S101 -- bench_for asked
    month, term = month_of(today), term_of(today)
    items = open_items_for_school(seat.school, today, term.starts_on, term.ends_on)
    now = [*_papers_to_sign(seat), *[_item(item, today) for item in items if item.is_late or item.touches(month)]]
    later = [_item(item, today) for item in items if not item.is_late and not item.touches(month)]
    return Bench(now, [], school_entries(seat.school, month.starts_on, month.ends_on), later)
