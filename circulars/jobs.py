from celery import shared_task
from django.utils import timezone

from circulars.services import render_circular, render_waiting


@shared_task(name="circulars.render_circular")
def render_circular_job(pk: int) -> None:
    render_circular(pk=pk, now=timezone.now())


@shared_task(name="circulars.render_waiting")
def render_waiting_job() -> None:
    render_waiting()
