"""The calendar as a grid: rows of cells, as a page draws them and as a save answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calendar_app.cells import COLUMNS, words_of
from calendar_app.models import CalendarEntry
from calendar_app.queries.pages import Filters, plans_in, state_of
from calendar_app.services.grid import values_of
from districts.models import District, Office
from workplans.models import Plan
from workplans.periods import Period
from workplans.queries import directory


@dataclass(frozen=True)
class GridRow:
    """An entry's cells in words, in the order of COLUMNS; `is_open` where it may be written in."""

    entry: CalendarEntry
    cells: dict[str, str]
    is_open: bool

    @property
    def named_cells(self) -> list[tuple[str, str]]:
        return [(name, self.cells[name]) for name in COLUMNS]


@dataclass(frozen=True)
class GridPage:
    """`target`: the draft that new rows go into; None where they stand alone."""

    rows: list[GridRow]
    offices: list[Office]
    plans: list[Plan]
    target: Plan | None

    @property
    def versions(self) -> list[tuple[int, int, bool]]:
        """Of each row its key, its version and whether it may be written in: what tells that somebody changed something."""
        return [(row.entry.pk, row.entry.version, row.is_open) for row in self.rows]

    @property
    def state(self) -> str:
        """Another one whenever `versions` are others."""
        return state_of(self.versions)

    @property
    def has_still(self) -> bool:
        return not all(row.is_open for row in self.rows)


def grid_page(*, district: District, period: Period, filters: Filters) -> GridPage:
    """The bureau's entries of the period; four queries."""
    plan = filters.plan if isinstance(filters.plan, int) else None
    entries = list(
        CalendarEntry.objects.filter(district=district)
        .during(period.starts_on, period.ends_on)
        .said_once(plan)
        .with_offices()
    )
    drafts = list(
        Plan.objects.filter(district=district, school=None, state=Plan.State.DRAFT).order_by("-year", "pk")
    )
    plans = {one.pk: one for one in [*plans_in(entries), *drafts]}
    offices = directory(district)
    return GridPage(
        rows=grid_rows((entry for entry in entries if filters.hold(entry)), offices),
        offices=[office for office in offices if office.is_active],
        plans=list(plans.values()),
        target=next((one for one in drafts if one.pk == plan), None),
    )


def grid_rows(entries: Iterable[CalendarEntry], offices: Iterable[Office]) -> list[GridRow]:
    names = {office.pk: office.name for office in offices}
    return [
        GridRow(entry, words_of(values_of(entry), names), entry.plan is None or entry.plan.is_draft)
        for entry in entries
    ]


def rows_by_key(district: District, keys: Iterable[int], offices: Iterable[Office]) -> dict[int, GridRow]:
    entries = CalendarEntry.objects.filter(district=district, pk__in=list(keys)).standing().with_offices()
    return {row.entry.pk: row for row in grid_rows(entries, offices)}
