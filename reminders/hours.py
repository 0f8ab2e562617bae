"""At which minute a person's digest goes out: stable, spread, never at :00 or :30 when everybody's robots talk. Pure."""

from datetime import time
from hashlib import sha256

FIRST_HOUR, LAST_HOUR = 7, 17
QUIET_FROM = time(20, 0)  # what is owed later waits for the next working day
MINUTES = [minute for minute in range(60) if minute not in (0, 30)]


def minute_of(person: int) -> int:
    """The person's minute within the hour; the same every day."""
    return MINUTES[int.from_bytes(sha256(f"digest:{person}".encode()).digest()[:4]) % len(MINUTES)]


def time_of(person: int, hour: int) -> time:
    """When the person's digest goes out, given the hour the bureau set or the person chose."""
    return time(hour, minute_of(person))


def has_come(person: int, hour: int, clock: time) -> bool:
    """Whether it is late enough in the day to tell the person, and not too late."""
    return time_of(person, hour) <= clock < QUIET_FROM
