"""版头: marks, 发文机关标志, 发文字号, 签发人 and the red rule (GB/T 9704-2012, 7.2)."""

from dataclasses import replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import (
    EM,
    PITCH,
    RED_RULE,
    RED_RULE_BELOW_NUMBER,
    WIDTH,
)
from circulars.composing.letter import letter_head
from circulars.composing.letterhead import DOCUMENT, joint_letterhead, letterhead_text
from circulars.composing.marks import marks
from circulars.composing.minutes import minutes_head
from circulars.composing.pieces import Piece, Rule, Text
from circulars.composing.typesetter import Typesetter
from circulars.fonts import Slot
from circulars.paper import LETTER, MINUTES, Paper


def head(paper: Paper, setter: Typesetter) -> Box:
    """Everything above the title; the title stands two blank lines below."""
    if paper.form == LETTER:
        return letter_head(paper, setter)
    if paper.form == MINUTES:
        return minutes_head(paper, setter)
    letterhead = letterheads(paper, setter)
    signers = signer_lines(paper, setter)
    top = max(text.bottom for text in letterhead) + 2 * PITCH
    number_top = top + max(len(signers) - 1, 0) * PITCH
    rule = Rule(top=number_top + EM + RED_RULE_BELOW_NUMBER, thickness=RED_RULE, red=True)
    pieces: list[Piece] = [*marks(paper, setter), *letterhead]
    pieces += [replace(names, top=top + place * PITCH) for place, names in enumerate(signers)]
    pieces += [_signer_label(setter, top, signers[0])] if signers else []
    pieces += [_number(paper, setter, number_top)] if paper.number else []
    pieces.append(rule)
    return Box(tuple(pieces), height=rule.bottom, after=2 * PITCH, keep=True)


def letterheads(paper: Paper, setter: Typesetter) -> list[Text]:
    """The red name, or the names of all who issue it together with 文件 beside them."""
    if not paper.partners:
        return [letterhead_text(paper.letterhead, setter)]
    names, suffix = joint_names(paper)
    return joint_letterhead(names, setter, suffix=suffix)


def joint_names(paper: Paper) -> tuple[list[str], str]:
    """All who issue it together, the leading one first, and what stands beside their names: 文件, or nothing."""
    lead = one_line(paper.letterhead)
    suffix = DOCUMENT if lead.endswith(DOCUMENT) else ""
    return [lead.removesuffix(DOCUMENT), *map(one_line, paper.partners)], suffix


def _number(paper: Paper, setter: Typesetter, top: float) -> Text:
    """Centred; on a paper that goes up, at the left, one character in."""
    text = setter.fixed(paper.number)
    if paper.signers:
        return replace(text, top=top, left=EM, width=WIDTH - EM)
    return replace(text, top=top, align="center")


def signer_lines(paper: Paper, setter: Typesetter) -> list[Text]:
    """签发人 at the right, one character in; two names a line, the names of all lines aligned."""
    rows = signer_rows(paper)
    left = WIDTH - EM * (1 + max((setter.length(row, Slot.KAITI) for row in rows), default=0.0))
    return [replace(setter.fixed(row, Slot.KAITI), left=left, width=WIDTH - left) for row in rows]


def signer_rows(paper: Paper) -> list[str]:
    """The names of 签发人, two in a row."""
    return ["　".join(paper.signers[start : start + 2]) for start in range(0, len(paper.signers), 2)]


def _signer_label(setter: Typesetter, top: float, names: Text) -> Text:
    return replace(setter.fixed("签发人："), top=top, left=names.left - EM * setter.length("签发人："))
