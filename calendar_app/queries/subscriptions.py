"""What a subscribed calendar shows, and which calendars somebody may subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from calendar_app.ical import Happening
from calendar_app.models import CalendarEntry, Subscription
from calendar_app.models.entries import CalendarEntryQuerySet
from calendar_app.queries.entries import last_changes, school_entries
from calendar_app.spans import span_words
from districts.models import District, Membership, Office, School, User
from workplans.granted import know_granted
from workplans.models import OfficeDuty
from workplans.periods import chinese_date, period_of, school_year_of

Scope = Subscription.Scope


@dataclass(frozen=True)
class Choice:
    """A calendar that can be subscribed to; `value` is how a form names it."""

    scope: Scope
    district: District
    office: Office | None = None
    school: School | None = None

    @property
    def value(self) -> str:
        place = self.school or self.office or self.district
        return self.scope.value if self.scope == Scope.MINE else f"{self.scope}:{place.pk}"

    @property
    def label(self) -> str:
        if self.scope == Scope.MINE:
            return str(self.scope.label)
        return str(self.school or self.office or self.district.bureau_name)


def key_digest(key: str) -> str:
    """What is kept of an address's key: its SHA-256, in hex. The key has 256 bits of chance and needs no salt."""
    return sha256(key.encode()).hexdigest()


def subscription_choices(user: User) -> list[Choice]:
    """One's own first; then each bureau with its offices, for those who work there; each school for its people."""
    seats = user.seats
    choices = [Choice(Scope.MINE, seats[0].district)] if any(map(_has_duties, seats)) else []
    bureaus = {seat.district_id: seat.district for seat in seats if not seat.school_id}
    offices = Office.objects.filter(district__in=bureaus, is_active=True).order_by(
        "district", "position", "id"
    )
    for pk, bureau in bureaus.items():
        choices.append(Choice(Scope.BUREAU, bureau))
        choices += [Choice(Scope.OFFICE, bureau, office=row) for row in offices if row.district_id == pk]
    schools = {seat.school_id: seat.school for seat in seats if seat.school}
    choices += [Choice(Scope.SCHOOL, row.district, school=row) for row in schools.values()]
    return choices


def subscribed_entries(subscription: Subscription, *, today: date) -> list[CalendarEntry] | None:
    """What stands in the calendar from last school year to the next; None when its owner has no seat there any more."""
    held = Membership.objects.in_use().filter(user=subscription.user)
    held = held.select_related("district", "office", "school__district").order_by("id")
    seats = [seat for seat in held if _opens(seat, subscription)]
    if not seats:
        return None
    year = school_year_of(today)
    first, last = period_of("school_year", year - 1).starts_on, period_of("school_year", year + 1).ends_on
    if subscription.scope == Scope.MINE:
        return _mine(seats, first, last)
    if subscription.school:
        return _asked(subscription.school, first, last)
    entries = CalendarEntry.objects.filter(district=subscription.district).during(first, last).in_force()
    if subscription.office:
        return _carried(subscription.office, entries)
    return list(entries.with_offices())


def as_happenings(entries: Iterable[CalendarEntry]) -> list[Happening]:
    """Entries as events: on its day where an entry has one, else over its months; until the day granted, if one was."""
    entries = list(entries)
    changed = last_changes(entries)
    return [_happening(entry, changed.get(str(entry.pk))) for entry in entries]


def _happening(entry: CalendarEntry, changed_at: datetime | None) -> Happening:
    lead, supporting = _offices(entry)
    granted = entry.granted
    spoken = (
        (_("Months: %(months)s"), "months", span_words(entry.starts_month, entry.ends_month)),
        (_("Due: %(day)s"), "day", chinese_date(entry.due_on) if entry.due_on else ""),
        (_("More time granted until %(day)s"), "day", chinese_date(granted.until) if granted else ""),
        (_("Lead office: %(office)s"), "office", lead),
        (_("Supporting offices: %(offices)s"), "offices", "、".join(supporting)),
        (_("Bureau: %(bureau)s"), "bureau", entry.district.bureau_name),
        (_("Plan: %(plan)s"), "plan", entry.plan.title if entry.plan else ""),
    )
    return Happening(
        key=str(entry.key),
        version=entry.version + (entry.moves.times if entry.moves else 0),
        title=entry.work,
        starts_on=(entry.due_on and (granted.until if granted else entry.due_on)) or entry.starts_month,
        ends_on=granted.until if granted else entry.last_day,
        details="\n".join(words % {name: value} for words, name, value in spoken if value),
        address=settings.SITE_URL + entry.get_absolute_url(),
        months=(entry.starts_month, entry.ends_month),
        due_on=entry.due_on,
        lead=lead,
        supporting=supporting,
        changed_at=_latest(changed_at, entry.moves.at if entry.moves else None),
    )


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _offices(entry: CalendarEntry) -> tuple[str, tuple[str, ...]]:
    """Who leads and who supports; as the document names them while none of its offices is known."""
    named = [(duty.office.name, duty.role) for duty in entry.duties.all()]
    named = named or [(office["name"], office["role"]) for office in entry.offices_as_written]
    leads = [name for name, role in named if role == OfficeDuty.Role.LEAD]
    return "、".join(leads), tuple(name for name, role in named if role != OfficeDuty.Role.LEAD)


def _has_duties(seat: Membership) -> bool:
    return bool(seat.office_id or seat.school_id)


def _opens(seat: Membership, subscription: Subscription) -> bool:
    """Whether the seat is one from which the owner may see this calendar."""
    if subscription.scope == Scope.MINE:
        return _has_duties(seat)
    if subscription.school_id:
        return seat.school_id == subscription.school_id
    return seat.district_id == subscription.district_id and not seat.school_id


def _mine(seats: list[Membership], first: date, last: date) -> list[CalendarEntry]:
    """What the seats' offices carry and what their schools are addressed by, each once, in calendar order.

    Of two seats that owe the same the one decides that was granted less time.
    """
    in_force = CalendarEntry.objects.during(first, last).in_force()
    once: dict[int, CalendarEntry] = {}
    for seat in seats:
        if seat.office:
            entries = _carried(seat.office, in_force)
        else:
            entries = _asked(seat.school, first, last) if seat.school else []
        for entry in entries:
            known = once.setdefault(entry.pk, entry)
            if known.granted and (not entry.granted or entry.granted.until < known.granted.until):
                once[entry.pk] = entry
    return sorted(once.values(), key=lambda entry: (entry.starts_month, entry.position, entry.pk))


def _carried(office: Office, entries: CalendarEntryQuerySet) -> list[CalendarEntry]:
    carried = list(entries.carried_by(office).with_offices())
    know_granted("entry", carried, office)
    return carried


def _asked(school: School, first: date, last: date) -> list[CalendarEntry]:
    asked = school_entries(school, first, last)
    know_granted("entry", asked, school)
    return asked
