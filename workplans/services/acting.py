"""One act of the page that is typed in, and what it did to the count of changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from workplans.models import Plan
from workplans.services.opening import open_plan


@dataclass(frozen=True)
class Done:
    """`was` and `now` are the plan's changes before and after: a page that saw `was` has missed nothing."""

    was: int
    now: int
    result: Any


def counted(plan: Plan, act: Callable[[], Any]) -> Done:
    """Do it with the plan held, so that the count tells this act from those of others. Raises NotADraft."""
    with transaction.atomic():
        open_plan(plan.pk)
        rows = Plan.objects.filter(pk=plan.pk).values_list("changes", flat=True)
        before = rows.get()
        result = act()
        after = next(iter(rows.all()))
        return Done(before - 1, after, result)
