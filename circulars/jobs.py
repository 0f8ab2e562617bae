from celery import shared_task
from django.utils import timezone

from circulars.services import make_papers, render_circular, render_waiting


@shared_task(name="circulars.render_circular")
def render_circular_job(pk: int) -> None:
    render_circular(pk=pk, now=timezone.now())


@shared_task(name="circulars.render_waiting")
def render_waiting_job() -> None:
    render_waiting()


@shared_task(name="circulars.make_papers")
def make_papers_job() -> None:
    make_papers(clock=timezone.now)
