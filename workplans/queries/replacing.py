"""Where words stand in a plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from districts.models import AuditEntry
from workplans.models import Plan
from workplans.queries.outline import TaskNode, plan_outline
from workplans.replacing import Match, matches

HEAD_TEXTS = ("title", "addressee", "preamble", "closing", "issuer")


@dataclass(frozen=True)
class Found:
    """The places of one part: `label` is its number, `anchor` its address on the editor's page."""

    label: str
    anchor: str
    matches: list[Match]


def find_words(plan: Plan, words: str) -> list[Found]:
    """Parts that hold the words, in reading order; as many queries as the outline."""
    outline = plan_outline(plan, with_duties=False)
    found = [Found("", "head", _in([getattr(plan, name) for name in HEAD_TEXTS], words))]
    found += _in_tasks(outline.tasks, words)
    for node in outline.walk():
        section = node.section
        found.append(Found(node.label, f"section-{section.pk}", _in([section.title, section.text], words)))
        found += _in_tasks(node.tasks, words)
    return [part for part in found if part.matches]


def replacings(plan: Plan) -> QuerySet[AuditEntry]:
    """What was replaced in the whole plan, the latest first."""
    return AuditEntry.objects.filter(district=plan.district_id, verb="replace_in_plan", before__plan=plan.pk)


def _in_tasks(tasks: list[TaskNode], words: str) -> list[Found]:
    return [
        Found(node.label, f"task-{node.task.pk}", _in([node.task.title, node.task.body], words))
        for node in tasks
    ]


def _in(texts: list[str], words: str) -> list[Match]:
    return [match for text in texts for match in matches(text, words)]
