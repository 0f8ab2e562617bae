"""Calendar entries as other programs read them (RFC 5545). Values in, bytes out; the library enters only here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=6)
"""How often a program should ask again; those that obey ask four times a day."""


@dataclass(frozen=True)
class Happening:
    """An entry as an event of whole days, from `starts_on` to `ends_on`, both included.

    key: names the entry for ever; a program that has seen it changes its copy instead of adding one.
    version: how often it was changed. changed_at: when last, as far as the trail tells.
    Where more time was granted to whose calendar it is, it lies on the day granted; `due_on` stays the paper's.
    months: its first and last, of which a day that it is due on says nothing. A to-do's DUE is not for events, and
    to-dos are left out by the calendars of phones: the day is the event's own, and said again in words and in facts.
    """

    key: str
    version: int
    title: str
    starts_on: date
    ends_on: date
    details: str
    address: str
    months: tuple[date, date]
    due_on: date | None = None
    lead: str = ""
    supporting: tuple[str, ...] = ()
    changed_at: datetime | None = None


def as_ical(name: str, happenings: Iterable[Happening], *, now: datetime) -> bytes:
    """The calendar `name` as a file of type text/calendar; `now` is when it was written, with its time zone.

    Work of a whole month blocks nobody's days: events are transparent. The last day of an event of whole days is
    the first that is no longer part of it (RFC 5545, 3.6.1).
    """
    calendar = Calendar()
    calendar.add("prodid", "-//work-plan portal//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)  # RFC 7986
    calendar.add("x-wr-calname", name)  # what older programs read
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for happening in happenings:
        calendar.add_component(_event(happening, now))
    written: bytes = calendar.to_ical()
    return written


def _event(happening: Happening, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{happening.key}@work-plan-portal")
    event.add("dtstamp", now)
    event.add("sequence", happening.version - 1)
    event.add("summary", happening.title)
    event.add("dtstart", happening.starts_on)
    event.add("dtend", happening.ends_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", happening.details)
    event.add("url", happening.address)
    if happening.changed_at:
        event.add("last-modified", happening.changed_at)
    if offices := [name for name in (happening.lead, *happening.supporting) if name]:
        event.add("categories", offices)
    for name, value in _facts(happening):
        event.add(f"x-work-plan-{name}", value)
    return event


def _facts(happening: Happening) -> Iterator[tuple[str, str]]:
    """What no property of the standard has a place for; programs that do not know them pass over them (3.8.8.2)."""
    first, last = happening.months
    yield "months", f"{first:%Y-%m}/{last:%Y-%m}"
    if happening.due_on:
        yield "due", happening.due_on.isoformat()
    if happening.lead:
        yield "lead", happening.lead
    for name in happening.supporting:
        yield "supporting", name
