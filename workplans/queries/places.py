"""Where each part of a plan may go next: the addresses behind the arrows of the editor."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from workplans.queries.outline import PlanOutline, SectionNode, TaskNode


@dataclass(frozen=True)
class Steps:
    """Places as `workplans.forms.places` reads them; empty where there is nowhere to go."""

    up: str = ""
    down: str = ""


def task_steps(outline: PlanOutline) -> dict[int, Steps]:
    """By task: one up and one down in reading order, over the edges of sections."""
    groups = [(0, outline.tasks), *((node.section.pk, node.tasks) for node in outline.walk())]
    steps: dict[int, Steps] = {}
    for index, (_home, tasks) in enumerate(groups):
        above = f"end-{groups[index - 1][0]}" if index else ""
        below = groups[index + 1] if index + 1 < len(groups) else None
        for place, node in enumerate(tasks):
            up = _before(tasks[place - 1]) if place else above
            steps[node.task.pk] = Steps(up, _down(tasks, place, groups[index][0], below))
    return steps


def _down(tasks: list[TaskNode], place: int, home: int, below: tuple[int, list[TaskNode]] | None) -> str:
    if place + 2 < len(tasks):
        return _before(tasks[place + 2])
    if place + 1 < len(tasks):
        return f"end-{home}"
    if below is None:
        return ""
    return _before(below[1][0]) if below[1] else f"end-{below[0]}"


def _before(node: TaskNode) -> str:
    return f"before-{node.task.pk}"


def section_steps(outline: PlanOutline) -> dict[int, Steps]:
    """By section: one up and one down among those beside it."""
    steps: dict[int, Steps] = {}
    families = [(0, outline.sections), *((node.section.pk, node.sections) for node in outline.walk())]
    for home, family in families:
        for place, node in enumerate(family):
            up = f"before-{family[place - 1].section.pk}" if place else ""
            down = ""
            if place + 2 < len(family):
                down = f"before-{family[place + 2].section.pk}"
            elif place + 1 < len(family):
                down = f"end-{home}"
            steps[node.section.pk] = Steps(up, down)
    return steps


@dataclass(frozen=True)
class PlaceChoice:
    """A place to choose, in words."""

    value: str
    words: str
    is_current: bool = False


def task_places(outline: PlanOutline, task_id: int) -> list[PlaceChoice]:
    """All places for a task: the end of each section, and before the first heading."""
    here = next((node.section.pk for node in outline.walk() if _holds(node, task_id)), 0)
    return [
        PlaceChoice("end-0", _("Before the first heading"), here == 0),
        *(
            PlaceChoice(f"end-{node.section.pk}", _indented(node), here == node.section.pk)
            for node in outline.walk()
        ),
    ]


def section_places(outline: PlanOutline, section_id: int) -> list[PlaceChoice]:
    """All places for a section: as the last of the plan, or in another outermost section."""
    mine = next(node for node in outline.walk() if node.section.pk == section_id)
    here = mine.section.parent_id or 0
    choices = [PlaceChoice("end-0", _("As a section of its own, the last"), here == 0)]
    if not mine.sections:
        choices += [
            PlaceChoice(
                f"end-{node.section.pk}", f"{node.label}{node.section.title}", here == node.section.pk
            )
            for node in outline.sections
            if node.section.pk != section_id
        ]
    return choices


def _holds(node: SectionNode, task_id: int) -> bool:
    return any(item.task.pk == task_id for item in node.tasks)


def _indented(node: SectionNode) -> str:
    return f"{'　' * node.depth}{node.label}{node.section.title}"
