"""A plan's tasks beside its calendar: what has no entry, what carries out no task, and what probably belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from calendar_app.likeness import SURELY, likeliest, pairs_of
from calendar_app.models import CalendarEntry
from calendar_app.spans import each_month, month_words, span_words
from districts.models import AuditEntry
from workplans.models import Plan, Task
from workplans.periods import period_of
from workplans.queries.outline import TaskNode, plan_outline


@dataclass(frozen=True)
class Wish:
    """What a form asked for: a month by task, a task by entry; `without_month`: tasks ticked without one."""

    months: dict[int, date] = field(default_factory=dict)
    pairs: dict[int, int] = field(default_factory=dict)
    without_month: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Option:
    """What a list to choose from offers."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class OpenTask:
    """A task without an entry; `like` is an entry without a task that sounds like it."""

    node: TaskNode
    months: list[Option]
    is_ticked: bool
    lacks_month: bool
    like: CalendarEntry | None


@dataclass(frozen=True)
class OpenEntry:
    """An entry without a task, and the tasks that sound most like it."""

    entry: CalendarEntry
    months: str
    tasks: list[Option]
    is_ticked: bool


@dataclass(frozen=True)
class TyingPage:
    """`tied`: how many of the entries carry out a task."""

    tasks: list[OpenTask]
    entries: list[OpenEntry]
    tied: int
    task_count: int


def tying_page(plan: Plan, wish: Wish | None = None) -> TyingPage:
    """Six queries at any size. With a `wish` the ticks are those of the form that asked for it."""
    nodes = {node.task.pk: node for node in plan_outline(plan).all_tasks()}
    entries = list(
        CalendarEntry.objects.filter(plan=plan)
        .standing()
        .prefetch_related(
            "duties__office", Prefetch("tasks", Task.objects.only("pk").order_by("pk"), to_attr="carried")
        )
    )
    has_entry = {task.pk for entry in entries for task in entry.carried}  # type: ignore[attr-defined]  # as prefetched
    alone = [entry for entry in entries if not entry.carried]  # type: ignore[attr-defined]  # as prefetched
    words = {pk: pairs_of(node.task.title) for pk, node in nodes.items()}
    guesses = {entry.pk: _guesses(entry, nodes, words) for entry in alone}
    likes = {found[0][0]: entry for entry in reversed(alone) if (found := guesses[entry.pk])}
    open_tasks = [
        _open_task(node, plan, likes.get(pk), wish) for pk, node in nodes.items() if pk not in has_entry
    ]
    return TyingPage(
        tasks=open_tasks,
        entries=[_open_entry(entry, guesses[entry.pk], nodes, wish) for entry in alone],
        tied=len(entries) - len(alone),
        task_count=len(nodes),
    )


def tying_trace(plan: Plan, pk: str, verbs: tuple[str, ...]) -> AuditEntry | None:
    """What was tied a moment ago in this plan, by the key in an address."""
    if not (pk.isdecimal() and len(pk) < 19):
        return None
    found = AuditEntry.objects.filter(
        object_type=plan._meta.label_lower, object_id=str(plan.pk), verb__in=verbs
    )
    return found.filter(pk=pk).first()


def _guesses(
    entry: CalendarEntry, nodes: dict[int, TaskNode], words: dict[int, frozenset[str]]
) -> list[tuple[int, float]]:
    """Tasks led by the same office, or due within its months, count a little more."""
    lead = entry.lead
    favoured = (
        pk
        for pk, node in nodes.items()
        if (lead and node.lead and node.lead.office_id == lead.pk)
        or (node.task.due_on and entry.starts_month <= node.task.due_on <= entry.last_day)
    )
    return likeliest(pairs_of(entry.work), words, favoured)


def _open_task(node: TaskNode, plan: Plan, like: CalendarEntry | None, wish: Wish | None) -> OpenTask:
    pk, due = node.task.pk, node.task.due_on
    period = period_of(plan.kind, plan.year)
    proposed = due.replace(day=1) if due and period.holds(due) else None
    chosen = wish.months.get(pk) if wish else proposed
    months = [
        Option(f"{month:%Y-%m}", month_words(month, period.starts_on.year), month == chosen)
        for month in each_month(period.starts_on, period.ends_on.replace(day=1))
    ]
    lacks = wish is not None and pk in wish.without_month
    ticked = (lacks or pk in wish.months) if wish else proposed is not None and like is None
    return OpenTask(node, months, ticked, lacks, like)


def _open_entry(
    entry: CalendarEntry, guesses: list[tuple[int, float]], nodes: dict[int, TaskNode], wish: Wish | None
) -> OpenEntry:
    chosen = wish.pairs.get(entry.pk) if wish else guesses[0][0] if guesses else None
    options = [
        Option(str(pk), f"{nodes[pk].label}{nodes[pk].task.title}", pk == chosen) for pk, _mark in guesses
    ]
    ticked = entry.pk in wish.pairs if wish else bool(guesses) and guesses[0][1] >= SURELY
    return OpenEntry(entry, span_words(entry.starts_month, entry.ends_month), options, ticked)
