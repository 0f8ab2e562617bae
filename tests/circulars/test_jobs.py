"""The jobs, with real workers: the bell, the sweep, and a power cut in the middle."""

from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.utils import timezone

from circulars.models import Circular
from districts.models import AuditEntry
from tests.circulars.factories import make_bureau, make_circular
from tests.polling import wait_for
from tests.workers import Worker
from tests.workplans.factories import task
from workplans.drafts import SectionDraft


def wait_until(circular: Circular, state: Circular.State, worker: Worker) -> None:
    """Wait for a state of the paper; where it does not come, its row and its worker say why."""

    def tell() -> str:
        circular.refresh_from_db()
        row = f"{circular.state}, tried {circular.attempts} times, lease until {circular.lease_until}, failure {circular.failure!r}"
        return f"The circular is {row}. The worker's last words:\n{worker.last_words}"

    wait_for(lambda: state_of(circular) == state, what=f"the circular to be {state}", tell=tell)


def state_of(circular: Circular) -> str:
    return Circular.objects.values_list("state", flat=True).get(pk=circular.pk)


def long_circular() -> Circular:
    """Some eighty pages: long enough in the making to be interrupted."""
    body = "坚持问题导向，完善工作台账，定期听取意见，及时调整安排，做到有计划、有记录、有反馈。" * 12
    sections = tuple(
        SectionDraft(f"第{number}个方面", tasks=tuple(task(f"第{n}件事。", body=body) for n in range(8)))
        for number in range(8)
    )
    return make_circular(make_bureau(), plan={"sections": sections})


def test_issuing_rings_for_a_worker(worker):
    circular = make_circular(make_bureau())

    wait_until(circular, Circular.State.READY, worker)

    assert AuditEntry.objects.get(verb="render_circular").channel == AuditEntry.Channel.JOB


def test_the_sweep_finds_what_the_broker_lost(start_worker):
    circular = make_circular(make_bureau())
    current_app.control.purge()

    worker = start_worker()
    current_app.send_task("circulars.render_waiting")

    wait_until(circular, Circular.State.READY, worker)


def test_a_worker_killed_in_the_middle_loses_nothing(start_worker):
    first = start_worker()
    circular = long_circular()
    wait_until(circular, Circular.State.RENDERING, first)

    first.kill()

    circular.refresh_from_db()
    assert circular.state == Circular.State.RENDERING
    assert circular.lease_until is not None
    # Nobody waits for the lease in a test: it has run out.
    Circular.objects.filter(pk=circular.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    second = start_worker()
    current_app.send_task("circulars.render_waiting")
    wait_until(circular, Circular.State.READY, second)
    circular.refresh_from_db()
    assert circular.attempts == 2
    assert Path(circular.pdf.path).read_bytes().startswith(b"%PDF-")
    assert AuditEntry.objects.filter(verb="render_circular").count() == 1
