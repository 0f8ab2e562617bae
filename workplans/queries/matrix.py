"""The responsibility matrix: a plan's tasks by its bureau's offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from districts.models import Office
from workplans.models import OfficeDuty, Plan
from workplans.queries.duties import duties_in
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline

LEAD, SUPPORT = OfficeDuty.Role.LEAD, OfficeDuty.Role.SUPPORT


@dataclass(frozen=True)
class Wish:
    """What the visitor wants to see: a section (its key) with all below it, the work of one office, only tasks
    that still lack a lead, only those whose text has a word."""

    section: int | None = None
    office: int | None = None
    only_open: bool = False
    q: str = ""

    @property
    def is_narrowing(self) -> bool:
        return bool(self.section or self.office or self.only_open or self.q)

    def wants(self, node: TaskNode) -> bool:
        return (
            (not self.only_open or node.needs_lead)
            and (self.office is None or any(self.office == duty.office_id for duty in node.duties))
            and self.q.casefold() in f"{node.task.title}{node.task.body}".casefold()
        )


@dataclass(frozen=True)
class Cell:
    """What one office has to do with one task: "lead", "support" or nothing."""

    office: Office
    role: str

    @property
    def is_lead(self) -> bool:
        return self.role == LEAD


@dataclass(frozen=True)
class MatrixRow:
    """`seen` is the state of the task's duties, which a save carries back."""

    node: TaskNode
    cells: list[Cell]
    seen: str


@dataclass(frozen=True)
class MatrixGroup:
    """The rows under one heading; `section` is None before the first."""

    section: SectionNode | None
    rows: list[MatrixRow]


@dataclass(frozen=True)
class Column:
    """An office and how much it has in the rows shown."""

    office: Office
    leads: int
    supports: int


@dataclass(frozen=True)
class Matrix:
    """`total` and `without_lead` are counted over the whole plan, the columns over the rows shown."""

    plan: Plan
    outline: PlanOutline
    columns: list[Column]
    groups: list[MatrixGroup]
    total: int
    without_lead: int
    wish: Wish = field(default_factory=Wish)

    def rows(self) -> Iterable[MatrixRow]:
        for group in self.groups:
            yield from group.rows

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def matrix_of(plan: Plan, wish: Wish | None = None) -> Matrix:
    """The matrix in five queries at any size; offices no longer in use have a column while a task names them."""
    wish = wish or Wish()
    outline = plan_outline(plan)
    tasks = list(outline.all_tasks())
    offices = _columns(plan, tasks)
    groups = [MatrixGroup(None, _rows(outline.tasks, offices, wish))] if not wish.section else []
    groups += [
        MatrixGroup(section, _rows(section.tasks, offices, wish))
        for section in outline.walk()
        if not wish.section or wish.section in _path(section)
    ]
    groups = [group for group in groups if group.rows]
    return Matrix(
        plan=plan,
        outline=outline,
        columns=_counted(offices, [row for group in groups for row in group.rows]),
        groups=groups,
        total=len(tasks),
        without_lead=sum(node.needs_lead for node in tasks),
        wish=wish,
    )


def rows_of(plan: Plan, tasks: Iterable[int]) -> list[MatrixRow]:
    """These tasks' rows as they stand now, for who has just saved or was refused."""
    wanted = set(tasks)
    nodes = [node for node in plan_outline(plan).all_tasks() if node.task.pk in wanted]
    return _rows(nodes, [], Wish())


def _columns(plan: Plan, tasks: Sequence[TaskNode]) -> list[Office]:
    carrying = {duty.office_id: duty.office for node in tasks for duty in node.duties}
    working = {office.pk: office for office in Office.objects.filter(district=plan.district_id).working()}
    return sorted({**carrying, **working}.values(), key=lambda office: (office.position, office.pk))


def _rows(nodes: Iterable[TaskNode], offices: Sequence[Office], wish: Wish) -> list[MatrixRow]:
    return [_row(node, offices) for node in nodes if wish.wants(node)]


def _row(node: TaskNode, offices: Sequence[Office]) -> MatrixRow:
    roles: Mapping[int, str] = {duty.office_id: duty.role for duty in node.duties}
    duties = duties_in(node.duties, node.task.no_lead_reason)
    return MatrixRow(node, [Cell(office, roles.get(office.pk, "")) for office in offices], duties.as_text)


def _path(section: SectionNode) -> set[int]:
    return {section.section.pk, section.section.parent_id or 0}


def _counted(offices: Sequence[Office], rows: Sequence[MatrixRow]) -> list[Column]:
    counts: dict[tuple[int, str], int] = {}
    for row in rows:
        for duty in row.node.duties:
            key = (duty.office_id, duty.role)
            counts[key] = counts.get(key, 0) + 1
    return [
        Column(office, counts.get((office.pk, LEAD), 0), counts.get((office.pk, SUPPORT), 0))
        for office in offices
    ]
