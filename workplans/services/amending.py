"""修订: an issued plan is changed by a draft of its own, which goes the same way to approval and is then worked in.

The issued text stands until then. Its rows keep their addresses, so that reports, calendar entries and links to a task
live through every edition.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from districts.models import Role, User
from districts.trail import record
from workplans.annexes import annexes
from workplans.models import Plan, PlanVersion, Section, Target, Task, TaskAudience, TaskOffice
from workplans.queries.snapshots import (
    changes_between,
    identity,
    key_of,
    snapshot_of,
    text_fields,
    values_of,
)
from workplans.refusals import AmendmentOpen, NoteMissing, NothingAmended, NotNow, NotYours
from workplans.services.versions import keep_version, says_the_same, update_row, write_relations

Rows = dict[str, Any]


@transaction.atomic
def start_amendment(*, plan: Plan, note: str, by: User) -> Plan:
    """A draft that holds the issued text and shall change it; `note` says what and why, and is printed.

    Raises NotYours, NoteMissing, NotNow for a plan that is not in force, AmendmentOpen where a draft is open already.
    """
    if plan.district_id not in by.districts_as(Role.EDITOR):
        raise NotYours
    if not note.strip():
        raise NoteMissing
    if not Plan.objects.filter(pk=plan.pk, state=Plan.State.ISSUED, school=None).update(
        updated_at=F("updated_at")
    ):
        raise NotNow
    if open_amendment(plan):
        raise AmendmentOpen
    plan = Plan.objects.select_related("district").get(pk=plan.pk)
    draft = Plan(
        district=plan.district, amends=plan, amendment_note=note.strip(), drafted_by=by,
        metadata=plan.metadata, source_number=plan.source_number, **_text_of(plan),
    )  # fmt: skip
    draft.save(force_insert=True)
    _copy_parts(plan, draft)
    record(by=by, verb="start_amendment", on=draft, after={"title": draft.title, "note": note.strip()})
    return draft


def open_amendment(plan: Plan) -> Plan | None:
    """The draft that shall change the plan, while it is not worked in."""
    return plan.amendments.exclude(state=Plan.State.WORKED_IN).first()


def refuse_without_changes(plan: Plan) -> None:
    """Raises NothingAmended for the draft of an amendment that says what the issued plan says."""
    if plan.amends is None:
        return
    changes = changes_between(plan, snapshot_of(plan.amends), snapshot_of(plan))
    if not any(change.is_change for change in changes):
        raise NothingAmended


@transaction.atomic
def drop_amendment(*, draft: Plan, by: User) -> Plan:
    """Give the amendment up; the issued plan stays as it is. Its last text is in the trail. Raises NotNow."""
    plan = draft.amends
    if plan is None or not Plan.objects.filter(pk=draft.pk, state=Plan.State.DRAFT).update(updated_at=Now()):
        raise NotNow
    record(
        by=by,
        verb="drop_amendment",
        on=plan,
        before={"note": draft.amendment_note, "text": snapshot_of(draft)},
    )
    draft.delete()
    return plan


def apply_amendment(*, draft: Plan, by: User, today: date) -> PlanVersion:
    """Write what the draft changes into the plan it amends, and keep the new edition.

    Call it in the transaction that issues the amendment: who may do so, and when, is asked there. What the draft no
    longer has is withdrawn: still found at its address, asked of nobody.
    """
    plan = draft.amends
    if plan is None or not Plan.objects.filter(pk=plan.pk, state=Plan.State.ISSUED).update(
        **_text_of(draft), version=F("version") + 1, changes=F("changes") + 1, updated_at=Now()
    ):
        raise NotNow
    before, after = snapshot_of(plan), snapshot_of(draft)
    sections = _work_in_sections(plan, draft, after)
    was = {key_of(kept): kept for kept in before["tasks"]}
    tasks = _work_in_tasks(plan, draft, after, sections, was, today)
    _remove_sections(plan, sections)
    for annex in annexes():
        annex.work_in(plan, draft, tasks, today)
    Plan.objects.filter(pk=draft.pk).update(state=Plan.State.WORKED_IN)
    edition = (plan.versions.aggregate(last=Max("edition"))["last"] or 1) + 1
    version = keep_version(plan=plan, why=PlanVersion.Why.ISSUE, by=by, edition=edition)
    record(by=by, verb="amend_plan", on=plan, after={"edition": edition, "note": draft.amendment_note})
    return version


def _text_of(row: Any) -> Rows:
    return {field.name: getattr(row, field.name) for field in text_fields(type(row))}


def _copy_parts(plan: Plan, draft: Plan) -> None:
    """Sections by depth, tasks, and what stands in relation to them; the number of queries does not grow."""
    became: dict[int | None, Section | None] = {None: None}
    rows = list(Section.objects.filter(plan=plan))
    while level := [row for row in rows if row.parent_id in became and row.pk not in became]:
        copies = [
            Section(
                plan=draft,
                parent=became[row.parent_id],
                origin=row.key,
                position=row.position,
                **_text_of(row),
            )
            for row in level
        ]
        Section.objects.bulk_create(copies)
        became |= {row.pk: copy for row, copy in zip(level, copies, strict=True)}
    tasks = list(Task.objects.filter(plan=plan).standing())
    new = [
        Task(
            plan=draft, section=became[row.section_id], origin=row.key, position=row.position, **_text_of(row)
        )
        for row in tasks
    ]
    Task.objects.bulk_create(new)
    copied = {row.pk: copy for row, copy in zip(tasks, new, strict=True)}
    for annex in annexes():
        annex.copy(plan, draft, copied)
    families: list[tuple[Any, str]] = [(TaskOffice, "office_id"), (TaskAudience, "school_id"), (Target, "")]
    for kind, link in families:
        found = kind._default_manager.filter(task__in=copied)
        kind._default_manager.bulk_create(
            kind(task=copied[row.task_id], **({link: getattr(row, link)} if link else {}), **_text_of(row))
            for row in found
        )


def _work_in_sections(plan: Plan, draft: Plan, after: Rows) -> dict[int, Section]:
    """The plan's section for each of the draft's, outer ones first; by the draft's keys."""
    there = {str(row.key): row for row in Section.objects.filter(plan=plan)}
    mine = {row.pk: row for row in Section.objects.filter(plan=draft)}
    became: dict[int, Section] = {}
    for kept in sorted(after["sections"], key=lambda kept: (kept["depth"], kept["position"])):
        place: Rows = {
            "parent_id": became[kept["parent"]].pk if kept["parent"] else None,
            "position": kept["position"],
            "label": kept["label"],
        }
        row = there.get(key_of(kept))
        if row is None:
            row = Section.objects.create(plan=plan, **place, **values_of(Section, kept["facts"]))
            _remember_origin(mine[kept["id"]], row)
        else:
            update_row(row, values_of(Section, kept["facts"]) | place)
        became[kept["id"]] = row
    return became


