"""What an office or a school has to do within a span of time."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from districts.models import Membership
from progress.queries import DueItem, open_items_for_office, open_items_for_school
from workplans.periods import Period, month_of, term_of

SPANS = {"late": _("Overdue"), "month": _("This month"), "term": _("This term")}


def items_of(seat: Membership, span: str, today: date) -> list[DueItem]:
    """The open items of the seat's office or school: `late`, of this `month`, or of this `term`; two queries.

    A seat of the bureau itself carries nothing. What is late belongs to every span.
    """
    term = term_of(today)
    if seat.school:
        items = open_items_for_school(seat.school, today, term.starts_on, term.ends_on)
    elif seat.office:
        items = open_items_for_office(seat.office, today, until=term.ends_on)
    else:
        return []
    if span == "late":
        return [item for item in items if item.is_late]
    return items_of_month(items, today) if span == "month" else items


def items_of_month(items: list[DueItem], today: date) -> list[DueItem]:
    """Those that are late, are due in the month of `today`, or have begun by it."""
    month = month_of(today)
    return [item for item in items if item.is_late or _touches(item, month)]


def _touches(item: DueItem, month: Period) -> bool:
    if item.starts_month:
        return item.starts_month <= month.ends_on
    return item.due_on is not None and month.holds(item.due_on)
