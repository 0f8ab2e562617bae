"""The lines of the editor's page, written quickly.

A plan has hundreds of lines and a dozen shapes of them. The template of a line is rendered once for each shape, with
marks where the words go; each line then only fills in its words. Rendering it for every line took most of the page's time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django import template
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workplans.models import Section, Task
from workplans.queries.editing import Editor, SectionCard, TaskCard
from workplans.queries.outline import TaskNode
from workplans.queries.places import Steps

register = template.Library()

TASK_LEVEL = 3
MARK = re.compile(r"\ue000(\w+)\ue001")
PK = 7_071_320_508  # stands where the number of a row goes: addresses are made of numbers, a mark is none


@dataclass(frozen=True)
class Shape:
    """What two lines share when only their words differ. `carries`: "work", "targets" or nothing."""

    plan: int
    level: int
    carries: str
    goes_up: bool
    goes_down: bool


@register.simple_tag
def plan_lines(editor: Editor) -> SafeString:
    """Every line of the plan in reading order."""
    pattern = cache(_pattern)
    return format_html_join("", "{}", ((line,) for line in _lines(editor, pattern)))


def _lines(editor: Editor, pattern: Callable[[Shape], str]) -> Iterator[SafeString]:
    for card in editor.loose:
        yield _task_line(card, pattern)
    for section in editor.sections:
        yield _heading_line(section, pattern)
        for card in section.tasks:
            yield _task_line(card, pattern)


def _heading_line(card: SectionCard, pattern: Callable[[Shape], str]) -> SafeString:
    row = card.node.section
    shape = Shape(row.plan_id, card.node.depth + 1, "", bool(card.steps.up), bool(card.steps.down))
    return _filled(pattern(shape), row, card.steps, label=card.node.label, text=row.text)


def _task_line(card: TaskCard, pattern: Callable[[Shape], str]) -> SafeString:
    node, row = card.node, card.node.task
    shape = Shape(row.plan_id, TASK_LEVEL, node.carries, bool(card.steps.up), bool(card.steps.down))
    due = row.due_on.isoformat() if row.due_on else ""
    return _filled(
        pattern(shape), row, card.steps, label=node.label, text=row.body, due=due, meta=task_meta(node)
    )


def task_meta(node: TaskNode) -> str:
    """Who does it, for whom and until when, as it stands under the words; empty where there is nothing to say."""
    if not (node.carries or node.task.no_lead_reason):
        return ""
    return get_template("workplans/parts/task_meta.html").render({"node": node})


def _filled(
    pattern: str, row: Section | Task, steps: Steps, *, label: str, text: str, due: str = "", meta: str = ""
) -> SafeString:
    return format_html(
        pattern,
        pk=row.pk,
        key=row.key,
        version=row.version,
        title=row.title,
        label=label,
        text=text,
        due=due,
        meta=meta,
        up=steps.up,
        down=steps.down,
    )


def _pattern(shape: Shape) -> str:
    """The template of a line as `format_html` takes it."""
    line = {
        name: f"\ue000{name}\ue001" for name in ("key", "version", "title", "label", "text", "due", "meta")
    }
    context = {
        "line": {**line, "pk": PK, "plan": shape.plan, "level": shape.level, "carries": shape.carries},
        "up": "\ue000up\ue001" if shape.goes_up else "",
        "down": "\ue000down\ue001" if shape.goes_down else "",
    }
    html = get_template("workplans/parts/line.html").render(context)
    tight = re.sub(r">\s+<", "> <", html.strip()).replace("{", "{{").replace("}", "}}")
    return MARK.sub(r"{\1}", tight.replace(str(PK), "{pk}"))
