"""Numbers of sections and tasks: derived from position and style, never typed.

Pure: values in, values out. The label styles are those of GB/T 9704—2012, 7.3.3 (一、 （一） 1. （1）)
and the marks that bureaus use beside them. `static/js/editor/numbering.js` says the same to the page that is typed in;
a test holds the two together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

DIGITS = "零一二三四五六七八九"

SECTION_FORMS = ("{chinese}、", "（{chinese}）")
TASK_FORMS = {
    "dot": "{arabic}．",
    "comma": "{arabic}、",
    "paren": "（{arabic}）",
    "mark": "◆",
}
BY_LEVEL = "level"
# The forms of the levels in turn, headings and tasks alike, where the level decides.
LEVEL_FORMS = (*SECTION_FORMS, TASK_FORMS["dot"])


@dataclass(frozen=True)
class NumberingStyle:
    """How a plan numbers its sections and tasks.

    `task_form`: a key of TASK_FORMS: sections bear 一、 and （一）, tasks that form; or BY_LEVEL: whatever stands at a
    level bears its form, so tasks directly under 一、 bear （一）, and tasks of a plan without headings 一、.
    `restarts`: tasks begin at 1 in each section that holds any; otherwise they run through the whole plan. By level
    everything counts among what stands beside it.
    """

    restarts: bool = False
    task_form: str = "dot"


@dataclass
class Node:
    """A section in reading order: its key, its tasks' keys, its subsections."""

    key: int
    tasks: list[int] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Labels:
    """Labels by key."""

    sections: dict[int, str]
    tasks: dict[int, str]


def chinese_number(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五. Raises ValueError outside 1…999."""
    if not 1 <= number <= 999:
        raise ValueError(f"no label for {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        # 十 alone below twenty, 一十 after a hundred
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def section_label(number: int, depth: int) -> str:
    """The label of the `number`th section (from 1) at `depth` (0 is the outermost)."""
    form = SECTION_FORMS[min(depth, len(SECTION_FORMS) - 1)]
    return form.format(chinese=chinese_number(number))


def task_label(number: int, style: NumberingStyle) -> str:
    """The label of the `number`th task (from 1)."""
    return TASK_FORMS[style.task_form].format(arabic=number)


def number_plan(sections: list[Node], style: NumberingStyle, loose_tasks: list[int] | None = None) -> Labels:
    """Labels of every section and task of a plan; `loose_tasks` stand before the first section."""
    labels = Labels({}, {})
    if style.task_form == BY_LEVEL:
        _number_level(loose_tasks or [], sections, 0, labels)
        return labels
    counter = 0
    for tasks in _runs(sections, labels, 0, loose_tasks or []):
        if style.restarts:
            counter = 0
        for key in tasks:
            counter += 1
            labels.tasks[key] = task_label(counter, style)
    return labels


def _number_level(tasks: list[int], sections: list[Node], depth: int, labels: Labels) -> None:
    """Tasks and headings that stand beside each other count on together, and bear the form of their level."""
    form = LEVEL_FORMS[min(depth, len(LEVEL_FORMS) - 1)]
    for number, key in enumerate(tasks, start=1):
        labels.tasks[key] = _in_form(form, number)
    for number, section in enumerate(sections, start=len(tasks) + 1):
        labels.sections[section.key] = _in_form(form, number)
        _number_level(section.tasks, section.children, depth + 1, labels)


def _in_form(form: str, number: int) -> str:
    return form.format(arabic=number) if "{arabic}" in form else form.format(chinese=chinese_number(number))


def _runs(sections: list[Node], labels: Labels, depth: int, first: list[int]) -> Iterator[list[int]]:
    """Label the sections on the way and yield each one's tasks in reading order."""
    if first:
        yield first
    for number, section in enumerate(sections, start=1):
        labels.sections[section.key] = section_label(number, depth)
        yield section.tasks
        yield from _runs(section.children, labels, depth + 1, [])
