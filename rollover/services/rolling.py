"""Decisions become next year's plan: in one transaction, once however often it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from calendar_app.models import CalendarEntry, EntryAudience, EntryOffice
from calendar_app.services import create_entries
from districts.models import Office, User
from districts.trail import record
from rollover.models import Choice, Leftover, Rollover
from rollover.queries.parts import Parts, parts_of
from rollover.refusals import Undecided
from rollover.services.carrying import (
    Carried,
    Keeping,
    Words,
    carry_entry,
    carry_plan,
    keep_leftovers,
    names_written,
    people_of,
)
from rollover.shifting import Left, shift_day, shift_text
from workplans.models import AudienceRule, OfficeDuty, Plan, Section, Target, Task, TaskAudience, TaskOffice
from workplans.queries import directory, plan_outline
from workplans.queries.offices import in_use
from workplans.services import create_plan


def title_for(source: Plan, years: int = 1) -> str:
    """The title of the plan so many years on."""
    return shift_text(source.title, base=source.year, years=years).text


def roll_over(*, rollover: Rollover, by: User, title: str = "") -> Plan:
    """Make next year's plan of what is kept; asking again gives the plan of the first time.

    Tasks and headings know what they were; duties, audiences, targets and calendar entries go along. Duties of a
    merged office go to its successor; a closed office is left out and listed. Raises Undecided.
    """
    with transaction.atomic():
        held = (
            Rollover.objects.select_for_update(of=("self",))
            .select_related("source__district", "plan")
            .get(pk=rollover.pk)
        )
        if held.plan:
            return held.plan
        parts = parts_of(held)
        if parts.undecided:
            raise Undecided(len(parts.undecided))
        plan = _write(held, parts, title=title or title_for(held.source), by=by)
        held.plan = plan
        held.save(update_fields=["plan"])
    return plan


@dataclass
class _Making:
    """What the steps of the making hand on."""

    plan: Plan
    words: Words
    became: dict[models.Model, models.Model] = field(default_factory=dict)
    found: list[tuple[models.Model | None, Left]] = field(default_factory=list)


def _write(rollover: Rollover, parts: Parts, *, title: str, by: User) -> Plan:
    source = rollover.source
    words = Words(
        base=source.year,
        years=rollover.year - source.year,
        own_titles=(source.title,),
        people=people_of(source.district),
    )
    carried = _carried(rollover, parts, words, title)
    plan = create_plan(district=source.district, draft=carried.draft, by=by, key=rollover.key)
    plan.predecessor = source
    plan.save(update_fields=["predecessor"])
    making = _Making(plan, words)
    _link_parts(making, carried)
    _date_targets(making, carried)
    entries = _kept_entries(parts)
    _write_entries(making, entries, by=by)
    _hand_on(making, carried, entries)
    for part in parts:
        if part.decision and part.decision.choice == Choice.CHANGE:
            making.found.append((part.row, Left(Leftover.Kind.TO_CHANGE, part.decision.reason, part.title)))
    keep_leftovers(plan, [*making.found, *words.found], making.became)
    kept, left = len(carried.tasks), len(parts.of("task")) - len(carried.tasks)
    closed = sorted({item.words for _, item in making.found if item.kind == Leftover.Kind.OFFICE})
    record(
        by=by,
        verb="roll_over",
        on=plan,
        after={"source": source.title, "kept": kept, "left": left, **({"closed": closed} if closed else {})},
    )
    return plan


def _carried(rollover: Rollover, parts: Parts, words: Words, title: str) -> Carried:
    source = rollover.source
    tasks = {part.row.pk for part in parts.of("task") if part.is_kept}
    sections = {part.row.pk for part in parts.of("section") if part.is_kept}
    keeping = Keeping(
        task=lambda task: task.pk in tasks,
        section=lambda section: section.pk in sections,
        offices=lambda node: names_written(node.task),
    )
    return carry_plan(
        parts.outline, words, keeping, title=title, year=rollover.year, kind=source.kind, issuer=source.issuer
    )


def _link_parts(making: _Making, carried: Carried) -> None:
    """New parts remember the old ones. Both outlines read in the same order, for one was made of the other."""
    outline = plan_outline(making.plan)
    new_tasks = [node.task for node in outline.all_tasks()]
    new_sections = [node.section for node in outline.walk()]
    for old_task, task in zip([node.task for node in carried.tasks], new_tasks, strict=True):
        task.predecessor = old_task
        task.no_lead_reason = old_task.no_lead_reason
        making.became[old_task] = task
    for old_section, section in zip([node.section for node in carried.sections], new_sections, strict=True):
        section.predecessor = old_section
        making.became[old_section] = section
    Task.objects.bulk_update(new_tasks, ["predecessor", "no_lead_reason"])
    Section.objects.bulk_update(new_sections, ["predecessor"])


def _date_targets(making: _Making, carried: Carried) -> None:
    """A target that has a day of its own keeps it, a year on; what was measured stays with the old one."""
    dated = {
        node.task: node.targets for node in carried.tasks if any(target.due_on for target in node.targets)
    }
    new = {making.became[task].pk: list[Target]() for task in dated}
    for target in Target.objects.filter(task__in=new).order_by("pk"):
        new[target.task_id].append(target)
    changed = []
    for task, targets in dated.items():
        for before, target in zip(targets, new[making.became[task].pk], strict=True):
            target.due_on = shift_day(before.due_on, making.words.years) if before.due_on else None
            changed.append(target)
    Target.objects.bulk_update(changed, ["due_on"])


def _kept_entries(parts: Parts) -> list[CalendarEntry]:
    """Entries that stand alone by their decision; the others with any of their tasks."""
    tasks = {part.row.pk for part in parts.of("task") if part.is_kept}
    kept = [part.row for part in parts.of("entry") if part.is_kept]
    kept += [entry for entry in parts.linked if any(task.pk in tasks for task in entry.tasks.all())]
    return sorted(
        (entry for entry in kept if isinstance(entry, CalendarEntry)),
        key=lambda entry: (entry.starts_month, entry.position, entry.pk),
    )


def _write_entries(making: _Making, old: Sequence[CalendarEntry], *, by: User) -> None:
    if not old:
        return
    drafts = [carry_entry(entry, making.words) for entry in old]
    new = create_entries(plan=making.plan, drafts=drafts, by=by)
    links = []
    for before, entry in zip(old, new, strict=True):
        making.became[before] = entry
        entry.offices_as_written = before.offices_as_written
        links += [
            CalendarEntry.tasks.through(calendarentry_id=entry.pk, task_id=making.became[task].pk)
            for task in before.tasks.all()
            if task in making.became
        ]
    CalendarEntry.objects.bulk_update(new, ["offices_as_written"])
    CalendarEntry.tasks.through._default_manager.bulk_create(links)


def _hand_on(making: _Making, carried: Carried, entries: Iterable[CalendarEntry]) -> None:
    """Duties and audiences as they were set, of tasks and of entries; six queries at any size."""
    offices = {office.pk: office for office in directory(making.plan.district)}
    tasks = {node.task: (node.duties, node.audience) for node in carried.tasks}
    TaskOffice.objects.bulk_create(_duties(making, TaskOffice, "task", tasks, offices))
    TaskAudience.objects.bulk_create(_audience(making, TaskAudience, "task", tasks))
    rows = {entry.pk: entry for entry in entries}
    duties = _by_entry(EntryOffice.objects.filter(entry__in=rows))
    audience = _by_entry(EntryAudience.objects.filter(entry__in=rows).select_related("school"))
    held = {row: (duties.get(pk, []), audience.get(pk, [])) for pk, row in rows.items()}
    EntryOffice.objects.bulk_create(_duties(making, EntryOffice, "entry", held, offices))
    EntryAudience.objects.bulk_create(_audience(making, EntryAudience, "entry", held))


Held = Mapping[Any, tuple[Sequence[Any], Sequence[Any]]]  # a part → its duties, its audience


def _duties(
    making: _Making, model: type[OfficeDuty], link: str, held: Held, offices: dict[int, Office]
) -> Iterator[Any]:
    for part, (duties, _) in held.items():
        given: set[int] = set()
        # The lead first: of two offices that became one, the one that leads stays.
        for duty in sorted(duties, key=lambda duty: duty.role != OfficeDuty.Role.LEAD):
            office = in_use(offices[duty.office_id], offices)
            if office is None:
                name = offices[duty.office_id].name
                making.found.append((part, Left(Leftover.Kind.OFFICE, name, str(part))))
            elif office.pk not in given:
                given.add(office.pk)
                yield model(**{link: making.became[part]}, office=office, role=duty.role)


def _audience(making: _Making, model: type[AudienceRule], link: str, held: Held) -> Iterator[Any]:
    for part, (_, rules) in held.items():
        for rule in rules:
            if rule.school and not rule.school.is_active:
                making.found.append((part, Left(Leftover.Kind.SCHOOL, rule.school.name, str(part))))
                continue
            yield model(
                **{link: making.became[part]},
                demand=rule.demand,
                stage=rule.stage,
                ownership=rule.ownership,
                directly_under=rule.directly_under,
                school=rule.school,
            )


def _by_entry(rows: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.entry_id].append(row)
    return grouped
