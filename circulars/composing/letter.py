"""信函格式: the name 30 mm below the paper's edge between red double rules (GB/T 9704-2012, 10.1)."""

from dataclasses import replace

from circulars.composing.flow import Box
from circulars.composing.geometry import (
    DOUBLE_GAP,
    DOUBLE_THICK,
    DOUBLE_THIN,
    EM,
    LEFT,
    LETTER_FOOT,
    LETTER_RULE_WIDTH,
    LETTER_TOP,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PITCH,
    RED_RULE_BELOW_NUMBER,
    TOP,
)
from circulars.composing.letterhead import letterhead_text
from circulars.composing.marks import marks
from circulars.composing.pieces import Rule
from circulars.composing.typesetter import Typesetter
from circulars.paper import Paper

BELOW_RULE = EM * 7 / 8
"""White between the upper double rule and what stands below it: seven eighths of a character's height."""
DOUBLE_HEIGHT = DOUBLE_THICK + DOUBLE_GAP + DOUBLE_THIN


def letter_head(paper: Paper, setter: Typesetter) -> Box:
    """Name, double rules, marks at the left and 发文字号 at the right; the title stands two lines below the last."""
    name = letterhead_text(paper.letterhead, setter, top=LETTER_TOP - TOP)
    upper = double_rule(name.bottom + RED_RULE_BELOW_NUMBER, thick_first=True)
    lower = double_rule(PAPER_HEIGHT - LETTER_FOOT - TOP - DOUBLE_HEIGHT, thick_first=False)
    top = upper[-1].bottom + BELOW_RULE
    below = marks(paper, setter, top=top)
    if paper.number:
        below.append(replace(setter.fixed(paper.number), top=top, align="right"))
    foot = max((text.bottom for text in below), default=upper[-1].bottom)
    return Box((name, *upper, *lower, *below), height=foot, after=2 * PITCH, keep=True)


def double_rule(top: float, *, thick_first: bool) -> tuple[Rule, Rule]:
    """Two red rules, 170 mm long, in the middle of the paper: 上粗下细, or 上细下粗 at its foot."""
    left = (PAPER_WIDTH - LETTER_RULE_WIDTH) / 2 - LEFT
    first, second = (DOUBLE_THICK, DOUBLE_THIN) if thick_first else (DOUBLE_THIN, DOUBLE_THICK)
    upper = Rule(top=top, thickness=first, left=left, width=LETTER_RULE_WIDTH, red=True)
    return upper, replace(upper, top=upper.bottom + DOUBLE_GAP, thickness=second)
