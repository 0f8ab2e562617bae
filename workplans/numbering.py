"""Numbers of sections and tasks: derived from position and style, never typed.

Pure: values in, values out. The label styles are those of GB/T 9704—2012, 7.3.3 (一、 （一） 1. （1）)
and the marks that bureaus use beside them.
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


@dataclass(frozen=True)
class NumberingStyle:
    """How a plan numbers its tasks.

    `restarts`: tasks begin at 1 in each section that holds any; otherwise they run through the whole plan.
    `task_form`: a key of TASK_FORMS.
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
    counter = 0
    for tasks in _runs(sections, labels, 0, loose_tasks or []):
        if style.restarts:
            counter = 0
        for key in tasks:
            counter += 1
            labels.tasks[key] = task_label(counter, style)
    return labels


def _runs(sections: list[Node], labels: Labels, depth: int, first: list[int]) -> Iterator[list[int]]:
    """Label the sections on the way and yield each one's tasks in reading order."""
    if first:
        yield first
    for number, section in enumerate(sections, start=1):
        labels.sections[section.key] = section_label(number, depth)
        yield section.tasks
        yield from _runs(section.children, labels, depth + 1, [])
