"""What stands on an official paper, as plain values: no layout, no database, no clock.

A `Paper` is frozen into JSON when a plan is issued and is all that rendering ever sees.
A field at its default is left out of the JSON, so a field added later changes no hash of an older paper.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from circulars.walls import Wall, wall_from_dict, wall_to_dict

LETTER, MINUTES = "letter", "minutes"


class UnreadablePaper(ValueError):
    """The stored JSON is not a paper: a field is missing, unknown or of the wrong kind."""


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


@dataclass(frozen=True, slots=True)
class Paper:
    """One official paper, as it will be read. Dates are written in arabic figures without leading noughts."""

    letterhead: str
    """发文机关标志: the issuing body's name with 文件, in red. A work sheet has none, and no head at all."""
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    """发文字号, ready to print: 海教〔2021〕1号."""
    addressee: str = ""
    """主送机关; a full-width colon is added where it is missing."""
    attachments_note: tuple[str, ...] = ()
    """附件说明: the names of the appendices, numbered when there are several."""
    sign_off_name: str = ""
    sign_off_date: date | None = None
    sealed: bool = True
    """Leave room for the seal over the date; otherwise 署名 and 成文日期 stand as on a paper without one."""
    note: str = ""
    """附注, without its brackets: 此件公开发布."""
    appendices: tuple[Appendix, ...] = ()
    copied_to: str = ""
    """抄送机关, separated by full-width commas."""
    printed_by: str = ""
    printed_on: date | None = None
    copy_number: str = ""
    """份号, six figures."""
    secrecy: str = ""
    """密级和保密期限, printed as given. A mark only: this portal is not for secret papers."""
    urgency: str = ""
    """紧急程度: 特急 or 加急."""
    signers: tuple[str, ...] = ()
    """签发人 of a paper that goes up (上行文)."""
    draft_mark: str = ""
    """Stands in brackets under the title, such as 征求意见稿."""
    form: str = ""
    """文件 unless given: LETTER 信函, MINUTES 纪要 (GB/T 9704-2012, 10.1 and 10.3)."""
    partners: tuple[str, ...] = ()
    """The other bodies that issue it (联合行文), behind the one that leads, in their order."""
    attendance: tuple[tuple[str, str], ...] = ()
    """Who was there at a meeting, each with its label: 出席, 请假, 列席."""
    seal: str = ""
    """SHA-256 of the picture of the leading body's seal; empty where it is put on by hand."""
    seal_size: int = 42
    """The seal's diameter in mm."""
    walls: tuple[Wall, ...] = ()
    """Calendars for the wall: then the paper is nothing else."""
    partner_seals: tuple[tuple[str, int], ...] = ()
    """Picture and diameter of each partner's seal, in the order of `partners`; no picture where it is put on by hand."""

    @property
    def seals(self) -> tuple[tuple[str, int], ...]:
        """Picture and diameter of the seal of every body that issues it, the leading one's first."""
        by_hand = len(self.partners) - len(self.partner_seals)
        return ((self.seal, self.seal_size), *self.partner_seals, *[("", self.seal_size)] * by_hand)

    @property
    def seal_pictures(self) -> frozenset[str]:
        """SHA-256 of every picture that is printed."""
        return frozenset(picture for picture, _size in self.seals if picture)

    @property
    def is_sheet(self) -> bool:
        """A work paper without a head; where it has nothing but tables, they are the paper."""
        return not self.letterhead

    def to_dict(self) -> dict[str, Any]:
        """The paper as JSON values: the snapshot."""
        return _known(self, _PAPER_WRITERS)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Paper":
        """The paper a snapshot holds; raises `UnreadablePaper`."""
        try:
            return cls(**{name: _PAPER_READERS[name](value) for name, value in values.items()})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnreadablePaper(f"not a paper: {error}") from error

    def to_json(self) -> str:
        """Canonical JSON: the same paper always gives the same characters."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Paper":
        """The reverse of `to_json`; raises `UnreadablePaper`."""
        try:
            values = json.loads(text)
        except ValueError as error:
            raise UnreadablePaper(f"not JSON: {error}") from error
        return cls.from_dict(values)

    def content_hash(self) -> str:
        """SHA-256 of the canonical JSON, 64 hexadecimal characters."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


Writer = Callable[[Any], Any]


def _known(part: Any, writers: Mapping[str, Writer]) -> dict[str, Any]:
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    optional = {field.name: field.default for field in fields(part) if field.default is not MISSING}
    return {
        name: writers.get(name, _as_it_is)(value)
        for name, value in values.items()
        if name not in optional or value != optional[name]
    }


def _as_it_is(value: Any) -> Any:
    return value


def _block_to_dict(block: Block) -> dict[str, Any]:
    return {"block": _BLOCK_NAMES[type(block)], **_known(block, _BLOCK_WRITERS)}


