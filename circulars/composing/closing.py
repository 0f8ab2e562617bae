"""What follows the text: 附件说明, who was there, 署名 and 成文日期, 附注 (GB/T 9704-2012, 7.3.4 to 7.3.6, 10.3)."""

from collections.abc import Sequence
from dataclasses import replace

from circulars.composing.flow import Box
from circulars.composing.geometry import BODY, EM, LEADING, PITCH, WIDTH
from circulars.composing.minutes import attendance
from circulars.composing.pieces import Piece, Text
from circulars.composing.sign_off import sign_off
from circulars.composing.typesetter import INDENT, DoesNotFit, Typesetter, kept, run
from circulars.paper import Paper

LAST_LINES_WITH_SIGN_OFF = 2
"""So many lines of text go along where the sign-off moves to a new page: it never stands alone."""

FIRST_LINES = 1
"""So many stay below the head even then: the first page shows some text (7.3.3)."""
MOST_LINES_OF_A_NAME = 11


def closing(paper: Paper, setter: Typesetter, *, after: Sequence[Box]) -> list[Box]:
    """The text's boxes with everything that follows them on the main paper."""
    note = attachments_note(paper.attachments_note, setter)
    signed = [*sign_off(paper, setter)]
    remark = setter.paragraph(run(f"（{paper.note.strip('（）()')}）")) if paper.note else []
    body = [*after, *note, *attendance(paper.attendance, setter)]
    if signed:
        together = max(len(body) - LAST_LINES_WITH_SIGN_OFF, FIRST_LINES)
        body = [*body[:together], *kept(body[together:])]
    return [*body, *(kept(signed) if remark else signed), *remark]


def attachments_note(names: Sequence[str], setter: Typesetter) -> list[Box]:
    """附件说明: below a blank line, each name on lines of its own, hanging on its first character."""
    boxes = [_attachment(place, name, setter, alone=len(names) == 1) for place, name in enumerate(names)]
    return [replace(box, before=LEADING + PITCH) if place == 0 else box for place, box in enumerate(boxes)]


def _attachment(place: int, name: str, setter: Typesetter, *, alone: bool) -> Box:
    label, number = "附件：", "" if alone else f"{place + 1}．"
    left = EM * (INDENT + setter.length(label + number))
    lines = setter.lines([run(name.rstrip("。；;"))], measure=(WIDTH - left) / EM)
    if len(lines) > MOST_LINES_OF_A_NAME:
        raise DoesNotFit(name)
    beginning = (label if place == 0 else "") + number
    pieces: list[Piece] = [Text(lines, BODY, left=left, width=WIDTH - left)]
    if beginning:
        start = left - EM * setter.length(beginning)
        pieces.insert(0, replace(setter.fixed(beginning), left=start, width=left - start))
    return Box(tuple(pieces), height=BODY.height(len(lines)), after=LEADING, on_grid=True)
