"""Lists for every school of a bureau made by so many worker processes: how long it takes."""

import time
from contextlib import ExitStack
from datetime import date
from uuid import uuid4

from django.conf import settings

from circulars.models import PaperBatch
from circulars.services import ask_for_every_school
from tests.circulars.factories import approved_plan, make_bureau, make_school
from tests.workers import Worker
from tests.workplans.factories import task
from workplans.drafts import SectionDraft

BODY = "坚持问题导向，完善工作台账，定期听取意见，及时调整安排，做到有计划、有记录、有反馈。"


def seconds_for(schools: int, *, workers: int) -> float:
    """From the click to the last list; the workers run already.

    The schools have names of their own each time: a list of the same content would not be made again.
    """
    bureau = make_bureau(f"第{workers}县", f"{workers}教")
    for number in range(schools):
        make_school(bureau, f"第{workers}镇第{number + 1}小学")
    tasks = tuple(task(f"第{number}件事。", body=BODY * 3) for number in range(30))
    plan = approved_plan(bureau, sections=(SectionDraft("一个方面", tasks=tasks),))
    for each in plan.tasks.all():
        each.audience.create()
    pool = "threads" if settings.BROKER_URL.startswith("filesystem") else "prefork"
    with ExitStack() as running:
        for _ in range(workers):
            worker = Worker(pool=pool, concurrency=1)
            running.callback(worker.kill)
            worker.start()
        began = time.monotonic()
        batch = ask_for_every_school(
            plan=plan, kind="school", by=plan.drafted_by, today=date(2026, 3, 1), key=uuid4()
        )
        while not is_done(batch):
            time.sleep(0.2)
        taken = time.monotonic() - began
    assert not batch.papers.filter(state="failed").exists()
    return taken


def is_done(batch: PaperBatch) -> bool:
    return not batch.papers.exclude(state__in=["ready", "failed"]).exists()
