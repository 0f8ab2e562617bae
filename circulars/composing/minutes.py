"""纪要格式: ××纪要 in red, who was there below the text (GB/T 9704-2012, 10.3; the rest is a bureau's own custom)."""

from collections.abc import Sequence
from dataclasses import replace

from circulars.composing.flow import Box
from circulars.composing.geometry import (
    BODY,
    EM,
    LEADING,
    PITCH,
    RED_RULE,
    RED_RULE_BELOW_NUMBER,
    WIDTH,
    Align,
)
from circulars.composing.letterhead import letterhead_text
from circulars.composing.marks import marks
from circulars.composing.pieces import Piece, Rule, Text
from circulars.composing.typesetter import INDENT, Typesetter, run
from circulars.fonts import Slot
from circulars.paper import Paper
from workplans.periods import chinese_date


def minutes_head(paper: Paper, setter: Typesetter) -> Box:
    """Name, number, then who drew it up at the left and the day at the right, above the red rule."""
    name = letterhead_text(paper.letterhead, setter)
    top = name.bottom + 2 * PITCH
    pieces: list[Piece] = [*marks(paper, setter), name]
    if paper.number:
        pieces.append(replace(setter.fixed(paper.number), top=top, align="center"))
        top += PITCH
    width = WIDTH - 2 * EM
    pieces += [
        replace(setter.fixed(text), top=top, left=EM, width=width, align=align)
        for text, align in minutes_line(paper)
    ]
    rule = Rule(top=top + EM + RED_RULE_BELOW_NUMBER, thickness=RED_RULE, red=True)
    return Box((*pieces, rule), height=rule.bottom, after=2 * PITCH, keep=True)


def minutes_line(paper: Paper) -> list[tuple[str, Align]]:
    """What stands right above the rule, with its side."""
    day = chinese_date(paper.sign_off_date) if paper.sign_off_date else ""
    sides: tuple[tuple[str, Align], ...] = ((paper.printed_by, "left"), (day, "right"))
    return [(text, side) for text, side in sides if text]


def attendance(people: Sequence[tuple[str, str]], setter: Typesetter) -> list[Box]:
    """出席, 请假, 列席 below a blank line, two characters in, 黑体; the names hang behind the colon, 仿宋."""
    boxes = []
    for place, (label, names) in enumerate(people):
        start = INDENT * EM
        left = start + EM * setter.length(f"{label}：")
        lines = setter.lines([run(names)], measure=(WIDTH - left) / EM)
        title = replace(setter.fixed(f"{label}：", Slot.HEITI), left=start, width=left - start)
        pieces = (title, Text(lines, BODY, left=left, width=WIDTH - left))
        before = LEADING + PITCH if place == 0 else 0.0
        boxes.append(Box(pieces, BODY.height(len(lines)), before=before, after=LEADING, on_grid=True))
    return boxes
