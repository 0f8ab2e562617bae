"""The board: months as columns, entries as bars across them. The same rows are drawn for the page and for the answers
to what is done on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from calendar_app.models import CalendarEntry
from calendar_app.queries.pages import (
    Filters,
    MonthCount,
    entries_shown,
    months_counted,
    offices_in,
    plans_in,
    state_of,
)
from calendar_app.spans import month_words, months_between, span_words
from districts.models import AuditEntry, Membership, Office, Role, User
from workplans.models import Plan
from workplans.periods import Period
from workplans.queries.duties import duties_of

AIR = 0.5  # per cent of the width left free at both ends of a bar


@dataclass(frozen=True)
class Bar:
    """A row of the board; the bar begins at month `start` (from 0) and is `length` months long, cut at the edges; of an
    entry outside of the months shown `length` is 0.

    `of` is how many months are shown; `until` what is written on the bar of a span; `is_open` whether the visitor
    may change the entry.
    """

    entry: CalendarEntry
    months: str
    start: int
    length: int
    of: int
    until: str = ""
    must_act: bool = False
    is_open: bool = False

    @property
    def x(self) -> str:
        """Where it begins as it is drawn."""
        return _percent(self.start * 100 / self.of + AIR)

    @property
    def width(self) -> str:
        return _percent(max(self.length * 100 / self.of - 2 * AIR, 0))

    @property
    def end(self) -> str:
        return _percent((self.start + self.length) * 100 / self.of - AIR)

    @property
    def duties(self) -> str:
        """The entry's offices by their keys, as `Duties` writes them."""
        return duties_of(self.entry).as_text

    @property
    def offices(self) -> str:
        """Their names as they are typed: the lead first; as written while none is matched."""
        entry = self.entry
        found = [entry.lead, *entry.supporting] if entry.lead else entry.supporting
        names = [office.name for office in found if office]
        return "、".join(names or [office["name"] for office in entry.offices_as_written])


@dataclass(frozen=True)
class Column:
    """A month as it is drawn behind the bars."""

    x: str
    width: str
    is_now: bool


@dataclass(frozen=True)
class BoardPage:
    """The months of a period as columns, entries as bars across them."""

    period: Period
    months: list[MonthCount]
    bars: list[Bar]
    offices: list[Office]
    plans: list[Plan]

    @property
    def rows(self) -> list[tuple[str, int, bool]]:
        """Of each its key, its version and whether it may be changed: what tells that somebody changed something."""
        return [(str(bar.entry.key), bar.entry.version, bar.is_open) for bar in self.bars]

    @property
    def state(self) -> str:
        """Another one whenever `rows` are others."""
        return state_of(self.rows)

    @property
    def columns(self) -> list[Column]:
        return columns_of([month.is_now for month in self.months])


def board_page(*, user: User, seat: Membership, period: Period, filters: Filters, today: date) -> BoardPage:
    """All months of the period at once."""
    entries = entries_shown(user, seat, period, filters.plan)
    wanted = [entry for entry in entries if filters.hold(entry)]
    return BoardPage(
        period=period,
        months=months_counted(wanted, period, today),
        bars=bars_of(wanted, period, user),
        offices=offices_in(entries, seat),
        plans=plans_in(entries),
    )


def bars_of(entries: Iterable[CalendarEntry], period: Period, user: User) -> list[Bar]:
    """Rows of the board for entries that came `with_offices`; no query."""
    kept = user.districts_as(Role.EDITOR)
    return [_bar(entry, period, entry.district_id in kept) for entry in entries]


def columns_of(are_now: list[bool]) -> list[Column]:
    width = 100 / len(are_now)
    return [Column(_percent(at * width), _percent(width), is_now) for at, is_now in enumerate(are_now)]


def removal_of(user: User, key: str) -> AuditEntry | None:
    """How the entry with this key last went from a calendar that the user keeps."""
    return AuditEntry.objects.filter(
        district_id__in=user.districts_as(Role.EDITOR), verb="remove_entry", before__key=key
    ).first()


def _bar(entry: CalendarEntry, period: Period, is_kept: bool) -> Bar:
    last_shown = period.ends_on.replace(day=1)
    first, last = max(entry.starts_month, period.starts_on), min(entry.ends_month, last_shown)
    of = months_between(period.starts_on, last_shown)
    return Bar(
        entry=entry,
        months=span_words(entry.starts_month, entry.ends_month, period.starts_on.year),
        start=min(max(months_between(period.starts_on, first) - 1, 0), of),
        length=max(months_between(first, last), 0),
        of=of,
        until=_until(entry, period) if entry.is_span and last >= first else "",
        must_act=getattr(entry, "must_act", False),
        is_open=is_kept and (entry.plan is None or entry.plan.is_draft),
    )


def _until(entry: CalendarEntry, period: Period) -> str:
    """至12月, 至2027年1月."""
    month = month_words(entry.ends_month, max(entry.starts_month, period.starts_on).year)
    return pgettext("written on a bar", "to %(month)s") % {"month": month}


def _percent(value: float) -> str:
    return f"{value:.3f}%"
