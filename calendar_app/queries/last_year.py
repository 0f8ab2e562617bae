"""What the bureau did in the same month a year earlier, and what of it is in this year's calendar already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from calendar_app.models import CalendarEntry
from calendar_app.spans import a_year_later, span_words
from districts.models import District


@dataclass(frozen=True)
class Earlier:
    """An entry of last year; `copy` is what came of it, `twin` what says the same this year without coming of it."""

    entry: CalendarEntry
    months: str
    copy: CalendarEntry | None
    twin: CalendarEntry | None


def copy_key(entry: CalendarEntry) -> UUID:
    """The key of the entry that comes of this one a year later: taking it over twice makes one."""
    return uuid5(entry.key, f"{a_year_later(entry.starts_month):%Y-%m}")


def a_year_before(district: District, month: date) -> list[Earlier]:
    """The bureau's entries that began in the same month a year before `month`, in calendar order."""
    before = month.replace(year=month.year - 1)
    entries = list(
        CalendarEntry.objects.filter(district=district, starts_month=before).said_once().with_offices()
    )
    copies = {
        copy.key: copy
        for copy in CalendarEntry.objects.filter(key__in=[copy_key(entry) for entry in entries])
    }
    there = CalendarEntry.objects.filter(
        district=district, starts_month=month, work__in=[one.work for one in entries]
    )
    twins = {one.work: one for one in there}
    return [
        Earlier(
            entry,
            span_words(entry.starts_month, entry.ends_month, before.year),
            copies.get(copy_key(entry)),
            twins.get(entry.work),
        )
        for entry in entries
    ]
