"""The parts of last year's plan on which somebody decides, and what is proposed for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from calendar_app.models import CalendarEntry
from progress.queries import reported_done
from rollover.models import KEPT, Choice, Decision, Rollover
from rollover.reasons import reported
from workplans.models import Section, Task
from workplans.queries import PlanOutline, SectionNode, TaskNode, plan_outline

Kind = Literal["task", "section", "entry"]


@dataclass(frozen=True)
class Proposal:
    choice: Choice = Choice.CONTINUE
    reason: str = ""


@dataclass
class Part:
    """A task, a heading without tasks below it, or a calendar entry that belongs to no task."""

    kind: Kind
    row: Task | Section | CalendarEntry
    label: str
    proposal: Proposal
    decision: Decision | None = None
    node: TaskNode | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.row.pk}"

    @property
    def title(self) -> str:
        if isinstance(self.row, CalendarEntry):
            return self.row.work
        return self.row.name if isinstance(self.row, Task) else self.row.title

    @property
    def is_decided(self) -> bool:
        return self.decision is not None and self.decision.is_whole

    @property
    def is_kept(self) -> bool:
        """What is undecided is kept only in the preview of what will be."""
        choice = self.decision.choice if self.decision else self.proposal.choice
        return choice in KEPT


@dataclass
class Group:
    """Parts under one heading; `key` names it in forms: a section's id, "0" for what stands before the first,
    "calendar" for entries."""

    key: str
    label: str
    title: str
    depth: int
    parts: list[Part] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        return sum(not part.is_decided for part in self.parts)


@dataclass(frozen=True)
class Parts:
    """All parts of a rollover in reading order, with the outline they were read from."""

    rollover: Rollover
    outline: PlanOutline
    groups: list[Group]
    linked: list[CalendarEntry]  # entries that go with their tasks; `tasks` is prefetched

    def __iter__(self) -> Iterator[Part]:
        for group in self.groups:
            yield from group.parts

    def find(self, key: str) -> Part | None:
        return next((part for part in self if part.key == key), None)

    def of(self, kind: Kind) -> list[Part]:
        return [part for part in self if part.kind == kind]

    @property
    def undecided(self) -> list[Part]:
        return [part for part in self if not part.is_decided]


def parts_of(rollover: Rollover) -> Parts:
    """In eight queries at any size: the outline with its targets, the entries and their tasks, the decisions, what is done."""
    source = rollover.source
    outline = plan_outline(source, with_targets=True)
    entries = list(
        CalendarEntry.objects.filter(plan=source)
        .standing()
        .prefetch_related("tasks")
        .order_by("starts_month", "position", "id")
    )
    decisions = {
        (decision.task_id, decision.section_id, decision.entry_id): decision
        for decision in Decision.objects.filter(rollover=rollover).select_related("decided_by")
    }
    done = reported_done(source)

    def task_part(node: TaskNode) -> Part:
        day = done.get(node.task.pk)
        proposal = Proposal(Choice.FINISHED, reported(day)) if day else Proposal()
        return Part("task", node.task, node.label, proposal, decisions.get((node.task.pk, None, None)), node)

    def section_group(node: SectionNode) -> Group:
        group = Group(str(node.section.pk), node.label, node.section.title, node.depth)
        if not any(inner.tasks for inner in node.walk()) and not node.sections:
            decision = decisions.get((None, node.section.pk, None))
            group.parts.append(Part("section", node.section, node.label, Proposal(), decision))
        group.parts += [task_part(task) for task in node.tasks]
        return group

    groups = [Group("0", "", "", 0, [task_part(node) for node in outline.tasks])] if outline.tasks else []
    groups += [section_group(node) for node in outline.walk()]
    alone = [entry for entry in entries if not entry.tasks.all()]
    if alone:
        groups.append(
            Group(
                "calendar", "", "", 0,
                [Part("entry", entry, "", Proposal(), decisions.get((None, None, entry.pk))) for entry in alone],
            )
        )  # fmt: skip
    return Parts(rollover, outline, groups, [entry for entry in entries if entry.tasks.all()])