def _blocks_to_list(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [_block_to_dict(block) for block in blocks]


def _group_to_dict(group: RowGroup) -> dict[str, Any]:
    return {"label": group.label, "rows": [list(row) for row in group.rows]}


def _appendix_to_dict(appendix: Appendix) -> dict[str, Any]:
    return {"appendix": _APPENDIX_NAMES[type(appendix)], **_known(appendix, _APPENDIX_WRITERS)}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {type(value).__name__}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"expected true or false, not {type(value).__name__}")
    return value


def _form(value: Any) -> str:
    if value not in (LETTER, MINUTES):
        raise ValueError(f"no such form: {value!r}")
    return _text(value)


def _millimetres(value: Any) -> int:
    if not isinstance(value, int) or not 20 <= value <= 60:
        raise ValueError(f"no such size: {value!r}")
    return value


def _seal(value: Any) -> tuple[str, int]:
    picture, size = _items(value)
    return _text(picture), _millimetres(size)


def _pair(value: Any) -> tuple[str, str]:
    label, names = _texts(value)
    return label, names


def _level(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= 4:
        raise ValueError(f"no such level: {value!r}")
    return value


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, not {type(value).__name__}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _block(value: Any) -> Block:
    parts = dict(value)
    made: Callable[..., Block] = _BLOCKS[parts.pop("block")]
    return made(**{name: _block_part(name, part) for name, part in parts.items()})


def _block_part(name: str, part: Any) -> Any:
    return _BLOCK_READERS[name](part) if name in _BLOCK_READERS else _text(part)


def _blocks(value: Any) -> tuple[Block, ...]:
    return tuple(_block(item) for item in _items(value))


def _group(value: Any) -> RowGroup:
    return RowGroup(label=_text(value["label"]), rows=tuple(_texts(row) for row in _items(value["rows"])))


def _groups(value: Any) -> tuple[RowGroup, ...]:
    return tuple(_group(item) for item in _items(value))


def _appendix(value: Any) -> Appendix:
    parts = dict(value)
    made = _APPENDICES[parts.pop("appendix")]
    return made(**{name: _APPENDIX_READERS[name](part) for name, part in parts.items()})


def _appendices(value: Any) -> tuple[Appendix, ...]:
    return tuple(_appendix(item) for item in _items(value))


_BLOCKS: dict[str, Callable[..., Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "task": NumberedTask,
    "signing": SigningPlaces,
}
_BLOCK_NAMES: dict[type, str] = {made: name for name, made in _BLOCKS.items() if isinstance(made, type)}
_BLOCK_READERS: dict[str, Callable[[Any], Any]] = {
    "level": _level,
    "parties": lambda value: tuple(_texts(party) for party in _items(value)),
}
_BLOCK_WRITERS: dict[str, Writer] = {"parties": lambda parties: [list(party) for party in parties]}
_APPENDICES: dict[str, Callable[..., Appendix]] = {"table": TableAppendix, "text": TextAppendix}
_APPENDIX_NAMES: dict[type, str] = {TableAppendix: "table", TextAppendix: "text"}

_APPENDIX_WRITERS: dict[str, Writer] = {
    "head": list,
    "groups": lambda groups: [_group_to_dict(group) for group in groups],
    "blocks": _blocks_to_list,
}
_APPENDIX_READERS: dict[str, Callable[[Any], Any]] = {
    "title": _text,
    "head": _texts,
    "groups": _groups,
    "blocks": _blocks,
    "marked": _flag,
    "landscape": _flag,
    "note": _text,
}
_PAPER_WRITERS: dict[str, Writer] = {
    "blocks": _blocks_to_list,
    "appendices": lambda appendices: [_appendix_to_dict(appendix) for appendix in appendices],
    "attachments_note": list,
    "signers": list,
    "partners": list,
    "attendance": lambda attendance: [list(pair) for pair in attendance],
    "partner_seals": lambda seals: [list(seal) for seal in seals],
    "sign_off_date": date.isoformat,
    "printed_on": date.isoformat,
    "walls": lambda walls: list(map(wall_to_dict, walls)),
}
_PAPER_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("letterhead", "title", "number", "addressee", "sign_off_name", "note", "copied_to"), _text
    ),
    **dict.fromkeys(("printed_by", "copy_number", "secrecy", "urgency", "draft_mark"), _text),
    "blocks": _blocks,
    "attachments_note": _texts,
    "sign_off_date": _day,
    "sealed": _flag,
    "appendices": _appendices,
    "printed_on": _day,
    "signers": _texts,
    "form": _form,
    "partners": _texts,
    "attendance": lambda value: tuple(map(_pair, _items(value))),
    "seal": _text,
    "seal_size": _millimetres,
    "walls": lambda value: tuple(map(wall_from_dict, _items(value))),
    "partner_seals": lambda value: tuple(map(_seal, _items(value))),
}
