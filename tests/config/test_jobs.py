"""The way of a job: from this process, over the broker, to a worker."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

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


def test_no_other_process_of_the_tests_hears_our_bells(worker_id: str) -> None:
    number = "0" if worker_id == "master" else worker_id.removeprefix("gw")
    own = f"?virtual_host={number}" if settings.BROKER_URL.startswith("redis") else f"/gw{number}/"

    assert own in f"{settings.BROKER_URL} {getattr(settings, 'BROKER_DIR', '')}"


@pytest.mark.parametrize("pool", ["threads", "prefork"])
def test_a_worker_that_is_told_to_stop_stops(start_worker: Callable[..., Worker], pool: str) -> None:
    worker = start_worker(pool=pool)

    worker.stop()

    assert worker.process.returncode == 0
