"""Where the body begins, and headings that carry neither a label nor a Word style. Lines in, lines out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from intake.reading.blocks import Line
from intake.reading.labels import RANKS, Label, read_label
from intake.reading.wording import ends_like_a_title, is_heading_like, is_sentence, looks_ahead, looks_back

_FEW = 3
_LOOK_BACK = 12  # lines between a heading and its first task


@dataclass(frozen=True)
class Found:
    """The lines above the first heading or task, and the body with every heading marked.

    past: the headings over past work, whose labels bear no tasks.
    """

    above: list[Line]
    body: list[Line]
    past: tuple[str, ...] = ()


def find_body(lines: list[Line]) -> Found:
    """Find where the body begins. In a plan without labelled headings, find the headings too."""
    lines = _title_is_no_heading(lines)
    labels = [read_label(line.text) for line in lines]
    if not any(line.heading for line in lines) and not any(
        label is not None and label.rank <= RANKS["paren_hanzi"] for label in labels
    ):
        return _infer_headings(lines, labels)
    begins = (place for place, line in enumerate(lines) if line.heading or labels[place])
    return _cut(lines, next(begins, len(lines)))


def _cut(lines: list[Line], begins: int, past: tuple[str, ...] = ()) -> Found:
    return Found(lines[:begins], lines[begins:], past)


def _title_is_no_heading(lines: list[Line]) -> list[Line]:
    """The title may bear Heading 1: it stands first, alone on its level and unlabelled."""
    headings = [(place, line.heading) for place, line in enumerate(lines) if line.heading]
    if not headings:
        return lines
    place, level = headings[0]
    alone = all(level < other for _, other in headings[1:])
    text = lines[place].text
    if read_label(text) is None and (ends_like_a_title(text) or (alone and place == 0)):
        lines = [*lines[:place], replace(lines[place], heading=0), *lines[place + 1 :]]
    return lines


def _infer_headings(lines: list[Line], labels: list[Label | None]) -> Found:
    """Mark the short line above each run of tasks as its heading, but not where the text looks back."""
    past = set(_past(lines, labels))
    stretches = tuple(lines[place].text for place in sorted(past) if place - 1 not in past)
    tasks = _task_places(labels, past)
    if not tasks:
        begins = (place for place, label in enumerate(labels) if label is not None and place not in past)
        return _cut(lines, next(begins, len(lines)), stretches)
    headings = set(_headings_above(lines, labels, tasks, past))
    marked = [replace(line, heading=1) if place in headings else line for place, line in enumerate(lines)]
    return _cut(marked, min(headings | {tasks[0]}), stretches)


def _past(lines: list[Line], labels: list[Label | None]) -> Iterator[int]:
    """The lines from a heading that looks back to the next one that looks ahead."""
    in_past = False
    for place, line in enumerate(lines):
        if labels[place] is None and is_heading_like(line.text):
            if looks_back(line.text):
                in_past = True
            elif looks_ahead(line.text):
                in_past = False
        if in_past:
            yield place


def _task_places(labels: list[Label | None], past: set[int]) -> list[int]:
    """The places of the labels that bear tasks: 1. if there are a few, else （1）, else a bullet."""
    found = [(place, label) for place, label in enumerate(labels) if label is not None and place not in past]
    for kind in ("arabic", "paren_arabic", "circled"):
        places = [place for place, label in found if label.kind == kind]
        if len(places) >= _FEW:
            return places
    bullets = Counter(label.mark for _, label in found if label.kind == "bullet")
    if not bullets:
        return []
    commonest = bullets.most_common(1)[0][0]
    return [place for place, label in found if label.mark == commonest]


def _headings_above(
    lines: list[Line], labels: list[Label | None], tasks: list[int], past: set[int]
) -> Iterator[int]:
    first = _heading_between(lines, labels, max(0, tasks[0] - _LOOK_BACK), tasks[0], past)
    if first is not None and not ends_like_a_title(lines[first].text):
        yield first
    for before, after in pairwise(tasks):
        found = _heading_between(lines, labels, before, after, past)
        restarts = _restarts(labels[before], labels[after])
        if found is not None and (restarts or is_sentence(lines[found - 1].text)):
            yield found


def _heading_between(
    lines: list[Line], labels: list[Label | None], before: int, after: int, past: set[int]
) -> int | None:
    """The last short line between two tasks, if only sentences stand between it and the second."""
    for place in range(after - 1, before, -1):
        if place in past or labels[place] is not None:
            return None
        if is_heading_like(lines[place].text):
            return place
    return None


def _restarts(before: Label | None, after: Label | None) -> bool:
    """Bullets always may; numbers when they do not go on."""
    if before is None or after is None or before.number is None or after.number is None:
        return True
    return after.number <= before.number
