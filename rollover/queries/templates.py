"""A template as it reads: its parts with their blanks marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rollover.blueprints import BLANK, Blueprint, When, numbered
from workplans.numbering import Labels, Node, NumberingStyle, number_plan
from workplans.queries.outline import paragraphs


@dataclass(frozen=True)
class Segment:
    text: str
    is_blank: bool


Text = list[Segment]


@dataclass(frozen=True)
class Line:
    """A heading, a task or an entry; `key` names it where it is edited."""

    kind: str
    key: str
    depth: int
    label: str
    title: Text
    paragraphs: list[Text]
    offices: str
    when: When | None
    raw_title: str
    raw_text: str
    starts: int = 0
    ends: int = 0

    @property
    def month(self) -> int | None:
        """As people count: the period's first month is the 1st."""
        return self.when.months + 1 if self.when else None

    @property
    def first(self) -> int:
        return self.starts + 1

    @property
    def last(self) -> int:
        return self.ends + 1


@dataclass(frozen=True)
class Preview:
    title: Text
    preamble: list[Text]
    closing: list[Text]
    lines: list[Line]
    entries: list[Line] = field(default_factory=list)


def preview(blueprint: Blueprint) -> Preview:
    labels = _labels(blueprint)
    lines = list(_lines(blueprint, labels))
    return Preview(
        title=segments(blueprint.title),
        preamble=[segments(text) for text in paragraphs(blueprint.preamble)],
        closing=[segments(text) for text in paragraphs(blueprint.closing)],
        lines=[line for line in lines if line.kind != "entry"],
        entries=[line for line in lines if line.kind == "entry"],
    )


def segments(text: str) -> Text:
    parts: Text = []
    at = 0
    for found in BLANK.finditer(text):
        parts += [Segment(text[at : found.start()], False), Segment(found[0], True)]
        at = found.end()
    parts.append(Segment(text[at:], False))
    return [part for part in parts if part.text]


def _lines(blueprint: Blueprint, labels: dict[str, str]) -> Iterator[Line]:
    for part in numbered(blueprint):
        label = labels.get(part.key, "")
        if part.section:
            row = part.section
            yield Line(
                "section", part.key, part.depth, label, segments(row.title), _paragraphs(row.text), "", None,
                row.title, row.text,
            )  # fmt: skip
        elif part.task:
            task = part.task
            names = "、".join(office.name for office in task.offices)
            yield Line(
                "task", part.key, part.depth, label, segments(task.title), _paragraphs(task.body), names, task.due,
                task.title, task.body,
            )  # fmt: skip
        elif part.entry:
            entry = part.entry
            names = "、".join(office.name for office in entry.offices)
            yield Line(
                "entry", part.key, 0, "", segments(entry.work), [], names, entry.due, entry.work, "", entry.starts,
                entry.ends,
            )  # fmt: skip


def _paragraphs(text: str) -> list[Text]:
    return [segments(line) for line in paragraphs(text)]


def _labels(blueprint: Blueprint) -> dict[str, str]:
    """Numbers as a plan of this shape would bear them."""
    roots: list[Node] = []
    loose: list[int] = []
    keys: dict[tuple[str, int], str] = {}
    path: list[Node] = []
    for number, part in enumerate(numbered(blueprint)):
        if part.section:
            node = Node(number)
            keys["section", number] = part.key
            del path[part.depth :]
            (path[-1].children if path else roots).append(node)
            path.append(node)
        elif part.task:
            keys["task", number] = part.key
            (path[-1].tasks if path else loose).append(number)
    labels: Labels = number_plan(
        roots, NumberingStyle(restarts=blueprint.restarts, task_form=blueprint.task_form), loose
    )
    found = {keys["section", number]: label for number, label in labels.sections.items()}
    return found | {keys["task", number]: label for number, label in labels.tasks.items()}
