"""The way of a job: from this process, over the broker, to a worker."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jobs import leave_mark
from tests.polling import wait_for
from tests.workers import Worker


def test_a_job_is_done_by_another_process(worker: Worker, tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    leave_mark.delay(str(mark))

    wait_for(mark.exists, what="the job's mark")
    assert int(mark.read_text()) != os.getpid()


def test_a_job_waits_for_a_worker(start_worker: Callable[..., Worker], tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    leave_mark.delay(str(mark))

    start_worker()

    wait_for(mark.exists, what="the job's mark")


@pytest.mark.parametrize("pool", ["threads", "prefork"])
def test_a_worker_that_is_told_to_stop_stops(start_worker: Callable[..., Worker], pool: str) -> None:
    worker = start_worker(pool=pool)

    worker.stop()

    assert worker.process.returncode == 0
