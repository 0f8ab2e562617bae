"""What each office has to do in each month: tasks that fall due, and entries of the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from calendar_app.load import heavy_months, shade
from calendar_app.models import CalendarEntry
from calendar_app.spans import each_month
from districts.models import District, Office, User
from workplans.models import OfficeDuty, Plan, Task
from workplans.periods import Period


@dataclass(frozen=True)
class LoadWish:
    """What the visitor asked for: an office, a plan (their keys), only work that is led, the works themselves in place
    of their number; and the cell to open."""

    office: int | None = None
    plan: int | None = None
    only_led: bool = False
    shows_works: bool = False
    of: int | None = None
    month: date | None = None

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> LoadWish:
        """From an address; what makes no sense is left out."""
        keys = {name: query.get(name, "") for name in ("office", "plan", "of")}
        found = {name: int(key) if key.isdecimal() and len(key) < 19 else None for name, key in keys.items()}
        try:
            month = date.fromisoformat(f"{query.get('month', '')}-01")
        except ValueError:
            month = None
        return cls(
            only_led=query.get("role") == "lead",
            shows_works=query.get("show") == "works",
            month=month,
            **found,
        )


@dataclass(frozen=True)
class LoadItem:
    """A task or an entry, in one month, for one office."""

    row: Task | CalendarEntry
    office: Office
    role: str
    month: date

    @property
    def is_task(self) -> bool:
        return isinstance(self.row, Task)


@dataclass(frozen=True)
class LoadCell:
    """An office's month."""

    month: date
    count: int
    shade: int
    is_heavy: bool
    items: tuple[LoadItem, ...] = ()


@dataclass(frozen=True)
class LoadRow:
    office: Office
    cells: list[LoadCell]
    total: int


@dataclass(frozen=True)
class LoadPage:
    """`heavy` are cells that hold far more than their row's others; `opened` the items of the cell asked for."""

    months: list[date]
    rows: list[LoadRow]
    totals: list[int]
    heavy: list[tuple[Office, LoadCell]]
    opened: list[LoadItem]
    offices: list[Office]
    plans: list[Plan]

    @property
    def total(self) -> int:
        return sum(self.totals)


def load_page(*, user: User, district: District, period: Period, wish: LoadWish) -> LoadPage:
    """Offices by months; the same queries at any size: tasks and entries, each with their offices."""
    months = list(each_month(period.starts_on, period.ends_on.replace(day=1)))
    everything = [
        *_tasks(user, district, period, wish.plan),
        *_entries(user, district, period, wish.plan, months),
    ]
    items = [item for item in everything if _fits(item, wish)]
    cells: dict[tuple[int, date], list[LoadItem]] = defaultdict(list)
    for item in items:
        cells[item.office.pk, item.month].append(item)
    offices = _by_place({item.office.pk: item.office for item in items}.values())
    most = max(map(len, cells.values()), default=0)
    rows = [_row(office, [cells[office.pk, month] for month in months], months, most) for office in offices]
    return LoadPage(
        months=months,
        rows=rows,
        totals=[sum(len(cells[office.pk, month]) for office in offices) for month in months],
        heavy=[(row.office, cell) for row in rows for cell in row.cells if cell.is_heavy],
        opened=[item for item in items if (item.office.pk, item.month) == (wish.of, wish.month)],
        offices=_by_place({item.office.pk: item.office for item in everything}.values()),
        plans=list({item.row.plan.pk: item.row.plan for item in everything if item.row.plan}.values()),
    )


def _tasks(user: User, district: District, period: Period, plan: int | None) -> Iterable[LoadItem]:
    tasks = Task.objects.visible_to(user).filter(
        plan__district=district, plan__school=None, due_on__range=(period.starts_on, period.ends_on)
    )
    for task in tasks.said_once(plan).select_related("plan").prefetch_related("duties__office"):
        if task.due_on:
            for duty in task.duties.all():
                yield LoadItem(task, duty.office, duty.role, task.due_on.replace(day=1))


def _entries(
    user: User, district: District, period: Period, plan: int | None, months: list[date]
) -> Iterable[LoadItem]:
    entries = CalendarEntry.objects.visible_to(user).during(period.starts_on, period.ends_on).with_offices()
    for entry in entries.filter(district=district).said_once(plan):
        for month in months:
            if entry.starts_month <= month <= entry.ends_month:
                for duty in entry.duties.all():
                    yield LoadItem(entry, duty.office, duty.role, month)


def _fits(item: LoadItem, wish: LoadWish) -> bool:
    return (
        wish.office in (None, item.office.pk)
        and wish.plan in (None, item.row.plan_id)
        and (not wish.only_led or item.role == OfficeDuty.Role.LEAD)
    )


def _row(office: Office, items: list[list[LoadItem]], months: list[date], most: int) -> LoadRow:
    cells = _cells([len(found) for found in items], months, most)
    whole = [replace(cell, items=tuple(found)) for cell, found in zip(cells, items, strict=True)]
    return LoadRow(office, whole, sum(cell.count for cell in cells))


def _cells(counts: list[int], months: list[date], most: int) -> list[LoadCell]:
    heavy = heavy_months(counts)
    return [
        LoadCell(month, count, shade(count, most), place in heavy)
        for place, (month, count) in enumerate(zip(months, counts, strict=True))
    ]


def _by_place(offices: Iterable[Office]) -> list[Office]:
    return sorted(offices, key=lambda office: (office.position, office.pk))
