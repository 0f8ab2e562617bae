"""A job for the tests of the way there: it leaves a mark that another process can see."""

import os
from pathlib import Path

from celery import shared_task


@shared_task(name="tests.leave_mark")
def leave_mark(path: str) -> None:
    """Write into `path` which process did the job."""
    draft = Path(f"{path}.draft")
    draft.write_text(str(os.getpid()))
    draft.replace(path)
