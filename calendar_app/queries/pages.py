"""The month page, and what it has in common with the board: a year of entries is read once, in three queries; the
rest is counted here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from django.db.models import Exists, OuterRef, Q

from calendar_app.models import CalendarEntry, EntryAudience
from calendar_app.spans import Progress, each_month, progress_in, span_words
from districts.models import Membership, Office, User
from workplans.audience import addressing
from workplans.granted import know_granted
from workplans.models import Demand, Plan
from workplans.periods import Period, period_of, school_year_of

ALL = "all"
ALONE: Literal["alone"] = "alone"


@dataclass(frozen=True)
class Filters:
    """What the visitor asked for: an office (its key), a plan (its key, or "alone" for entries without one), a word,
    and whether the list is arranged "by office" or in the calendar's "order"."""

    office: int | None = None
    plan: int | Literal["alone"] | None = None
    q: str = ""
    arranged: Literal["office", "order"] = "office"

    @classmethod
    def asked(cls, query: Mapping[str, str], seat: Membership) -> Filters:
        """From an address; what makes no sense is left out. Office people begin with their own office."""
        office, plan = query.get("office", ""), query.get("plan", "")
        return cls(
            office=_key(office) if office else seat.office_id,
            plan=ALONE if plan == ALONE else _key(plan),
            q=query.get("q", "").strip()[:80],
            arranged="order" if query.get("arranged") == "order" else "office",
        )

    @property
    def are_any(self) -> bool:
        """Whether something may be left out."""
        return bool(self.office or self.plan or self.q)

    def hold(self, entry: CalendarEntry) -> bool:
        return (
            (self.office is None or any(_holds(self.office, duty.office) for duty in entry.duties.all()))
            and (self.plan is None or (entry.plan_id or ALONE) == self.plan)
            and self.q.casefold() in entry.work.casefold()
        )


def _holds(key: int, office: Office) -> bool:
    """Whether the office, or what it was merged into, is the one with this key."""
    return key in (office.pk, office.successor_id)


def _key(words: str) -> int | None:
    """A row's key as it stands in an address; None for what cannot be one."""
    return int(words) if words.isdecimal() and len(words) < 19 else None


@dataclass(frozen=True)
class Row:
    """An entry as a list draws it: its months in words, and where in them the page's month stands."""

    entry: CalendarEntry
    months: str
    progress: Progress | None = None
    is_addressed: bool = False
    must_act: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one leading office; `office` is None for entries that nobody leads, or for a list not grouped."""

    office: Office | None
    rows: list[Row]


@dataclass(frozen=True)
class MonthCount:
    """A month of the strip and how many entries touch it."""

    first_day: date
    count: int
    is_current: bool
    is_now: bool


@dataclass(frozen=True)
class MonthPage:
    """A month of the bureau's calendar.

    `asked` is what a school is addressed by, what it must act on first (empty for others), `groups` all the rest; `strip` the school year
    around the month, of a school what is asked of it; `offices` and `plans` what the filters offer: those of that year.
    """

    month: date
    asked: list[Row]
    groups: list[Group]
    strip: list[MonthCount]
    offices: list[Office]
    plans: list[Plan]

    @property
    def count(self) -> int:
        return len(self.asked) + sum(len(group.rows) for group in self.groups)


def month_page(*, user: User, seat: Membership, month: date, filters: Filters, today: date) -> MonthPage:
    """The month whose first day is `month`, with what the seat's bureau (or school) has in it."""
    year = period_of(Plan.Kind.SCHOOL_YEAR, school_year_of(month))
    entries = entries_shown(user, seat, year, filters.plan)
    wanted = [entry for entry in entries if filters.hold(entry)]
    rows = [row_of(entry, month) for entry in wanted if entry.starts_month <= month <= entry.granted_month]
    others = [row for row in rows if not row.is_addressed]
    return MonthPage(
        month=month,
        asked=sorted((row for row in rows if row.is_addressed), key=lambda row: not row.must_act),
        groups=_by_office(others) if filters.arranged == "office" else _as_one(others),
        strip=months_counted(own_of(wanted, seat), year, today, shown=month),
        offices=offices_in(entries, seat),
        plans=plans_in(entries),
    )


