"""A paper for the screen: its blocks in order, each heading and task with an address of its own. Pure.

The addresses count through the frozen text (#s1, #t1 …), so a link to a task leads to the same task for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from circulars.paper import Block, Heading, NumberedTask, Paper, Paragraph, RowGroup, TableAppendix
from workplans.periods import chinese_date


@dataclass(frozen=True)
class Line:
    """`kind` is section, subsection, task or text; `anchor` is empty for text."""

    kind: str
    text: str
    label: str = ""
    title: str = ""
    anchor: str = ""
    key: str = ""
    """Of a task: what its address is made of, the same through all versions of the plan."""


@dataclass(frozen=True)
class Part:
    """The paper's own text or one of its appendices: lines, or a table."""

    anchor: str
    title: str = ""
    mark: str = ""
    """附件 with its number, where the paper has it."""
    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    groups: tuple[RowGroup, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    text: str
    anchor: str
    below: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class Screen:
    paper: Paper
    body: Part
    appendices: tuple[Part, ...]
    contents: list[Entry]

    @property
    def addressee(self) -> str:
        """With the colon that the paper prints (GB/T 9704-2012, 7.3.2)."""
        return f"{self.paper.addressee.rstrip(':： ')}："

    @property
    def signed(self) -> str:
        """成文日期 as the paper writes it: 2021年1月29日."""
        return chinese_date(self.paper.sign_off_date) if self.paper.sign_off_date else ""


class _Anchors:
    """s1, s2 … for headings, t1, t2 … for tasks, a1, a2 … for appendices."""

    def __init__(self) -> None:
        self.numbers = {letter: count(1) for letter in "sta"}

    def next(self, letter: str) -> str:
        return f"{letter}{next(self.numbers[letter])}"


def on_screen(paper: Paper, keys: Mapping[str, str] | None = None) -> Screen:
    """The paper as a page reads it; `keys` of tasks by their anchors."""
    anchors = _Anchors()
    keys = keys or {}
    body = Part("text", lines=tuple(_lines(paper.blocks, anchors, keys)))
    marked = [part for part in paper.appendices if part.marked]
    appendices = []
    for appendix in paper.appendices:
        number = f"附件{marked.index(appendix) + 1}" if len(marked) > 1 and appendix.marked else "附件"
        anchor = anchors.next("a")
        mark = number if appendix.marked else ""
        if isinstance(appendix, TableAppendix):
            part = Part(anchor, appendix.title, mark, head=appendix.head, groups=appendix.groups)
        else:
            part = Part(anchor, appendix.title, mark, lines=tuple(_lines(appendix.blocks, anchors, keys)))
        appendices.append(part)
    return Screen(paper, body, tuple(appendices), _contents(body, appendices))


def count_of_tasks(paper: Paper) -> int:
    """How many addresses t1, t2 … the page has."""
    texts = [paper.blocks, *(part.blocks for part in paper.appendices if not isinstance(part, TableAppendix))]
    return sum(isinstance(block, NumberedTask) for blocks in texts for block in blocks)


def _lines(blocks: tuple[Block, ...], anchors: _Anchors, keys: Mapping[str, str]) -> Iterator[Line]:
    for block in blocks:
        match block:
            case Heading():
                kind = "section" if block.level == 1 else "subsection"
                yield Line(kind, block.text, block.label, anchor=anchors.next("s"))
            case NumberedTask():
                anchor = anchors.next("t")
                yield Line("task", block.body, block.label, block.title, anchor, keys.get(anchor, ""))
            case Paragraph():
                yield Line("text", block.text)


def _contents(body: Part, appendices: list[Part]) -> list[Entry]:
    entries = list(_entries(body))
    for part in appendices:
        # A plan under a notice is what people look for: its sections stand at the outermost level.
        entries += list(_entries(part)) or [Entry(part.title, part.anchor)]
    return entries


def _entries(part: Part) -> Iterator[Entry]:
    last: Entry | None = None
    for line in part.lines:
        entry = Entry(line.label + line.text, line.anchor)
        if line.kind == "section" or (line.kind == "subsection" and last is None):
            if last:
                yield last
            last = entry
        elif line.kind == "subsection" and last:
            last.below.append(entry)
    if last:
        yield last
