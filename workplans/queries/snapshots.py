"""A plan's whole text as JSON values, and back into parts that can be read and compared.

What is kept of a row are its own plain fields, whatever they are; what stands in relation to it (offices, schools,
targets) is kept with the words people read, so that a version stays readable when an office is renamed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext as _

from districts.models import Office
from workplans.annexes import annexes
from workplans.comparing import Change, Fact, Part, compare
from workplans.models import Demand, Plan, Section, Target, Task, TaskAudience, TaskOffice
from workplans.periods import chinese_date
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline

Snapshot = dict[str, Any]

# Where a row stands, who it is and what happened to it are not its text.
NOT_TEXT = {
    Plan: {
        "id",
        "key",
        "state",
        "version",
        "changes",
        "created_at",
        "updated_at",
        "metadata",
        "source_number",
        "amendment_note",
    },
    Section: {"id", "key", "origin", "version", "position", "label"},
    Task: {"id", "key", "origin", "version", "position", "label", "withdrawn_on"},
    Target: {"id", "version", "measured", "measured_on"},
    TaskOffice: {"id"},
    TaskAudience: {"id"},
}
HEAD = "head"


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The plain fields that are a row's text."""
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.ForeignKey) and field.name not in NOT_TEXT[model]
    ]


def facts_of(row: models.Model) -> dict[str, Any]:
    """The row's text as JSON values."""
    return {field.name: _as_json(field.value_from_object(row)) for field in text_fields(type(row))}


def values_of(model: type[models.Model], facts: dict[str, Any]) -> dict[str, Any]:
    """The same as values for a row; a field that came after the version was kept is left as it is."""
    return {
        field.name: field.to_python(facts[field.name]) for field in text_fields(model) if field.name in facts
    }


