"""One task becomes two, two become one; every character stays, and so do the promises in it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from districts.models import AuditEntry, User
from districts.trail import changed, record
from workplans.models import Plan, Target, Task
from workplans.pasting import first_sentence
from workplans.refusals import ChangedMeanwhile, NothingToJoin, TitleTooLong
from workplans.services.levels import refuse_if_it_carries
from workplans.services.lines import find_line, line_of, make_room
from workplans.services.opening import open_plan
from workplans.services.targets import follow_text, text_of

TITLE_LENGTH = 300


def split_task(
    *, plan: Plan, key: UUID, new_key: UUID, field: str, at: int, by: User, version: int | None = None
) -> tuple[Task, Task]:
    """Cut the task at the `at`th character of its "title" or "body"; what follows becomes the next task.

    Behind a cut in the body the first sentence is the new title. Asking twice with one new key cuts once. Raises
    ChangedMeanwhile when somebody else saved it after `version`, TitleTooLong where no sentence ends in time.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        task = line_of(plan, key)
        if not isinstance(task, Task):
            raise NothingToJoin
        known = find_line(plan, new_key)
        if isinstance(known, Task):
            return task, known
        if version is not None and task.version != version:
            raise ChangedMeanwhile(task)
        before = text_of(task)
        new = _cut(task, field, at)
        new.key = new_key
        if len(new.title) > TITLE_LENGTH:
            raise TitleTooLong
        make_room(plan.pk, task.section, task.position + 1)
        new.save(force_insert=True)
        _save_texts(task, by=by, verb="split_task", more={"new": str(new_key)})
        record(by=by, verb="add_task", on=new, after={"title": new.title})
        _share_targets(task, new)
        follow_text(task=task, before=before, by=by)
        follow_text(task=new, before=before, by=by)
    return task, new


def join_task(*, plan: Plan, key: UUID, into: UUID, by: User) -> Task:
    """Put the task's text behind that of the one before it; it goes, and `restore_line` brings it back.

    Its promises go along. Asking twice joins once. Raises CarriesWork when offices, schools or anything else hang on
    it, TitleTooLong, NothingToJoin.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        target = line_of(plan, into)
        task = find_line(plan, key)
        if task is None and _was_joined(plan, key) and isinstance(target, Task):
            return target
        if not isinstance(task, Task) or not isinstance(target, Task) or task == target:
            raise NothingToJoin
        rows = refuse_if_it_carries(task, besides=Target)
        before = f"{text_of(target)}\n{text_of(task)}"
        _put_together(target, task)
        promises = list(task.targets.all())
        record(
            by=by,
            verb="join_task",
            on=task,
            before={"plan": plan.pk, "key": str(key), "rows": rows},
            after={"into": str(target)},
        )
        beside = Task.objects.filter(plan=plan, section=task.section, position__gt=task.position)
        task.delete()
        beside.update(position=F("position") - 1)
        _save_texts(target, by=by, verb="edit_task")
        for promise in promises:
            promise.pk, promise.task = None, target
        Target.objects.bulk_create(promises)
        follow_text(task=target, before=before, by=by)
        target.refresh_from_db()
    return target


def _cut(task: Task, field: str, at: int) -> Task:
    """Shorten the task and return the rest, unsaved, to stand behind it."""
    new = Task(plan=task.plan, section=task.section, position=task.position + 1)
    if field == "title":
        new.title, new.body = task.title[at:].lstrip(), task.body
        task.title, task.body = task.title[:at].rstrip(), ""
    else:
        new.title, new.body = first_sentence(task.body[at:].lstrip())
        task.body = task.body[:at].rstrip()
    if not task.title or not new.title:
        raise NothingToJoin
    return new


def _put_together(target: Task, task: Task) -> None:
    if target.body:
        target.body = f"{target.body}{task.title}{task.body}"
        return
    target.title, target.body = f"{target.title}{task.title}", task.body
    if len(target.title) > TITLE_LENGTH:
        raise TitleTooLong


def _save_texts(task: Task, *, by: User, verb: str, more: dict[str, str] | None = None) -> None:
    row = Task.objects.get(pk=task.pk)
    before, after = changed(row, {"title": task.title, "body": task.body})
    if not after:
        return
    Task.objects.filter(pk=task.pk).update(title=task.title, body=task.body, version=F("version") + 1)
    task.version = row.version + 1
    record(by=by, verb=verb, on=task, before=before, after={**after, **(more or {})})


def _share_targets(task: Task, new: Task) -> None:
    """Promises whose words went with the rest go with it as somebody set them."""
    kept, gone = text_of(task), text_of(new)
    moved = [row.pk for row in task.targets.all() if row.as_written in gone and row.as_written not in kept]
    Target.objects.filter(pk__in=moved).update(task=new)


def _was_joined(plan: Plan, key: UUID) -> bool:
    entries = AuditEntry.objects.filter(district=plan.district_id, verb="join_task")
    return entries.filter(before__plan=plan.pk, before__key=str(key)).exists()
