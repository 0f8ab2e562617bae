"""Waiting for what another process does, without guessing how long it takes.

For what a browser shows, use Playwright's `expect`: it hears nothing while anything else waits.
"""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

PAUSE = 0.05  # seconds between two looks


def wait_for(look: Callable[[], Value], *, timeout: float = 30.0, what: str = "") -> Value:
    """Look again and again until there is something to see, and return it.

    `look` returns anything true when what is waited for has happened. After `timeout` seconds the
    test fails, saying `what` was waited for and what was seen last.
    """
    end = time.monotonic() + timeout
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"Waited {timeout:g} seconds for {what or look!r}; last seen: {seen!r}")
        time.sleep(PAUSE)
    return seen
