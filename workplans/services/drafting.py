"""A draft becomes rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from django.db import transaction

from districts.models import District, User
from districts.trail import record
from workplans.drafts import PlanDraft, SectionDraft, TaskDraft
from workplans.models import Plan, Section, Target, Task


def create_plan(*, district: District, draft: PlanDraft, by: User, key: UUID | None = None) -> Plan:
    """The draft as a plan of the bureau, with its sections, tasks and targets.

    `key` is the asking form's: asking twice with the same key gives the plan of the first time. The number of
    queries depends on the depth of the headings, not on how many there are.
    """
    with transaction.atomic():
        plan, is_new = Plan.objects.get_or_create(
            key=key or uuid4(), defaults={"district": district, "drafted_by": by, **_head(draft)}
        )
        if is_new:
            tasks = _create_parts(plan, draft)
            record(by=by, verb="create_plan", on=plan, after={"title": plan.title, "tasks": tasks})
    return plan


def _head(draft: PlanDraft) -> dict[str, object]:
    return {
        "kind": draft.kind,
        "year": draft.year,
        "title": draft.title,
        "issuer": draft.issuer,
        "addressee": draft.addressee,
        "preamble": draft.preamble,
        "closing": draft.closing,
        "source_number": draft.source_number,
        "signed_on": draft.signed_on,
        "metadata": draft.metadata,
        "task_form": draft.task_form,
        "restarts": draft.restarts,
    }


@dataclass(frozen=True)
class _Placed:
    """A draft of a section or of a task and where it will stand: `section` is None before the first heading."""

    draft: SectionDraft
    section: Section


def _create_parts(plan: Plan, draft: PlanDraft) -> int:
    """Sections one level at a time, for a section needs its parent's key; then all tasks, then all targets."""
    placed: list[_Placed] = []
    level = _create_sections(plan, [(None, draft.sections)])
    while level:
        placed += level
        level = _create_sections(plan, [(item.section, item.draft.sections) for item in level])
    tasks = list(_tasks(plan, None, draft.tasks))
    for item in placed:
        tasks += _tasks(plan, item.section, item.draft.tasks)
    Task.objects.bulk_create(row for row, _ in tasks)
    Target.objects.bulk_create(
        Target(
            task=row,
            as_written=target.as_written,
            comparator=target.comparator,
            value=target.value,
            unit=target.unit,
            is_hard=target.is_hard,
        )
        for row, task in tasks
        for target in task.targets
    )
    return len(tasks)


def _create_sections(
    plan: Plan, families: Iterable[tuple[Section | None, Iterable[SectionDraft]]]
) -> list[_Placed]:
    placed = [
        _Placed(
            draft,
            Section(plan=plan, parent=parent, position=position, title=draft.title, text=draft.text),
        )
        for parent, children in families
        for position, draft in enumerate(children)
    ]
    Section.objects.bulk_create(item.section for item in placed)
    return placed


def _tasks(
    plan: Plan, section: Section | None, drafts: Iterable[TaskDraft]
) -> Iterator[tuple[Task, TaskDraft]]:
    for position, draft in enumerate(drafts):
        row = Task(
            plan=plan,
            section=section,
            position=position,
            title=draft.title,
            body=draft.body,
            due_on=draft.due_on,
            no_lead_reason=draft.no_lead_reason,
            offices_as_written=[asdict(office) for office in draft.offices],
        )
        yield row, draft
