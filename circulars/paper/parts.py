"""What a paper is made of: headings, paragraphs, numbered tasks, appendices. Plain values."""

from dataclasses import dataclass

LETTER, MINUTES = "letter", "minutes"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading. Level 1 is set in 黑体, 2 in 楷体, 3 and 4 in 仿宋 (GB/T 9704-2012, 7.3.3)."""

    level: int
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, set 空二字."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberedTask:
    """A numbered duty: label and title sentence in the face of its level, then the body in 仿宋.

    A task whose body opens a new paragraph is a task without body followed by paragraphs.
    """

    label: str
    title: str
    body: str = ""
    level: int = 3


@dataclass(frozen=True, slots=True)
class SigningPlaces:
    """Places to sign by hand, side by side: the lines of each party."""

    parties: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | NumberedTask | SigningPlaces


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one label: a month of the calendar. The label is the first column."""

    label: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TableAppendix:
    """A table after the text, such as the 行事历. `head` names the label's column first.

    `marked` papers carry 附件 (and a number when there are several) at their top.
    """

    title: str
    head: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    marked: bool = True
    landscape: bool = False
    note: str = ""
    """A line under the title: whose table it is, of which day."""


@dataclass(frozen=True, slots=True)
class TextAppendix:
    """Text after the text. A plan issued under a notice is one that is not `marked`: 印发 carries no 附件."""

    title: str
    blocks: tuple[Block, ...]
    marked: bool = True


Appendix = TableAppendix | TextAppendix
