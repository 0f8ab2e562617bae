"""Targets follow the words of their task."""

from __future__ import annotations

from districts.models import User
from districts.trail import record
from workplans.models import Target, Task
from workplans.quantities import read_targets


def text_of(task: Task) -> str:
    """What its targets are read from."""
    return f"{task.title}\n{task.body}"


def follow_text(*, task: Task, before: str, by: User) -> None:
    """Targets whose clause left the text go, those of a new clause come; others stay as somebody set them.

    `before` is the text until now, empty for a new task.
    """
    then, now = read_targets(before), read_targets(text_of(task))
    gone = {found.as_written[:300] for found in then} - {found.as_written[:300] for found in now}
    came = [found for found in now if found.as_written not in {old.as_written for old in then}]
    if not gone and not came:
        return
    task.targets.filter(as_written__in=gone).delete()
    Target.objects.bulk_create(
        Target(
            task=task,
            as_written=found.as_written[:300],
            comparator=found.comparator,
            value=found.value,
            unit=found.unit,
            is_hard=found.hard,
        )
        for found in came
    )
    record(
        by=by,
        verb="follow_text",
        on=task,
        before={"targets": sorted(gone)},
        after={"targets": [found.as_written for found in came]},
    )
