"""Whom a rule tells of an item: facts in, notices out. Pure: people are numbers here, the caller knows their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from reminders.rules import DIRECTOR, LEADER, RULES_OF, Ask, Occasion, Timing, WorkingDays, key_of, occasions

# The parts an office or a school has in an item.
LEAD, SUPPORT, SCHOOL = "lead", "support", "school"
# The chairs a rule may tell.
LEAD_STAFF, LEAD_HEAD, SUPPORTING, CLERK, PRINCIPAL = (
    "lead_staff",
    "lead_head",
    "supporting",
    "clerk",
    "principal",
)
# Where the office a rule speaks of has nobody in the chairs it names: no duty falls between two chairs.
STAND_IN = "stand_in"

OFFICE_HEAD, OFFICE_STAFF, SCHOOL_CLERK, SCHOOL_PRINCIPAL = (
    "office_head",
    "office_staff",
    "school_clerk",
    "principal",
)
CHAIRS: dict[str, dict[str, str]] = {
    LEAD: {LEAD_STAFF: OFFICE_STAFF, LEAD_HEAD: OFFICE_HEAD},
    SCHOOL: {CLERK: SCHOOL_CLERK, PRINCIPAL: SCHOOL_PRINCIPAL},
}


@dataclass(frozen=True)
class Bearer:
    """An office (lead, support) or a school that an item asks something of.

    `done_on` is when it said it was done, `extended_to` the last day it was granted.
    """

    part: str
    place: int
    done_on: date | None = None
    extended_to: date | None = None


@dataclass(frozen=True)
class Item:
    """A task, an entry, a circular or a call for items. `closed_on`: the lead office said done; nothing is owed from then on."""

    kind: str
    pk: int
    timing: Timing
    bearers: tuple[Bearer, ...] = ()
    closed_on: date | None = None

    def by_timing(self) -> "Iterator[Item]":
        """The item once for each day on which somebody owes it: more time is granted to one, not to all."""
        found: dict[Timing, list[Bearer]] = {} if self.bearers else {self.timing: []}
        for bearer in self.bearers:
            found.setdefault(self.timing.extended(bearer.extended_to), []).append(bearer)
        for timing, bearers in found.items():
            yield replace(self, timing=timing, bearers=tuple(bearers))


Seats = Mapping[str, tuple[int, ...]]  # by role


@dataclass(frozen=True)
class People:
    """Who sits where in one bureau and its schools."""

    offices: Mapping[int, Seats] = field(default_factory=dict)
    schools: Mapping[int, Seats] = field(default_factory=dict)
    editors: tuple[int, ...] = ()
    leaders: Mapping[int, int] = field(default_factory=dict)  # the leader in charge of each office
    director: int | None = None


@dataclass(frozen=True)
class Notice:
    """One thing one person should be told; `chair` and `place` say as what, `due_on` by which day: the granted one, if any."""

    recipient: int
    occasion: Occasion
    kind: str
    pk: int
    chair: str
    part: str
    place: int
    due_on: date | None = None

    @property
    def key(self) -> str:
        return key_of(self.occasion, self.kind, self.pk)


def keys_on(day: date, items: Iterable[Item], asks: Iterable[Ask], days: WorkingDays) -> set[str]:
    """Which reminders the open items owe on `day`, whoever is told."""
    asks = list(asks)
    return {
        key_of(occasion, item.kind, item.pk)
        for item in items
        for part in item.by_timing()
        for occasion in occasions(
            part.timing, [ask for ask in asks if ask.kind in RULES_OF[item.kind]], day, days
        )
    }


def notices_on(
    day: date, items: Iterable[Item], asks: Iterable[Ask], people: People, days: WorkingDays
) -> list[Notice]:
    """Everything the people should be told by `day`, told or not; each person each occasion of an item once."""
    by_rule = {ask.kind: ask for ask in asks}
    found: dict[tuple[int, str], Notice] = {}
    for item in items:
        if item.closed_on and item.closed_on <= day:
            continue
        concerned = [by_rule[kind] for kind in RULES_OF[item.kind] if kind in by_rule]
        for part in item.by_timing():
            for occasion in occasions(part.timing, concerned, day, days):
                for notice in notices_of(by_rule[occasion.rule], occasion, part, people, day):
                    found.setdefault((notice.recipient, notice.key), notice)
    return list(found.values())


def notices_of(ask: Ask, occasion: Occasion, item: Item, people: People, day: date) -> Iterator[Notice]:
    """Of one occasion of one item, chair by chair; somebody who sits in two chairs comes twice."""
    for bearer in item.bearers:
        if bearer.done_on and bearer.done_on <= day:
            continue
        for chair, recipient in chairs_told(ask, bearer, people):
            yield Notice(
                recipient, occasion, item.kind, item.pk, chair, bearer.part, bearer.place, item.timing.due_on
            )


def chairs_told(ask: Ask, bearer: Bearer, people: People) -> list[tuple[str, int]]:
    """(chair, person) of everybody whom the rule tells for this office or school."""
    if ask.kind in (LEADER, DIRECTOR):
        over = people.leaders.get(bearer.place) if ask.kind == LEADER else people.director
        return [(ask.kind, over)] if bearer.part == LEAD and over else []
    if bearer.part == SUPPORT:
        return _everybody(bearer, people) if SUPPORTING in ask.tells else []
    seats = (people.schools if bearer.part == SCHOOL else people.offices).get(bearer.place, {})
    wanted = {chair: role for chair, role in CHAIRS[bearer.part].items() if chair in ask.tells}
    told = [(chair, person) for chair, role in wanted.items() for person in seats.get(role, ())]
    if told or not wanted or bearer.part == SCHOOL:
        return told
    return _everybody(bearer, people)


def _everybody(bearer: Bearer, people: People) -> list[tuple[str, int]]:
    """All who sit in the office; where nobody sits, the editors."""
    seated = [person for persons in people.offices.get(bearer.place, {}).values() for person in persons]
    chair = SUPPORTING if bearer.part == SUPPORT and seated else STAND_IN
    return [(chair, person) for person in (seated or people.editors)]
