"""Targets follow the words of their task, and are set, measured and deleted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from districts.models import User
from districts.trail import as_json, changed, record
from workplans.models import Target, Task
from workplans.quantities import Quantity, read_targets
from workplans.refusals import ChangedMeanwhile
from workplans.services.opening import open_plan

# What is measured goes on after the plan is issued; the promise itself stands still with the text.
MEASURED = frozenset({"measured", "measured_on"})
PROMISE = ("comparator", "value", "unit", "is_hard")


def text_of(task: Task) -> str:
    """What its targets are read from."""
    return f"{task.title}\n{task.body}"


def follow_text(*, task: Task, before: str, by: User) -> None:
    """Targets follow their clauses, and nothing that a hand has set is lost.

    A clause that changed (of the same subject and unit) takes its target along: what still was as the text had said
    it follows the new text, what somebody had set otherwise stays, and so do its day and what was measured. A target
    whose clause left the text goes only if nobody ever touched it. `before` is the text until now.
    """
    then, now = read_targets(before), read_targets(text_of(task))
    gone = [found for found in then if found not in now]
    came = [found for found in now if found not in then]
    if not gone and not came:
        return
    held = list(task.targets.all())
    told: dict[str, list[str]] = {"gone": [], "came": []}
    for old in gone:
        target = _target_of(old, held)
        new = _successor(old, came)
        if new:
            came.remove(new)
        if target is None:
            continue  # somebody deleted it: what was its clause does not bring it back
        held.remove(target)
        if new:
            _follow(target, old, new)
        elif not _is_touched(target, old):
            target.delete()
        else:
            continue
        told["gone"].append(old.as_written)
        told["came"] += [new.as_written] if new else []
    Target.objects.bulk_create(_target(task, found) for found in came)
    told["came"] += [found.as_written for found in came]
    record(
        by=by,
        verb="follow_text",
        on=task,
        before={"targets": sorted(told["gone"])},
        after={"targets": told["came"]},
    )


def _target(task: Task, found: Quantity) -> Target:
    return Target(task=task, as_written=found.as_written[:300], **_promise(found))


def _promise(found: Quantity) -> dict[str, Any]:
    return {
        "comparator": found.comparator,
        "value": found.value,
        "unit": found.unit,
        "is_hard": found.hard,
    }


def _target_of(old: Quantity, held: list[Target]) -> Target | None:
    """The target read from the clause: of several in one clause the one that still has its value."""
    same = [target for target in held if target.as_written == old.as_written[:300]]
    exact = [target for target in same if (target.value, target.unit) == (old.value, old.unit)]
    alike = [target for target in same if target.unit == old.unit]
    return next(iter([*exact, *alike, *same]), None)


def _successor(old: Quantity, came: list[Quantity]) -> Quantity | None:
    return next((new for new in came if (new.subject, new.unit) == (old.subject, old.unit)), None)


def _is_touched(target: Target, old: Quantity) -> bool:
    set_otherwise = any(getattr(target, name) != value for name, value in _promise(old).items())
    return set_otherwise or target.measured is not None or target.due_on is not None


def _follow(target: Target, old: Quantity, new: Quantity) -> None:
    said, says = _promise(old), _promise(new)
    for name in PROMISE:
        if getattr(target, name) == said[name]:
            setattr(target, name, says[name])
    target.as_written = new.as_written[:300]
    target.version += 1
    target.save()


def add_target(*, task: Task, values: Mapping[str, Any], by: User) -> Target:
    """A promise that the text has, but the portal did not read. Raises NotADraft."""
    with transaction.atomic():
        open_plan(task.plan_id)
        target = Target.objects.create(task=task, **values)
        _count_version(task.pk)
        told = {name: as_json(value) for name, value in values.items()}
        record(by=by, verb="add_target", on=target, after=told)
    return target


def edit_target(
    *,
    target: Target,
    changes: Mapping[str, Any],
    by: User,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
) -> Target:
    """Set what the table shows. Of two people who change different fields both are kept.

    What was measured may be filled in at any time, and says who did; the promise only while the plan is a draft.
    Raises NotADraft, and ChangedMeanwhile as `edit_task` does.
    """
    with transaction.atomic():
        if not set(changes) <= MEASURED:
            open_plan(target.plan_id)
        current = (
            Target.objects.select_for_update(of=("self",)).select_related("task__plan").get(pk=target.pk)
        )
        before, after = changed(current, dict(changes))
        if version is not None and current.version != version:
            theirs = [name for name in after if was is None or getattr(current, name) != was.get(name)]
            if theirs:
                raise ChangedMeanwhile(current)
        if not after:
            return current
        for name in after:
            setattr(current, name, changes[name])
        if set(after) & MEASURED:
            current.measured_by = by if current.measured is not None else None
        current.version += 1
        current.save()
        record(by=by, verb="edit_target", on=current, before=before, after=after)
    return current


def remove_target(*, target: Target, by: User) -> None:
    """Take a target out of the table; the text stays. Doing it twice changes nothing. Raises NotADraft."""
    with transaction.atomic():
        open_plan(target.plan_id)
        current = Target.objects.select_related("task__plan").filter(pk=target.pk).first()
        if current is None:
            return
        kept = {
            name: as_json(getattr(current, name)) for name in ("as_written", *PROMISE, "due_on", "measured")
        }
        record(by=by, verb="remove_target", on=current, before=kept)
        current.delete()
        _count_version(current.task_id)


def _count_version(task: int) -> None:
    """Open pages show the targets beside their task and look again at a task that has another version."""
    Task.objects.filter(pk=task).update(version=F("version") + 1)
