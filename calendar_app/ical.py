"""Calendar entries as other programs read them (RFC 5545). Values in, bytes out; the library enters only here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=6)
"""How often a program should ask again; those that obey ask four times a day."""


@dataclass(frozen=True)
class Happening:
    """An entry as an event of whole days, from `starts_on` to `ends_on`, both included.

    key: names the entry for ever; a program that has seen it changes its copy instead of adding one.
    version: how often it was changed.
    """

    key: str
    version: int
    title: str
    starts_on: date
    ends_on: date
    details: str
    address: str
    offices: tuple[str, ...] = ()


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
    if happening.offices:
        event.add("categories", list(happening.offices))
    return event
