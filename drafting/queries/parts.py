"""The parts of a plan that something can be said of, as they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from drafting.models.parts import FIELDS, PartKind
from workplans.models import Plan, Section, Task
from workplans.queries.outline import PlanOutline, plan_outline

Row = Plan | Section | Task


@dataclass(frozen=True)
class Part:
    """A part with its number and its texts; `place` orders it in the plan, the whole plan is first.

    anchor: its id on the pages that show the plan. key: None for the whole plan.
    """

    kind: str
    key: UUID | None
    row: Row
    label: str
    place: int
    anchor: str

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def name(self) -> str:
        """Its number and its title."""
        return f"{self.label}{self.row.title}"

    @property
    def fields(self) -> tuple[str, ...]:
        return FIELDS[self.kind]

    def text(self, field: str) -> str:
        """One of its texts; empty for a field it does not have."""
        return str(getattr(self.row, field)) if field in self.fields else ""


Parts = dict[UUID | None, Part]


def parts_of(outline: PlanOutline) -> Parts:
    """All parts by their lasting keys, in reading order. No query: the outline has them."""
    plan = outline.plan
    rows: list[tuple[str, Row, str]] = [(PartKind.PLAN, plan, "")]
    rows += [(PartKind.TASK, node.task, node.label) for node in outline.tasks]
    for section in outline.walk():
        rows.append((PartKind.SECTION, section.section, section.label))
        rows += [(PartKind.TASK, node.task, node.label) for node in section.tasks]
    parts: Parts = {}
    for place, (kind, row, label) in enumerate(rows):
        key = None if kind == PartKind.PLAN else row.key
        anchor = "main" if kind == PartKind.PLAN else f"{kind}-{row.pk}"
        parts[key] = Part(str(kind), key, row, label, place, anchor)
    return parts


def parts_of_plan(plan: Plan) -> Parts:
    return parts_of(plan_outline(plan))


def asked_part(parts: Parts, asked: dict[str, str]) -> Part | None:
    """The part an address means by `task=5` or `section=3`; the whole plan when it names neither, None for a stranger."""
    for kind in (PartKind.TASK, PartKind.SECTION):
        if wanted := asked.get(kind, ""):
            return next(
                (part for part in parts.values() if part.kind == kind and str(part.row.pk) == wanted), None
            )
    return parts[None]
