"""Ringing for a worker. The waiting row is the job; a bell nobody hears is made good by the beat sweep."""

from celery import current_app
from django.db import transaction


def ring_for(circular_pk: int) -> None:
    """Once the change is committed; a broker that is away is logged, never the visitor's trouble."""
    transaction.on_commit(
        lambda: current_app.send_task("circulars.render_circular", args=[circular_pk]), robust=True
    )


def ring(times: int = 1) -> None:
    """For whatever waits; `times` workers are to come. Once the change is committed, as above."""
    for _ in range(times):
        transaction.on_commit(lambda: current_app.send_task("circulars.render_waiting"), robust=True)
