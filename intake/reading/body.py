"""Sections and tasks. Lines in; sections, tasks and the closing out.

First a tree by the rank of the labels. Then, section by section, it is decided which kind of label bears the
tasks: 1. where it is used, else （一）, else what stands deeper. Whatever is deeper than a task is its body.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from intake.reading.blocks import Line
from intake.reading.labels import RANKS, mark_style, read_label
from intake.reading.outline import NumberingStyle, OutlineSection, OutlineTask, OutlineWarning
from intake.reading.wording import closes_the_plan, frames_the_plan, is_heading_like, is_sentence, looks_back

_STRONG = {"heading", "part", "chapter", "hanzi"}
"""Kinds that head sections wherever deeper labels exist."""


@dataclass(frozen=True)
class Body:
    """What stands from the first heading on. preamble: labelled lines that came before any section."""

    preamble: tuple[str, ...] = ()
    sections: tuple[OutlineSection, ...] = ()
    closing: tuple[str, ...] = ()
    numbering: NumberingStyle = field(default_factory=NumberingStyle)
    warnings: tuple[OutlineWarning, ...] = ()


def read_body(lines: list[Line]) -> Body:
    """Read the lines from the first heading or label to the last one before the sign-off."""
    root = _tree(lines)
    highest = min((node.rank for node in root.nodes), default=0)
    first = next((place for place, one in enumerate(root.content) if _is_at(one, highest)), len(root.content))
    preamble = [text for one in root.content[:first] for text in _written(one)]
    tops = [one for one in root.content[first:] if isinstance(one, _Node)]
    closing = _take_closing(tops)
    plan = _Plan()
    sections = plan.read(tops)
    return Body(tuple(preamble), sections, closing, plan.numbering(), tuple(plan.all_warnings()))


def split_title(text: str) -> tuple[str, str]:
    """A labelled line as its title sentence and the rest; joined again they are the line.

    The title ends at the first full stop; at a colon, if one comes before; in a line that is one long
    sentence, at its first comma, so that lists have something short to show.
    """
    stop, colon, comma = (_first_outside_quotes(text, signs) for signs in ("。", "：:", "，,；;"))
    if colon is not None and colon < 24 and (stop is None or colon < stop) and text[colon + 1 :].strip():
        end = colon
    elif stop is not None and stop < 50:
        end = stop
    elif len(text) > 60 and comma is not None and comma < 40:
        end = comma
    else:
        end = len(text) if stop is None or len(text) <= 60 else stop
    return text[: end + 1].strip(), text[end + 1 :].strip()


def _first_outside_quotes(text: str, signs: str) -> int | None:
    depth = 0
    for place, character in enumerate(text):
        if character in "“《（(【":
            depth += 1
        elif character in "”》）)】":
            depth -= 1
        elif depth <= 0 and character in signs:
            return place
    return None


# --- the tree --------------------------------------------------------------------------------------------


@dataclass
class _Node:
    """A labelled line or a heading, with what stands under it in order: lines and nodes."""

    kind: str
    rank: int
    mark: str
    text: str
    number: int | None = None
    content: list["_Node | str"] = field(default_factory=list)

    @property
    def nodes(self) -> list["_Node"]:
        return [one for one in self.content if isinstance(one, _Node)]

    def below(self) -> Iterator["_Node"]:
        """All nodes under it that could bear tasks: not those under headings that look back or set aims."""
        for node in self.nodes:
            yield node
            if not _bears_no_tasks(node):
                yield from node.below()

    @property
    def line(self) -> str:
        """Its own line again; a mark without a stop, as 第一部分, keeps apart from what it names."""
        return f"{self.mark} {self.text}" if self.mark[-1:].isalnum() else self.mark + self.text

    def written(self) -> Iterator[str]:
        """Its lines again, as they stood."""
        yield self.line
        for one in self.content:
            yield from _written(one)


def _written(one: "_Node | str") -> Iterator[str]:
    if isinstance(one, str):
        yield one
    else:
        yield from one.written()


def _is_at(one: "_Node | str", rank: int) -> bool:
    return isinstance(one, _Node) and one.rank == rank


def _tree(lines: Iterable[Line]) -> _Node:
    lines = list(lines)
    heading_ranks = _heading_ranks(lines)
    root = _Node("root", -1, "", "")
    path = [root]
    for line in lines:
        node = _node_of(line, heading_ranks)
        if node is None and _finishes_heading(path[-1], line.text):
            path[-1].text += line.text
        elif node is None:
            path[-1].content.append(line.text)
        else:
            while path[-1].rank >= node.rank:
                path.pop()
            path[-1].content.append(node)
            path.append(node)
    return root


def _node_of(line: Line, heading_ranks: dict[int, int]) -> _Node | None:
    label = read_label(line.text)
    if label is not None:
        return _Node(label.kind, label.rank, label.mark, label.rest, label.number)
    if line.heading:
        return _Node("heading", heading_ranks[line.heading], "", line.text)
    return None


def _heading_ranks(lines: list[Line]) -> dict[int, int]:
    """The rank of Word headings without a label: below the labels whose lines bear a higher heading."""
    labelled: dict[int, int] = {}
    for line in lines:
        label = read_label(line.text)
        if line.heading and label is not None:
            labelled[label.rank] = min(line.heading, labelled.get(label.rank, line.heading))
    return {
        level: max((rank for rank, at in labelled.items() if at < level), default=0) + level
        for level in {line.heading for line in lines if line.heading}
    }


def _finishes_heading(node: _Node, text: str) -> bool:
    """Whether a line goes on with a heading broken over two lines, or names one that had only its label."""
    if node.content or node.rank < 0 or node.rank >= RANKS["arabic"]:
        return False
    broken = not node.text or node.text.endswith(("，", ",", "、"))
    return broken and is_heading_like(text) and len(node.text + text) <= 60


def _take_closing(tops: list[_Node]) -> tuple[str, ...]:
    """Take the plan's last words from under its last task.

    Where tasks are one paragraph each, further paragraphs after the last one are the plan's; else only from
    a paragraph on that begins as last paragraphs do.
    """
    if not tops:
        return ()
    last = tops[-1]
    while last.nodes and isinstance(last.content[-1], _Node):
        last = last.nodes[-1]
    begins = len(last.content)
    while begins > 0 and isinstance(last.content[begins - 1], str):
        begins -= 1
    alike = [
        node for top in tops for node in [top, *top.below()] if node.kind == last.kind and node is not last
    ]
    continued = sum(1 for node in alike if any(isinstance(one, str) for one in node.content))
    if last.rank < RANKS["paren_hanzi"] or len(alike) < 3 or continued * 10 >= len(alike):
        while begins < len(last.content) and not closes_the_plan(str(last.content[begins])):
            begins += 1
        if last.rank < RANKS["paren_hanzi"] and begins == 0:
            begins = len(last.content)
    closing = tuple(str(one) for one in last.content[begins:])
    del last.content[begins:]
    return closing


def _bears_no_tasks(node: _Node) -> bool:
    heading, _ = split_title(node.text)
    return looks_back(heading) or frames_the_plan(heading)


# --- which label bears the tasks -------------------------------------------------------------------------


def _are_tasks(tops: list[_Node]) -> bool:
    """Whether the highest labels are the tasks themselves, in a plan without sections."""
    if any(_task_kind(top) for top in tops if top.kind in _STRONG):
        return False
    if tops[0].kind in _STRONG:
        return tops[0].kind == "hanzi" and 2 * sum(1 for top in tops if is_sentence(top.text)) > len(tops)
    heads = [top for top in tops if top.nodes and not is_sentence(top.text)]
    return 2 * len(heads) <= len(tops)


def _brackets_bear_tasks(tops: list[_Node]) -> bool:
    """Whether in the plan as a whole （一） are tasks: fewer than half of them have 1. below."""
    groups = [node for top in tops for node in top.below() if node.kind == "paren_hanzi"]
    with_numbers = [group for group in groups if any(node.kind == "arabic" for node in group.nodes)]
    return 2 * len(with_numbers) < len(groups)


def _task_kind(section: _Node, brackets_bear_tasks: bool = False) -> str | None:
    """The kind of label that bears the tasks of a section, None where it has none."""
    if _bears_no_tasks(section):
        return None
    below = list(section.below())
    kinds = Counter(node.kind for node in below)
    groups = [node for node in below if node.kind == "paren_hanzi" and not _bears_no_tasks(node)]
    for kind in ("arabic", "decimal"):
        with_kind = [group for group in groups if any(node.kind == kind for node in group.below())]
        direct = any(node.kind == kind for node in section.nodes)
        enough = len(with_kind) == len(groups) if brackets_bear_tasks else 2 * len(with_kind) >= len(groups)
        if kinds[kind] and (direct or not groups or enough):
            return kind
    if groups:
        return _deep_kind(groups) or "paren_hanzi"
    return next((kind for kind in ("paren_arabic", "circled", "bullet") if kinds[kind] > 1), None)


def _deep_kind(groups: list[_Node]) -> str | None:
    """（1） or ◆, where most （一） are bare headings over them."""
    for kind in ("paren_arabic", "circled", "bullet"):
        heads = [g for g in groups if not is_sentence(g.text) and any(node.kind == kind for node in g.nodes)]
        if 2 * len(heads) > len(groups):
            return kind
    return None


@dataclass
class _Plan:
    """The tree turned into sections and tasks, with what was noticed on the way."""

    tasks: list[list[_Node]] = field(default_factory=list)
    warnings: list[OutlineWarning] = field(default_factory=list)
    has_sections: bool = False
    brackets_bear_tasks: bool = False

    def read(self, tops: list[_Node]) -> tuple[OutlineSection, ...]:
        if not tops:
            return ()
        self.has_sections = True
        self.brackets_bear_tasks = _brackets_bear_tasks(tops)
        if _are_tasks(tops):
            return (OutlineSection("", "", tasks=self._tasks(tops)),)
        self._check_sequence(tops)
        return tuple(self._strong_section(top) for top in tops)

    def numbering(self) -> NumberingStyle:
        """The commonest mark, and whether the numbers run on from section to section."""
        marks = Counter(mark_style(node.mark) for group in self.tasks for node in group)
        if not marks:
            return NumberingStyle()
        firsts = [group[0].number for group in self.tasks[1:] if group]
        runs_on = bool(firsts) and 2 * sum(1 for number in firsts if number not in {None, 1}) > len(firsts)
        return NumberingStyle(marks.most_common(1)[0][0], runs_on)

    def all_warnings(self) -> Iterator[OutlineWarning]:
        """What was noticed, and where the tasks' numbers do not follow each other."""
        if self.has_sections and not any(self.tasks):
            yield OutlineWarning("no_tasks")
        yield from self.warnings
        if self.numbering().continuous:
            yield from _jumps([node for group in self.tasks for node in group])
        else:
            for group in self.tasks:
                yield from _jumps(group)

    def _strong_section(self, node: _Node, *, above_is_past: bool = False) -> OutlineSection:
        is_past = above_is_past or looks_back(split_title(node.text)[0])
        if is_past and not above_is_past:
            self.warnings.append(OutlineWarning("past_work", node.line[:60]))
        kind = None if is_past else _task_kind(node, self.brackets_bear_tasks)
        return self._section(node, kind, is_past=is_past)

    def _section(self, node: _Node, task_kind: str | None, *, is_past: bool = False) -> OutlineSection:
        title, rest = split_title(node.text) if is_sentence(node.text) else (node.text, "")
        text = [rest] if rest else []
        sections: list[OutlineSection] = []
        tasks: list[_Node] = []
        deepest_heading = RANKS[task_kind] if task_kind else RANKS["arabic"]
        for one in node.content:
            if isinstance(one, str):
                text.append(one)
            elif one.kind == task_kind:
                tasks.append(one)
            elif one.kind in _STRONG:
                sections.append(self._strong_section(one, above_is_past=is_past))
            elif one.rank < deepest_heading:
                sections.append(self._section(one, None if _bears_no_tasks(one) else task_kind))
            else:
                text.extend(one.written())
        self._warn_of_empty(sections, task_kind)
        return OutlineSection(node.mark, title, tuple(text), tuple(sections), self._tasks(tasks))

    def _warn_of_empty(self, sections: list[OutlineSection], task_kind: str | None) -> None:
        """A heading with text only, among sisters with tasks, may hide a task."""
        if task_kind is None or not any(section.tasks for section in sections):
            return
        for section in sections:
            if not any(section.all_tasks()) and not frames_the_plan(section.title):
                self.warnings.append(OutlineWarning("section_without_tasks", section.label + section.title))

    def _tasks(self, nodes: list[_Node]) -> tuple[OutlineTask, ...]:
        if nodes:
            self.tasks.append(nodes)
        return tuple(_task(node) for node in nodes)

    def _check_sequence(self, tops: list[_Node]) -> None:
        self.warnings.extend(_jumps(tops))


def _task(node: _Node) -> OutlineTask:
    title, rest = split_title(node.text)
    lines = [rest, *(text for one in node.content for text in _written(one))]
    if not title:
        title, lines = (lines[1], lines[2:]) if len(lines) > 1 else ("", [])
    return OutlineTask(node.mark, title, "\n".join(line for line in lines if line))


def _jumps(nodes: list[_Node]) -> Iterator[OutlineWarning]:
    """A number that does not follow the one before: a task may be missing, or be hidden in a paragraph."""
    for before, after in pairwise(nodes):
        if before.number is None or after.number is None or before.kind != after.kind:
            continue
        if after.number != before.number + 1:
            yield OutlineWarning("number_jumps", re.split(r"[。：:]", after.line)[0][:60])
