"""The paper itself: its parts in their order, and what stands around them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from circulars.paper.parts import Appendix, Block
from circulars.paper.stored import PAPER_READERS, PAPER_WRITERS, known
from circulars.walls import Wall


class UnreadablePaper(ValueError):
    """The stored JSON is not a paper: a field is missing, unknown or of the wrong kind."""


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
        return known(self, PAPER_WRITERS)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Paper":
        """The paper a snapshot holds; raises `UnreadablePaper`."""
        try:
            return cls(**{name: PAPER_READERS[name](value) for name, value in values.items()})
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
