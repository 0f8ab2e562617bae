"""Jobs for the tests: one leaves a mark that another process can see, one reminds by a clock of its own."""

import os
from datetime import datetime
from pathlib import Path

from celery import shared_task

from districts.messages import deliver_messages
from reminders.services import plan_reminders


@shared_task(name="tests.leave_mark")
def leave_mark(path: str) -> None:
    """Write into `path` which process did the job."""
    draft = Path(f"{path}.draft")
    draft.write_text(str(os.getpid()))
    draft.replace(path)


@shared_task(name="tests.remind")
def remind(clock: str) -> None:
    """What the beat's two jobs do, by a clock that stands in a file."""
    now = datetime.fromisoformat(Path(clock).read_text())
    plan_reminders(today=now.date(), now=now)
    while deliver_messages(now=now):
        pass
