"""All measurable promises of a plan in one table (指标一览)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workplans.models import Plan, Target
from workplans.queries.outline import TaskNode, plan_outline

KINDS = ("hard", "aspired", "open", "missed")


@dataclass(frozen=True)
class TargetRow:
    """`sentence` is where it stands in the task's text, empty when it stands there no more; `due_on` its own day or
    its task's."""

    target: Target
    node: TaskNode
    sentence: str
    due_on: date | None


@dataclass(frozen=True)
class TargetWish:
    """What the visitor wants to see: a word; firm or aspired ones, those not measured yet, those not reached."""

    q: str = ""
    kind: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> TargetWish:
        kind = query.get("kind", "")
        return cls(query.get("q", "").strip()[:80], kind if kind in KINDS else "")

    @property
    def is_narrowing(self) -> bool:
        return bool(self.q or self.kind)

    def wants(self, row: TargetRow) -> bool:
        target = row.target
        is_kind = {
            "": True,
            "hard": target.is_hard,
            "aspired": not target.is_hard,
            "open": target.measured is None,
            "missed": target.is_reached is False,
        }[self.kind]
        words = f"{target.as_written}{row.node.task.title}{target.unit}".casefold()
        return is_kind and self.q.casefold() in words


def target_rows(plan: Plan, wish: TargetWish | None = None) -> list[TargetRow]:
    """In reading order; as many queries as the outline with its targets, and one for who measured."""
    wish = wish or TargetWish()
    nodes = [node for node in plan_outline(plan, with_targets=True).all_tasks() if node.targets]
    rows = [target_row(target, node) for node in nodes for target in node.targets]
    return [row for row in rows if wish.wants(row)]


def target_row(target: Target, node: TaskNode) -> TargetRow:
    return TargetRow(target, node, sentence_with(target.as_written, node), target.due_on or node.task.due_on)


def row_of(target: Target) -> TargetRow:
    """One row as it stands now."""
    nodes = plan_outline(target.task.plan).all_tasks()
    return target_row(target, next(node for node in nodes if node.task.pk == target.task_id))


def sentence_with(clause: str, node: TaskNode) -> str:
    """The sentence of the task's text that holds the clause."""
    for sentence in re.split(r"(?<=[。；;！!？?])|\n", f"{node.task.title}\n{node.task.body}"):
        if clause and clause in sentence:
            return sentence.strip()
    return ""
