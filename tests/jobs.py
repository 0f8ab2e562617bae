"""Jobs for the tests: one leaves a mark that another process can see, one reminds by a clock of its own."""

import os
from datetime import datetime
from fcntl import LOCK_SH, flock
from pathlib import Path

from celery import shared_task

from districts.messages import deliver_messages
from districts.posting.sending import deliver_posts
from reminders.services import plan_reminders


@shared_task(name="tests.leave_mark")
def leave_mark(path: str) -> None:
    """Write into `path` which process did the job."""
    draft = Path(f"{path}.draft")
    draft.write_text(str(os.getpid()))
    draft.replace(path)


@shared_task(name="tests.remind")
def remind(clock: str) -> None:
    """What the beat's three jobs do, by a clock that stands in a file; it is not put on while one is at work."""
    with Path(clock).open() as held:
        flock(held, LOCK_SH)
        if not (words := held.read()):
            return  # the clock stands: somebody changes something
        now = datetime.fromisoformat(words)
        plan_reminders(today=now.date(), now=now, clock=now.time())
        while deliver_messages(now=now):
            pass
        deliver_posts(now=now)
        Path(f"{clock}.rung").write_text(words)
