"""What follows the text: 附件说明, who was there, 署名 and 成文日期, 附注 (GB/T 9704-2012, 7.3.4 to 7.3.6, 10.3)."""

from collections.abc import Sequence
from dataclasses import replace

from circulars.composing.characters import one_line
from circulars.composing.flow import Box, LineOfText
from circulars.composing.geometry import BODY, EM, LEADING, PITCH, WIDTH
from circulars.composing.lines import Line
from circulars.composing.minutes import attendance
from circulars.composing.pieces import Piece, Text
from circulars.composing.sign_off import sign_off
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import INDENT, DoesNotFit, Typesetter, kept, run
from circulars.paper import Paper

LAST_LINES_WITH_SIGN_OFF = 2
"""So many lines of text stay together at its end: no page for half a sentence. They go along, with all that follows the
text, where the sign-off moves to a new page: no seal without text (7.3.5)."""

FIRST_LINES = 1
"""So many stay below the head even then: the first page shows some text (7.3.3)."""
MOST_LINES_OF_A_NAME = 11


def closing(paper: Paper, setter: Typesetter, *, after: Sequence[Box], close: bool = False) -> list[Box]:
    """The text's boxes with everything that follows them on the main paper; `close`, with as little white as can be."""
    behind = [
        *attachments_note(paper.attachments_note, setter),
        *attendance(paper.attendance, setter),
        *sign_off(paper, setter, close=close),
        *(setter.paragraph(run(note(paper))) if paper.note else []),
    ]
    if not behind:
        return ended_together(after)
    alone = max(len(after) - LAST_LINES_WITH_SIGN_OFF, FIRST_LINES)
    if alone > FIRST_LINES and not _opens(after[alone]) and _opens(after[alone + 1]):
        alone -= 1  # the page does not begin with the last line of a paragraph either
    return [*after[:alone], *kept([*after[alone:], *behind[:-1]]), behind[-1]]


def note(paper: Paper) -> str:
    """附注 in its brackets; nothing where there is none."""
    return f"（{paper.note.strip('（）()')}）" if paper.note else ""


def _opens(box: Box) -> bool:
    return isinstance(box.content, LineOfText) and box.content.opens


def ended_together(text: Sequence[Box]) -> list[Box]:
    """The boxes of a text, the last lines on one page."""
    return [*text[:-LAST_LINES_WITH_SIGN_OFF], *kept(text[-LAST_LINES_WITH_SIGN_OFF:-1]), *text[-1:]]


def attachment_names(names: Sequence[str]) -> list[tuple[str, str]]:
    """Each with its number, which it has where there are several, and without the stop that none ends with."""
    return [
        ("" if len(names) == 1 else f"{place}．", name.rstrip("。；;")) for place, name in enumerate(names, 1)
    ]


def attachments_note(names: Sequence[str], setter: Typesetter) -> list[Box]:
    """附件说明: below a blank line, each name on lines of its own, hanging on its first character."""
    boxes = [
        _attachment(number, name, setter, is_first=place == 0)
        for place, (number, name) in enumerate(attachment_names(names))
    ]
    return [replace(box, before=LEADING + PITCH) if place == 0 else box for place, box in enumerate(boxes)]


def _attachment(number: str, name: str, setter: Typesetter, *, is_first: bool) -> Box:
    label = "附件："
    left = EM * (INDENT + setter.length(label + number))
    lines = _lines_of_name(name, setter, measure=(WIDTH - left) / EM)
    if len(lines) > MOST_LINES_OF_A_NAME:
        raise DoesNotFit(name)
    beginning = (label if is_first else "") + number
    pieces: list[Piece] = [Text(lines, BODY, left=left, width=WIDTH - left)]
    if beginning:
        start = left - EM * setter.length(beginning)
        pieces.insert(0, replace(setter.fixed(beginning), left=start, width=left - start))
    return Box(tuple(pieces), height=BODY.height(len(lines)), after=LEADING, on_grid=True)


def _lines_of_name(name: str, setter: Typesetter, *, measure: float) -> tuple[Line, ...]:
    """Broken as a title is, where a reader pauses, unless that takes more lines."""
    filled = setter.lines([run(name)], measure=measure)
    parts = title_lines(one_line(name), measure=measure)
    broken = tuple(line for part in parts for line in setter.lines([run(part)], measure=measure))
    return broken if len(broken) == len(filled) else filled
