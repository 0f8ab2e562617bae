"""How fast, and after how long again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

# A little more than the minute that providers count: on the way one request may overtake another.
WINDOW = timedelta(seconds=65)
LONGEST = timedelta(hours=1)


def recent(tries: Iterable[str], now: datetime) -> list[str]:
    """Of these moments (ISO) those that still count."""
    return [one for one in tries if timedelta() <= now - datetime.fromisoformat(one) < WINDOW]


def pause_after(failures: int) -> timedelta:
    """A minute after the first failure, twice as long after each further one, an hour at most."""
    return min(timedelta(minutes=2 ** min(max(failures, 1) - 1, 10)), LONGEST)
