"""The responsibility matrix is filled: one cell, or a block of them, in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from districts.models import Office, User
from districts.trail import Act, record_many
from workplans.drafts import Duties
from workplans.matrix import LEAD, SUPPORT, Collision, LeadAndReason, RowChange, TwoLeads, filled
from workplans.models import Plan, Task, TaskOffice
from workplans.queries.duties import duties_of
from workplans.refusals import AnotherBureau, RowsRefused
from workplans.services.duties import told
from workplans.services.opening import open_plan


def fill_matrix(*, plan: Plan, changes: Sequence[RowChange], by: User) -> int:
    """Fill cells of the matrix, all of them or none; returns how many tasks have other duties now.

    The number of queries is the same for a cell and for a block of hundreds. Raises NotADraft, AnotherBureau for an
    office of another bureau, RowsRefused where somebody else was quicker in the same cell, where two offices would
    lead a task, or where a task is gone.
    """
    with transaction.atomic():
        open_plan(plan.pk)
        names = _names(plan, changes)
        held = Task.objects.select_for_update(of=("self",)).filter(
            plan=plan, pk__in=[change.task for change in changes]
        )
        tasks = {task.pk: task for task in held.prefetch_related("duties")}
        for task in tasks.values():
            task.plan = plan  # the trail asks whose it is
        before = {pk: duties_of(task) for pk, task in tasks.items()}
        wanted = _wanted(before, changes)
        now = {pk: duties for pk, duties in wanted.items() if duties != before[pk]}
        if now:
            _write(now)
            record_many((_act(tasks[pk], before[pk], now[pk], names) for pk in now), by=by)
    return len(now)


def _names(plan: Plan, changes: Sequence[RowChange]) -> dict[int, str]:
    """What the bureau's offices are called; raises AnotherBureau."""
    names = dict(Office.objects.filter(district_id=plan.district_id).values_list("pk", "name"))
    if any(office not in names for change in changes for office in change.cells):
        raise AnotherBureau
    return names


def _wanted(before: Mapping[int, Duties], changes: Sequence[RowChange]) -> dict[int, Duties]:
    wanted: dict[int, Duties] = {}
    against: dict[type[Exception], list[int]] = {Collision: [], TwoLeads: [], LeadAndReason: []}
    for change in changes:
        try:
            if change.task not in before:
                raise Collision
            wanted[change.task] = filled(before[change.task], change)
        except (Collision, TwoLeads, LeadAndReason) as refusal:
            against[type(refusal)].append(change.task)
    if any(against.values()):
        raise RowsRefused(
            collided=against[Collision], two_leads=against[TwoLeads], reasons=against[LeadAndReason]
        )
    return wanted


def _write(now: Mapping[int, Duties]) -> None:
    """Rows in place of those that were: all go before any comes, for two leads may never stand side by side."""
    TaskOffice.objects.filter(task__in=now).delete()
    TaskOffice.objects.bulk_create(
        TaskOffice(task_id=pk, office_id=office, role=role)
        for pk, duties in now.items()
        for office, role in [
            *([(duties.lead, LEAD)] if duties.lead else []),
            *((office, SUPPORT) for office in sorted(duties.supporting)),
        ]
    )
    Task.objects.filter(pk__in=now).update(version=F("version") + 1)
    for reason in {duties.no_lead_reason for duties in now.values()}:
        same = [pk for pk, duties in now.items() if duties.no_lead_reason == reason]
        Task.objects.filter(pk__in=same).exclude(no_lead_reason=reason).update(no_lead_reason=reason)


def _act(task: Task, before: Duties, after: Duties, names: Mapping[int, str]) -> Act:
    return Act("assign_offices", task, told(before, names), told(after, names))
