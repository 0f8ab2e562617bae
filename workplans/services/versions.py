"""Texts are kept, named, and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F, Max

from districts.models import Office, School, User
from districts.trail import record
from workplans.annexes import annexes
from workplans.models import Plan, PlanVersion, Section, Target, Task, TaskAudience, TaskOffice
from workplans.queries.snapshots import Snapshot, content_hash, key_of, snapshot_of, values_of
from workplans.refusals import CannotComeBack
from workplans.services.opening import open_plan
from workplans.services.removal import all_that_hangs_on

Why = PlanVersion.Why
Part = Section | Task


@transaction.atomic
def keep_version(
    *, plan: Plan, why: str, by: User, name: str = "", edition: int | None = None
) -> PlanVersion:
    """Keep the plan's text as it stands; versions of one plan count 1, 2, 3 …"""
    # Whoever keeps a version holds the plan, so that numbers follow one another.
    Plan.objects.filter(pk=plan.pk).update(updated_at=F("updated_at"))
    snapshot = snapshot_of(Plan.objects.get(pk=plan.pk))
    last = PlanVersion.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    return PlanVersion.objects.create(
        plan=plan,
        number=last + 1,
        name=name,
        why=why,
        edition=edition,
        snapshot=snapshot,
        content_hash=content_hash(snapshot),
        by=by,
    )


@transaction.atomic
def name_version(*, plan: Plan, name: str, by: User) -> PlanVersion:
    """Keep the text under a name of one's own, at any time."""
    version = keep_version(plan=plan, why=Why.NAMED, by=by, name=name)
    record(by=by, verb="name_version", on=plan, after={"number": version.number, "name": name})
    return version


@transaction.atomic
def restore_version(*, version: PlanVersion, by: User) -> Plan:
    """Bring the whole text of the version back. What stands now is kept first, so that this can be undone.

    Raises NotADraft.
    """
    plan = _prepared(version, by, {})
    snapshot: Snapshot = version.snapshot
    now = snapshot_of(plan)
    Plan.objects.filter(pk=plan.pk).update(**values_of(Plan, snapshot["head"]), version=F("version") + 1)
    sections = _restore_sections(plan, snapshot)
    _restore_tasks(plan, snapshot, sections, {kept["key"]: kept for kept in now["tasks"]})
    _remove_the_rest(plan, snapshot, by)
    for annex in annexes():
        if annex.name in snapshot:
            annex.bring_back(plan, snapshot[annex.name])
    plan.refresh_from_db()
    return plan


@transaction.atomic
def restore_task(*, version: PlanVersion, key: str, by: User) -> Task:
    """Bring one task back as it was in the version: its words, its offices, schools and targets.

    A task that stands in the plan keeps its place; one that was deleted returns to its section. Raises NotADraft;
    CannotComeBack for a task the version does not have, and where its section is gone.
    """
    kept = next((kept for kept in version.snapshot["tasks"] if key_of(kept) == key), None)
    if kept is None:
        raise CannotComeBack
    plan = _prepared(version, by, {"task": kept["facts"]["title"]})
    task: Task | None = _row_of(Task, plan, kept)
    if task is None:
        home = _home(plan, version.snapshot, kept)
        others = Task.objects.filter(plan=plan, section=home)
        position = min(kept["position"], others.count())
        others.filter(position__gte=position).update(position=F("position") + 1)
        task = _new_row(Task, plan, kept, section=home, position=position)
    assert task is not None  # noqa: S101 -- tells the type checker that it was found or made
    _write(task, kept)
    return task


def _prepared(version: PlanVersion, by: User, told: dict[str, Any]) -> Plan:
    """The plan, held as a draft; its text of now kept, the act in the trail."""
    open_plan(version.plan_id)
    plan = Plan.objects.select_related("district").get(pk=version.plan_id)
    before = keep_version(plan=plan, why=Why.RESTORE, by=by)
    after = {"number": version.number, "kept_as": before.number, **told}
    record(by=by, verb="restore_version", on=plan, after=after)
    return plan


def _row_of(kind: type[Any], plan: Plan, kept: dict[str, Any]) -> Any:
    return kind._default_manager.filter(plan=plan, key=UUID(kept["key"])).first()


def _new_row(kind: type[Any], plan: Plan, kept: dict[str, Any], **place: Any) -> Any:
    """A part that was deleted, under its old address where that is free."""
    address = {} if kind._default_manager.filter(pk=kept["id"]).exists() else {"pk": kept["id"]}
    row = kind(
        plan=plan,
        key=UUID(kept["key"]),
        origin=UUID(kept["origin"]) if kept["origin"] else None,
        **address,
        **place,
        **values_of(kind, kept["facts"]),
    )
    row.save(force_insert=True)
    return row


