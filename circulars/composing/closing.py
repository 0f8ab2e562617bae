"""What follows the text: 附件说明, 署名, 成文日期, room for the seal, 附注 (clauses 7.3.4 to 7.3.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box
from circulars.composing.geometry import BODY, EM, LEADING, PITCH, WIDTH
from circulars.composing.pieces import Piece, Text
from circulars.composing.typesetter import INDENT, DoesNotFit, Typesetter, kept, run
from circulars.paper import Paper
from workplans.periods import chinese_date

LINES_BEFORE_SEALED_NAME = 2
"""Above the name, so that a seal of 42 mm, a little above name and date, ends within one line of the text."""
LINES_BEFORE_NAME = 1
LAST_LINES_WITH_SIGN_OFF = 2
"""So many lines of text go along where the sign-off moves to a new page: it never stands alone."""


MOST_LINES_OF_A_NAME = 11


def closing(paper: Paper, setter: Typesetter, *, after: Sequence[Box]) -> list[Box]:
    """The text's boxes with everything that follows them on the main paper."""
    note = attachments_note(paper.attachments_note, setter)
    sign_off = [*_sign_off(paper, setter)]
    remark = setter.paragraph(run(f"（{paper.note.strip('（）()')}）")) if paper.note else []
    body = [*after, *note]
    if sign_off:
        together = len(body) - LAST_LINES_WITH_SIGN_OFF
        body = [*body[: max(together, 0)], *kept(body[max(together, 0) :])]
    return [*body, *(kept(sign_off) if remark else sign_off), *remark]


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


@dataclass(frozen=True, slots=True)
class SignOff:
    """署名 or 成文日期: its words, its left edge in mm, and how many lines stay white above the first of them."""

    text: str
    left: float
    blank_lines: int


def sign_off_texts(paper: Paper, setter: Typesetter) -> list[SignOff]:
    """署名 and 成文日期, placed for a seal over them or for none."""
    texts = [one_line(paper.sign_off_name), chinese_date(paper.sign_off_date) if paper.sign_off_date else ""]
    lengths = [EM * setter.length(text) for text in texts]
    lefts = _sealed(*lengths) if paper.sealed else _unsealed(*lengths)
    blank = LINES_BEFORE_SEALED_NAME if paper.sealed else LINES_BEFORE_NAME
    return [SignOff(text, max(left, 0.0), blank) for text, left in zip(texts, lefts, strict=True) if text]


def _sign_off(paper: Paper, setter: Typesetter) -> Iterator[Box]:
    placed = sign_off_texts(paper, setter)
    pieces = [replace(setter.fixed(each.text), left=each.left, width=WIDTH - each.left) for each in placed]
    if pieces:
        yield Box(
            tuple(replace(piece, top=place * PITCH) for place, piece in enumerate(pieces)),
            height=BODY.height(len(pieces)),
            before=LEADING + placed[0].blank_lines * PITCH,
            after=LEADING,
            on_grid=True,
        )


def _sealed(name: float, day: float) -> tuple[float, float]:
    """Left edges: the date ends four characters from the right, the name is centred above it (7.3.5.1)."""
    date_left = WIDTH - 4 * EM - day
    return min(date_left + (day - name) / 2, WIDTH - name), date_left


def _unsealed(name: float, day: float) -> tuple[float, float]:
    """Left edges: the name ends two characters from the right, the date begins two after it (7.3.5.2)."""
    if day > name:
        date_left = WIDTH - 2 * EM - day
        return date_left - 2 * EM, date_left
    name_left = WIDTH - 2 * EM - name
    return name_left, name_left + 2 * EM
