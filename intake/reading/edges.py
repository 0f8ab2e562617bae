"""What the front and the end of a paper say, as they are found. Values only."""

from dataclasses import dataclass, field
from datetime import date

from intake.reading.blocks import Line
from intake.reading.outline import SetAside


@dataclass
class Front:
    """What the top of a paper says; `preamble` is what was left, the first `notice_paragraphs` a notice's."""

    title: str | None = None
    notice_title: str | None = None
    document_number: str | None = None
    addressee: str | None = None
    organisation: str | None = None
    signed_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    preamble: list[str] = field(default_factory=list)
    notice_paragraphs: int = 0
    set_aside: list[SetAside] = field(default_factory=list)


@dataclass
class End:
    """The sign-off at the end of a paper and what is printed below it; `lines` are those above."""

    lines: list[Line]
    closing: list[str] = field(default_factory=list)
    organisation: str | None = None
    signed_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
