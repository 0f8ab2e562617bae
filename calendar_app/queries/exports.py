"""What the calendar's pages show, for files that take it along: the same filters, the same months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from calendar_app.models import CalendarEntry
from calendar_app.months import Month
from calendar_app.queries.pages import Filters
from districts.models import Membership, User

WHOLE_TIME = date(2000, 1, 1), date(2099, 12, 31)


def months_asked(query: Mapping[str, str]) -> tuple[date, date]:
    """The first day of `first` and the last of `last` in an address (2026-09); all time where it names none."""
    try:
        first, last = Month.parse(query.get("first", "")), Month.parse(query.get("last", ""))
        return min(first, last).first_day, max(first, last).last_day
    except ValueError:
        return WHOLE_TIME


def shown_entries(*, user: User, seat: Membership, query: Mapping[str, str]) -> list[CalendarEntry]:
    """The entries of the seat's bureau in the months and under the filters of an address, in calendar order."""
    filters, (first, last) = Filters.asked(query, seat), months_asked(query)
    plan = filters.plan if isinstance(filters.plan, int) else None
    visible = CalendarEntry.objects.visible_to(user).filter(district=seat.district)
    rows = visible.during(first, last).said_once(plan).with_offices()
    return [row for row in rows if filters.hold(row)]
