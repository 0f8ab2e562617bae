"""Waiting for what another process does, without guessing how long it takes.

For what a browser shows, use Playwright's `expect`: it hears nothing while anything else waits.
"""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

PAUSE = 0.05  # seconds between two looks
PATIENCE = 120.0  # seconds; what takes one on a quiet machine may take fifty on one that is shared


def wait_for(
    look: Callable[[], Value], *, timeout: float = PATIENCE, what: str = "", tell: Callable[[], str] = str
) -> Value:
    """Look again and again until there is something to see, and return it.

    `look` returns anything true when what is waited for has happened. After `timeout` seconds the
    test fails, saying `what` was waited for, what was seen last, and what `tell` has to add.
    """
    end = time.monotonic() + timeout
    while not (seen := look()):
        if time.monotonic() > end:
            missed = f"Waited {timeout:g} seconds for {what or look!r}; last seen: {seen!r}"
            raise AssertionError("\n".join(filter(None, [missed, tell()])))
        time.sleep(PAUSE)
    return seen