def _home(plan: Plan, snapshot: Snapshot, kept: dict[str, Any]) -> Section | None:
    """The section it stood in, as it stands in the plan now."""
    if not kept["section"]:
        return None
    was = next(row for row in snapshot["sections"] if row["id"] == kept["section"])
    home: Section | None = _row_of(Section, plan, was)
    if home is None:
        raise CannotComeBack
    return home


def _restore_sections(plan: Plan, snapshot: Snapshot) -> dict[int, Section]:
    """Outer sections first, for an inner one needs its parent; by the keys they had."""
    there = {str(row.key): row for row in Section.objects.filter(plan=plan)}
    restored: dict[int, Section] = {}
    for kept in sorted(snapshot["sections"], key=lambda kept: (kept["depth"], kept["position"])):
        parent_id = restored[kept["parent"]].pk if kept["parent"] else None
        place = {"parent_id": parent_id, "position": kept["position"]}
        row = there.get(kept["key"])
        if row is None:
            row = _new_row(Section, plan, kept, **place)
        else:
            update_row(row, values_of(Section, kept["facts"]) | place)
        restored[kept["id"]] = row
    return restored


def _restore_tasks(
    plan: Plan, snapshot: Snapshot, sections: dict[int, Section], now: dict[str, dict[str, Any]]
) -> None:
    """`now`: the tasks as they stand, so that only those that differ are written."""
    there = {str(row.key): row for row in Task.objects.filter(plan=plan)}
    for kept in snapshot["tasks"]:
        home = sections.get(kept["section"])
        place = {"section_id": home.pk if home else None, "position": kept["position"]}
        row = there.get(kept["key"])
        if row is None:
            row = _new_row(Task, plan, kept, **place)
        else:
            update_row(row, place)
        if not says_the_same(kept, now.get(kept["key"])):
            _write(row, kept)


def says_the_same(kept: dict[str, Any], now: dict[str, Any] | None) -> bool:
    """Whether a task kept twice has the same words, offices, schools and targets."""
    return now is not None and all(
        kept[name] == now[name] for name in ("facts", "duties", "audience", "targets")
    )


def _remove_the_rest(plan: Plan, snapshot: Snapshot, by: User) -> None:
    """What came after the version goes, the way an editor deletes it: every row of it stays in the trail."""
    rows: list[Part] = list(_others(Task, plan, snapshot["tasks"]))
    rows += [row for row in _others(Section, plan, snapshot["sections"]) if row.parent_id is None]
    rows += [row for row in _others(Section, plan, snapshot["sections"]) if row.parent_id is not None]
    for row in rows:
        current = type(row)._default_manager.filter(pk=row.pk).first()
        if current is None:
            continue  # it went with the section around it
        kept = {"plan": plan.pk, "rows": all_that_hangs_on(current)}
        verb = "remove_task" if isinstance(current, Task) else "remove_section"
        record(by=by, verb=verb, on=current, before=kept)
        current.delete()


def _others(kind: type[Any], plan: Plan, kept: list[dict[str, Any]]) -> Iterable[Any]:
    keys = [row["key"] for row in kept]
    rows: Iterable[Any] = kind._default_manager.filter(plan=plan).exclude(key__in=keys)
    return rows


def update_row(row: models.Model, values: dict[str, Any]) -> None:
    """Write what differs, and count it as a change of the row."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**changed, version=F("version") + 1)
        for name, value in changed.items():
            setattr(row, name, value)


def _write(task: Task, kept: dict[str, Any]) -> None:
    """The task's words, offices, schools and targets as they were kept."""
    update_row(task, values_of(Task, kept["facts"]))
    write_relations(task, kept)


def write_relations(task: Task, kept: dict[str, Any]) -> None:
    """Offices, schools and targets in place of those the task has. What exists no more is left out."""
    task.duties.all().delete()
    offices = set(
        Office.objects.filter(pk__in=[row["office"] for row in kept["duties"]]).values_list("pk", flat=True)
    )
    TaskOffice.objects.bulk_create(
        TaskOffice(task=task, office_id=row["office"], **values_of(TaskOffice, row))
        for row in kept["duties"]
        if row["office"] in offices
    )
    task.audience.all().delete()
    named = [row["school"] for row in kept["audience"] if row["school"]]
    schools = set(School.objects.filter(pk__in=named).values_list("pk", flat=True))
    TaskAudience.objects.bulk_create(
        TaskAudience(task=task, school_id=row["school"], **values_of(TaskAudience, row))
        for row in kept["audience"]
        if not row["school"] or row["school"] in schools
    )
    _write_targets(task, kept["targets"])


def _write_targets(task: Task, kept: list[dict[str, Any]]) -> None:
    """Targets of the same sentence stay the same rows, with what was measured of them."""
    there = {row.as_written: row for row in task.targets.all()}
    for facts in kept:
        values = values_of(Target, facts)
        row = there.pop(facts["as_written"], None)
        if row is None:
            Target.objects.create(task=task, **values)
        else:
            update_row(row, values)
    for row in there.values():
        row.delete()