def _work_in_tasks(
    plan: Plan, draft: Plan, after: Rows, sections: dict[int, Section], before: dict[str, Rows], today: date
) -> dict[int, Task]:
    """The plan's task for each of the draft's; what the draft no longer has is withdrawn."""
    there = {identity(row): row for row in Task.objects.filter(plan=plan)}
    mine = {row.pk: row for row in Task.objects.filter(plan=draft)}
    became: dict[int, Task] = {}
    for kept in after["tasks"]:
        home = sections[kept["section"]].pk if kept["section"] else None
        place: Rows = {"section_id": home, "position": kept["position"], "label": kept["label"]}
        row = there.pop(key_of(kept), None)
        if row is None:
            row = Task.objects.create(plan=plan, **place, **values_of(Task, kept["facts"]))
            _remember_origin(mine[kept["id"]], row)
            write_relations(row, kept)
        else:
            update_row(row, values_of(Task, kept["facts"]) | place | {"withdrawn_on": None})
            if not says_the_same(kept, before.get(key_of(kept))):
                write_relations(row, kept)
        became[kept["id"]] = row
    gone = [row.pk for row in there.values() if row.withdrawn_on is None]
    Task.objects.filter(pk__in=gone).update(withdrawn_on=today, section=None, version=F("version") + 1)
    return became


def _remember_origin(mine: Any, row: Any) -> None:
    """From now on the draft's part is known as the part of the plan it became."""
    type(mine)._default_manager.filter(pk=mine.pk).update(origin=row.key)


def _remove_sections(plan: Plan, kept: dict[int, Section]) -> None:
    """Headings the draft no longer has; their tasks stand elsewhere by now, or are withdrawn."""
    Section.objects.filter(plan=plan).exclude(pk__in=[row.pk for row in kept.values()]).delete()
