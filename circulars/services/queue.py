"""Working through what waits for a press: issued circulars first, then papers somebody waits for, then batches."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from circulars.models import Circular, WorkPaper
from circulars.services.bell import ring
from circulars.services.leases import Clock
from circulars.services.making import make_paper
from circulars.services.rendering import render_circular

SLICE = timedelta(seconds=20)
"""For so long a worker prints before it lets other jobs pass and rings for itself again."""


def render_waiting(*, clock: Clock = timezone.now) -> int:
    """Make what is owed, one after another: bells the broker lost, leases that ran out. Returns how many became ready.

    Where as many papers as may be are being printed already, there is nothing to do.
    """
    made, end = 0, clock() + SLICE
    while work := _next_owed(clock()):
        if clock() >= end:
            ring()
            break
        made += work(now=clock())
    return made


def _next_owed(now: datetime) -> Callable[..., bool] | None:
    if _at_work(now) >= settings.RENDER_AT_ONCE:
        return None
    circular = Circular.objects.owed(now).order_by("pk").values_list("pk", flat=True).first()
    if circular:
        return partial(render_circular, pk=circular)
    papers = WorkPaper.objects.owed(now).order_by(F("batch_id").asc(nulls_first=True), "pk")
    paper = papers.values_list("pk", flat=True).first()
    return partial(make_paper, pk=paper) if paper else None


def _at_work(now: datetime) -> int:
    """How many papers are being printed at this moment."""
    models = (Circular, WorkPaper)
    return sum(
        model._default_manager.filter(state=Circular.State.RENDERING, lease_until__gte=now).count()
        for model in models
    )