def _as_json(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def snapshot_of(plan: Plan) -> Snapshot:
    """The plan as it stands in the database with what belongs to its text; the queries do not grow with its size."""
    outline = plan_outline(plan, with_targets=True)
    return {
        "head": facts_of(plan),
        "sections": [_section(node) for node in outline.walk()],
        "tasks": [_task(node) for node in outline.all_tasks()],
        "order": [str(identity(row)) for row in _reading_order(outline)],
    } | {annex.name: annex.kept(plan) for annex in annexes()}


def content_hash(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Identified(Protocol):
    key: Any
    origin: Any


def identity(row: Identified) -> str:
    """Who a part is through all versions: in the draft of an amendment, the part of the issued plan it came from."""
    return str(row.origin or row.key)


def _reading_order(outline: PlanOutline) -> Iterator[Section | Task]:
    yield from (node.task for node in outline.tasks)
    for section in outline.walk():
        yield section.section
        yield from (node.task for node in section.tasks)


def _section(node: SectionNode) -> dict[str, Any]:
    row = node.section
    return _row(row, node.label) | {"parent": row.parent_id, "depth": node.depth}


def _task(node: TaskNode) -> dict[str, Any]:
    return _row(node.task, node.label) | {
        "section": node.task.section_id,
        "duties": [facts_of(row) | {"office": row.office_id, "name": row.office.name} for row in node.duties],
        "audience": [
            facts_of(row) | {"school": row.school_id, "name": row.school.name if row.school else ""}
            for row in node.audience
        ],
        "targets": [facts_of(row) for row in node.targets],
    }


def _row(row: Section | Task, label: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": str(row.key),
        "origin": str(row.origin) if row.origin else None,
        "position": row.position,
        "label": label,
        "facts": facts_of(row),
    }


def key_of(kept: dict[str, Any]) -> str:
    """The identity of a kept row."""
    return str(kept["origin"] or kept["key"])


def parts_of(snapshot: Snapshot) -> list[Part]:
    """All that the snapshot says, in words: the text, and behind it what belongs to it."""
    return [*text_parts(snapshot), *annexed_parts(snapshot)]


def text_parts(snapshot: Snapshot) -> list[Part]:
    """The text in reading order, the plan's head first, with everything said beside it in words."""
    sections = {kept["id"]: kept for kept in snapshot["sections"]}
    found = {key_of(kept): _section_part(kept, sections) for kept in snapshot["sections"]}
    found |= {key_of(kept): _task_part(kept, sections) for kept in snapshot["tasks"]}
    return [_head_part(snapshot["head"]), *(found[key] for key in snapshot["order"])]


def annexed_parts(snapshot: Snapshot) -> list[Part]:
    """What belongs to the text behind its tasks: the calendar."""
    return [part for annex in annexes() for part in annex.parts(snapshot.get(annex.name, []))]


def changes_between(plan: Plan, before: Snapshot, after: Snapshot) -> list[Change]:
    """Every part of both texts once. What one of them was kept without is compared in neither."""
    common = set(before) & set(after)
    old, new = ({name: text[name] for name in common} for text in (before, after))
    return compare(parts_of(old), parts_of(new), office_names(plan))


def _head_part(facts: dict[str, Any]) -> Part:
    told = [
        Fact(str(field.verbose_name), _display(Plan, field, facts[field.name]))
        for field in text_fields(Plan)
        if field.name not in ("title", "preamble") and facts.get(field.name) not in (None, "", False)
    ]
    return Part(HEAD, HEAD, title=facts["title"], body=facts.get("preamble", ""), facts=tuple(told))


def _display(model: type[models.Model], field: models.Field[Any, Any], value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _("yes") if value is True else str(value)


def _section_part(kept: dict[str, Any], sections: dict[int, dict[str, Any]]) -> Part:
    home = key_of(sections[kept["parent"]]) if kept["parent"] else ""
    facts = kept["facts"]
    return Part(key_of(kept), "section", kept["label"], facts["title"], facts.get("text", ""), home)


def _task_part(kept: dict[str, Any], sections: dict[int, dict[str, Any]]) -> Part:
    home = key_of(sections[kept["section"]]) if kept["section"] else ""
    facts = kept["facts"]
    told = _task_facts(kept)
    return Part(key_of(kept), "task", kept["label"], facts["title"], facts.get("body", ""), home, tuple(told))


def _task_facts(kept: dict[str, Any]) -> Iterator[Fact]:
    facts = kept["facts"]
    lead = [duty["name"] for duty in kept["duties"] if duty["role"] == TaskOffice.Role.LEAD]
    support = [duty["name"] for duty in kept["duties"] if duty["role"] == TaskOffice.Role.SUPPORT]
    spoken = (
        (_("Lead office"), "、".join(lead)),
        (_("Nobody leads it because"), facts.get("no_lead_reason", "") if not lead else ""),
        (_("Supporting offices"), "、".join(support)),
        (_("Schools"), "；".join(audience_words(rule) for rule in kept["audience"])),
        (_("Due on"), _day(facts.get("due_on"))),
        (_("Targets"), "；".join(_target_words(target) for target in kept["targets"])),
    )
    yield from (Fact(name, value) for name, value in spoken if value)


def audience_words(rule: dict[str, Any]) -> str:
    row = TaskAudience(**values_of(TaskAudience, rule))
    words = rule["name"] or str(row)
    return f"{words}（{row.get_demand_display()}）" if row.demand == Demand.INFORM else words


def _target_words(target: dict[str, Any]) -> str:
    due = _day(target.get("due_on"))
    return f"{target['as_written']}（{due}）" if due else str(target["as_written"])


def _day(kept: str | None) -> str:
    """As papers write it: the words of a comparison stand in the notice of an amendment too."""
    return chinese_date(date.fromisoformat(kept)) if kept else ""


def office_names(plan: Plan) -> list[str]:
    """Names that a comparison never splits: the bureau's offices by all their names."""
    rows: Iterable[Office] = Office.objects.filter(district=plan.district_id)
    return [name for row in rows for name in row.all_names]
