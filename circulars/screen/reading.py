"""The text on screen: the paper's blocks in order, each heading and task with an address of its own.

The addresses count through the frozen text (#s1, #t1 …), so a link to a task leads to the same task for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, zip_longest

from circulars.composing.characters import one_line, paragraphs
from circulars.composing.setting import marks_of
from circulars.paper import Block, Heading, NumberedTask, Paper, Paragraph, SigningPlaces, TableAppendix
from circulars.screen.frame import Frame, frame_of


@dataclass(frozen=True)
class Line:
    """`kind` is section, subsection, task, text or signing; `anchor` is empty for text."""

    kind: str
    text: str
    label: str = ""
    title: str = ""
    anchor: str = ""
    key: str = ""
    """Of a task: what its address is made of, the same through all versions of the plan."""
    parties: tuple[tuple[str, ...], ...] = ()
    """Of places to sign by hand: the lines of each party."""


@dataclass(frozen=True)
class Group:
    """Rows under one label: each a list of cells, and of the column's name with every cell."""

    label: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Part:
    """The paper's own text or one of its appendices: lines, or a table."""

    anchor: str
    title: str = ""
    mark: str = ""
    """附件 with its number, where the paper has it."""
    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    note: str = ""
    """Whose table it is, of which day."""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    text: str
    anchor: str
    below: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True)
class Screen:
    paper: Paper
    frame: Frame
    body: Part
    appendices: tuple[Part, ...]
    contents: list[Entry]

    @property
    def addressee(self) -> str:
        """With the colon that the paper prints (GB/T 9704-2012, 7.3.2)."""
        return f"{one_line(self.paper.addressee).rstrip(':： ')}："

    @property
    def issued_by(self) -> str:
        """发文机关: every body that issues it."""
        return "　".join(map(one_line, filter(None, (self.paper.sign_off_name, *self.paper.partners))))


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
    appendices = []
    for appendix, mark in marks_of(paper.appendices):
        anchor = anchors.next("a")
        if isinstance(appendix, TableAppendix):
            groups = tuple(_groups(appendix))
            part = Part(anchor, appendix.title, mark, head=appendix.head, groups=groups, note=appendix.note)
        else:
            part = Part(anchor, appendix.title, mark, lines=tuple(_lines(appendix.blocks, anchors, keys)))
        appendices.append(part)
    return Screen(paper, frame_of(paper), body, tuple(appendices), _contents(body, appendices))


def _groups(table: TableAppendix) -> Iterator[Group]:
    names = table.head[1:]
    for group in table.groups:
        yield Group(group.label, tuple(tuple(zip_longest(names, row, fillvalue="")) for row in group.rows))


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
                first, *others = [*paragraphs(block.body), ""]
                yield Line("task", first, block.label, block.title, anchor, keys.get(anchor, ""))
                yield from (Line("text", text) for text in others if text)
            case Paragraph():
                yield from (Line("text", text) for text in paragraphs(block.text))
            case SigningPlaces():
                yield Line("signing", "", parties=block.parties)


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
