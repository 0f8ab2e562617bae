"""版头: marks, 发文机关标志, 发文字号, 签发人 and the red rule (GB/T 9704-2012, 7.2)."""

from dataclasses import replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import (
    EM,
    LETTERHEAD_TOP,
    PITCH,
    POINT,
    RED_RULE,
    RED_RULE_BELOW_NUMBER,
    WIDTH,
    Style,
)
from circulars.composing.pieces import Piece, Rule, Text
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import DoesNotFit, Typesetter
from circulars.fonts import Slot
from circulars.paper import Paper

LARGEST, SMALLEST = 52 * POINT, 22 * POINT
MOST_LINES = 3
INK_BELOW_EM = 0.016
"""A hanzi's ink begins this much below the top of its em box; the 35 mm are measured to the ink."""


def head(paper: Paper, setter: Typesetter) -> Box:
    """Everything above the title; the title stands two blank lines below."""
    letterhead = letterhead_text(paper.letterhead, setter)
    signers = signer_lines(paper, setter)
    top = letterhead.bottom + 2 * PITCH
    number_top = top + max(len(signers) - 1, 0) * PITCH
    rule = Rule(top=number_top + EM + RED_RULE_BELOW_NUMBER, thickness=RED_RULE, red=True)
    pieces: list[Piece] = [*_marks(paper, setter), letterhead]
    pieces += [replace(names, top=top + place * PITCH) for place, names in enumerate(signers)]
    pieces += [_signer_label(setter, top, signers[0])] if signers else []
    pieces += [_number(paper, setter, number_top)] if paper.number else []
    pieces.append(rule)
    return Box(tuple(pieces), height=rule.bottom, after=2 * PITCH, keep=True)


def letterhead_text(name: str, setter: Typesetter) -> Text:
    """The name in red, as large as it fits on one line; a very long one on several."""
    length = setter.length(one_line(name), Slot.XIAOBIAOSONG)
    size = min(LARGEST, max(SMALLEST, (WIDTH - EM) / max(length, 1)))
    names = title_lines(name, measure=WIDTH / size)
    if len(names) > MOST_LINES:
        raise DoesNotFit(name)
    style = Style(size=size, pitch=size * 1.3, red=True)
    lines = tuple(setter.single(part, Slot.XIAOBIAOSONG, room=WIDTH / size + 1) for part in names)
    return Text(lines, style, top=LETTERHEAD_TOP - INK_BELOW_EM * size, align="center")


def _marks(paper: Paper, setter: Typesetter) -> list[Text]:
    """份号, 密级和保密期限, 紧急程度, one below the other from the first line."""
    marks = [
        (paper.copy_number, Slot.FANGSONG),
        (paper.secrecy, Slot.HEITI),
        (paper.urgency, Slot.HEITI),
    ]
    present = [(text, slot) for text, slot in marks if text]
    return [
        replace(setter.fixed(text, slot), top=place * PITCH) for place, (text, slot) in enumerate(present)
    ]


def _number(paper: Paper, setter: Typesetter, top: float) -> Text:
    """Centred; on a paper that goes up, at the left, one character in."""
    text = setter.fixed(paper.number)
    if paper.signers:
        return replace(text, top=top, left=EM, width=WIDTH - EM)
    return replace(text, top=top, align="center")


def signer_lines(paper: Paper, setter: Typesetter) -> list[Text]:
    """签发人 at the right, one character in; two names a line, the names of all lines aligned."""
    rows = ["　".join(paper.signers[start : start + 2]) for start in range(0, len(paper.signers), 2)]
    left = WIDTH - EM * (1 + max((setter.length(row, Slot.KAITI) for row in rows), default=0.0))
    return [replace(setter.fixed(row, Slot.KAITI), left=left, width=WIDTH - left) for row in rows]


def _signer_label(setter: Typesetter, top: float, names: Text) -> Text:
    return replace(setter.fixed("签发人："), top=top, left=names.left - EM * setter.length("签发人："))