def entries_shown(
    user: User, seat: Membership, period: Period, plan: int | Literal["alone"] | None
) -> list[CalendarEntry]:
    """Entries of the seat's bureau; for a school also what bureaus above ask of it; and those of the plan that was
    asked for, whosever it is. Each knows what the seat's office or school was granted."""
    entries = _entries_of(user, seat, period, plan)
    know_granted("entry", entries, seat.office or seat.school)
    return entries


def _entries_of(
    user: User, seat: Membership, period: Period, plan: int | Literal["alone"] | None
) -> list[CalendarEntry]:
    visible = CalendarEntry.objects.visible_to(user).during(period.starts_on, period.ends_on).with_offices()
    visible = visible.said_once(plan if isinstance(plan, int) else None)
    here = Q(district=seat.district)
    if isinstance(plan, int):
        here |= Q(plan=plan)
    if not seat.school:
        return list(visible.filter(here))
    rules = EntryAudience.objects.filter(addressing(seat.school, ""), entry=OuterRef("pk"))
    above = Q(district__code__in=seat.district.codes_upward)
    return list(
        visible.in_force()
        .annotate(
            is_addressed=Exists(rules),  # type: ignore[no-redef]  # declared on the model for readers
            must_act=Exists(rules.filter(demand=Demand.ACT)),
        )
        .filter(here | (above & Q(is_addressed=True)))
    )


def state_of(rows: object) -> str:
    """Another one whenever `rows` are others: what a page says it shows when it asks whether something changed."""
    return sha256(repr(rows).encode()).hexdigest()[:16]


def row_of(entry: CalendarEntry, month: date) -> Row:
    """As the page of that month draws it."""
    return Row(
        entry=entry,
        months=span_words(entry.starts_month, entry.ends_month, month.year),
        progress=progress_in(entry.starts_month, entry.granted_month, month),
        is_addressed=getattr(entry, "is_addressed", False),
        must_act=getattr(entry, "must_act", False),
    )


def own_of(entries: Sequence[CalendarEntry], seat: Membership) -> list[CalendarEntry]:
    """All of a bureau's; of a school those it is addressed by."""
    return [entry for entry in entries if not seat.school or entry.is_addressed]


def _as_one(rows: list[Row]) -> list[Group]:
    return [Group(None, rows)] if rows else []


def _by_office(rows: Iterable[Row]) -> list[Group]:
    """One group a leading office in the bureau's order of offices, those without one last."""
    groups: dict[int, Group] = {}
    for row in rows:
        lead = row.entry.lead
        groups.setdefault(lead.pk if lead else 0, Group(lead, [])).rows.append(row)
    return sorted(groups.values(), key=lambda group: _rank(group.office))


def _rank(office: Office | None) -> tuple[bool, int, int]:
    return (office is None, office.position if office else 0, office.pk if office else 0)


def months_counted(
    entries: Sequence[CalendarEntry], period: Period, today: date, shown: date | None = None
) -> list[MonthCount]:
    """Every month of the period with how many of the entries touch it."""
    return [
        MonthCount(
            first_day=month,
            count=sum(entry.starts_month <= month <= entry.granted_month for entry in entries),
            is_current=month == shown,
            is_now=month == today.replace(day=1),
        )
        for month in each_month(period.starts_on, period.ends_on.replace(day=1))
    ]


def offices_in(entries: Iterable[CalendarEntry], seat: Membership) -> list[Office]:
    """Offices that carry something in the time shown, and one's own."""
    offices = {duty.office_id: duty.office for entry in entries for duty in entry.duties.all()}
    if seat.office:
        offices.setdefault(seat.office.pk, seat.office)
    return sorted(offices.values(), key=_rank)


def plans_in(entries: Iterable[CalendarEntry]) -> list[Plan]:
    """The plans the entries belong to."""
    return list({entry.plan_id: entry.plan for entry in entries if entry.plan}.values())
