"""One duty through the years: what it was, what became of it, what changed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from districts.differences import SAME, Piece, differences
from districts.models import User
from progress.queries import reported_done
from rollover.models import Decision
from workplans.models import Plan, Task

FARTHEST = 12  # years in either direction; a chain has no rings, but nobody proves that here


@dataclass(frozen=True)
class Ancestor:
    """The task in one year. `words` are what changed since the year before, `shape` and `state` how it stood."""

    task: Task
    plan: Plan
    is_here: bool
    shape: str
    state: str
    words: list[Piece] = field(default_factory=list)
    is_same: bool = False


@dataclass(frozen=True)
class Lineage:
    steps: list[Ancestor]
    end: Decision | None  # how it ended, where it did

    @property
    def is_worth_telling(self) -> bool:
        return len(self.steps) > 1 or self.end is not None


def lineage_of(task: Task, user: User) -> Lineage:
    """The chain the task stands in, the oldest first, as far as `user` may read it.

    A query a year and a few for what was reported; years are few.
    """
    chain = [*_before(task, user), task, *_after(task, user)]
    steps: list[Ancestor] = []
    for at, row in enumerate(chain):
        before = chain[at - 1] if at else None
        steps.append(_step(row, before, row == task, row.plan.district_id in user.bureau_district_ids))
    end = (
        Decision.objects.filter(task=chain[-1], rollover__plan__isnull=False)
        .exclude(choice__in=("continue", "change"))
        .select_related("rollover__plan", "decided_by")
        .last()
    )
    may_read = end is not None and end.rollover.district_id in user.bureau_district_ids
    return Lineage(steps, end if may_read else None)


def _before(task: Task, user: User) -> list[Task]:
    found: list[Task] = []
    current = task.predecessor_id
    while current and len(found) < FARTHEST:
        row = _readable(user).filter(pk=current).first()
        if row is None:
            break
        found.insert(0, row)
        current = row.predecessor_id
    return found


def _after(task: Task, user: User) -> list[Task]:
    found: list[Task] = []
    current = task
    while len(found) < FARTHEST:
        row = _readable(user).filter(predecessor=current.pk).order_by("pk").last()
        if row is None:
            break
        found.append(row)
        current = row
    return found


def _readable(user: User) -> QuerySet[Task]:
    return Task.objects.visible_to(user).select_related("plan__district")


def _step(row: Task, before: Task | None, is_here: bool, is_ours: bool) -> Ancestor:
    done = reported_done(row.plan) if is_ours and row.plan.is_issued else {}
    shape = "done" if row.pk in done else row.plan.shape
    state = "" if row.pk in done else str(row.plan.get_state_display())
    words = differences(_text(before), _text(row)) if before else []
    is_same = bool(before) and all(piece.op == SAME for piece in words)
    return Ancestor(row, row.plan, is_here, shape, state, [] if is_same else words, is_same)


def _text(task: Task) -> str:
    return f"{task.title}{task.body}".replace("\n", "")
