"""Rows that wait for a press: claimed with a lease, kept alive, given back or given up. Circulars and work papers alike.

The lease is short and renewed while the paper is being printed, so that a worker that was killed is missed within
seconds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.utils import timezone

from circulars.models import Circular, WorkPaper
from circulars.press import BEAT

LEASE = timedelta(seconds=4 * BEAT)  # a worker that gave no sign of life for so long is gone
PAUSE = timedelta(seconds=10)  # before trying again, times the attempts so far
GIVE_UP_AFTER = 3
LOST_AFTER = 12
"""A worker that goes away is rarely the paper's doing: presses are processes of their own. Yet not for ever."""
WORKER_LOST = "worker_lost"  # like the codes of PaperFailed: circulars/sentences.py says them
MAY_PASS = {"killed", "not_kept"}
"""What may go better another time. Whatever else was wrong with a paper is wrong with it the next time too."""
State = Circular.State

Clock = Callable[[], datetime]
Row = TypeVar("Row", Circular, WorkPaper)


def claim(rows: QuerySet[Row], pk: int, now: datetime, **fields: Any) -> Row | None:
    """The row, if it is owed and nobody was quicker. `rows`: those of its model."""
    claimed = (
        rows.model._default_manager.owed(now)
        .filter(pk=pk, attempts__lt=LOST_AFTER)
        .update(state=State.RENDERING, lease_until=now + LEASE, attempts=F("attempts") + 1, **fields)
    )
    return rows.get(pk=pk) if claimed else None


def give_up_lost(rows: QuerySet[Row], pk: int, now: datetime) -> bool:
    """A paper whose worker went away every time, so that nobody was left to note why; whether it was one."""
    dead = rows.model._default_manager.owed(now).filter(pk=pk, attempts__gte=LOST_AFTER)
    return bool(dead.update(state=State.FAILED, lease_until=None, failure=WORKER_LOST))


def sign_of_life(row: Circular | WorkPaper) -> Callable[[], None]:
    """To be called while the row is worked on; the lease then runs anew."""
    held = type(row)._default_manager.filter(pk=row.pk, state=State.RENDERING, attempts=row.attempts)

    def renew() -> None:
        held.update(lease_until=timezone.now() + LEASE)

    return renew


def note_failure(row: Circular | WorkPaper, reason: str, now: datetime) -> bool:
    """Wait a little and try again where that may help; else stop, and say why. Whether it was stopped."""
    is_over = reason.partition(":")[0] not in MAY_PASS or row.attempts >= GIVE_UP_AFTER
    noted = type(row)._default_manager.filter(pk=row.pk, state=State.RENDERING, attempts=row.attempts)
    changed = noted.update(
        state=State.FAILED if is_over else State.WAITING,
        lease_until=None if is_over else now + PAUSE * row.attempts,
        failure=reason,
    )
    return bool(changed and is_over)
