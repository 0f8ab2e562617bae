"""Measures of the paper by GB/T 9704-2012, in millimetres.

A 字 is a 28th of the 版心's width; a 行 is its height and seven eighths of it below (clause 3.2), so that
22 lines of 28 characters fill the 版心 exactly: 21 × 行 + 字 = 225 mm.
"""

from dataclasses import dataclass
from typing import Final, Literal

from circulars.fonts import Slot

PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
LEFT, TOP = 28.0, 37.0  # 订口, 天头
WIDTH, HEIGHT = 156.0, 225.0  # 版心
CHARACTERS_A_LINE, LINES_A_PAGE = 28, 22
EM: Final = WIDTH / CHARACTERS_A_LINE
PITCH: Final = EM * 15 / 8
LEADING: Final = PITCH - EM
POINT: Final = 25.4 / 72
EPSILON: Final = 1e-6

LETTERHEAD_TOP = 35.0  # below the top of the 版心 (clause 7.2.4)
RED_RULE_BELOW_NUMBER = 4.0
FOLIO_BELOW = 7.0  # from the 版心 to the dash of the page number
THICK, THIN = 0.35, 0.25  # rules of the 版记
RED_RULE = 0.5

CELL_PAD = 1.2  # white above and below the text of a cell
ROW_WHITE = 2 * CELL_PAD + THIN  # what a row is higher than its lines

LETTER_TOP = 30.0  # 信函: from the paper's edge to the name (10.1)
LETTER_FOOT = 20.0  # from the lower double rule to the paper's edge
LETTER_RULE_WIDTH = 170.0
DOUBLE_THICK, DOUBLE_GAP, DOUBLE_THIN = 1.0, 0.35, 0.35

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is printed. `size` is one em, `pitch` from line to line, both in mm."""

    size: float
    pitch: float
    red: bool = False

    @property
    def leading(self) -> float:
        """The white between two lines."""
        return self.pitch - self.size

    def height(self, lines: int) -> float:
        """From the top of the first line's characters to the foot of the last one's."""
        return (lines - 1) * self.pitch + self.size if lines else 0.0


BODY = Style(size=EM, pitch=PITCH)
TITLE = Style(size=22 * POINT, pitch=12.0)
IMPRINT = Style(size=14 * POINT, pitch=8.0)
CELL = Style(size=12 * POINT, pitch=18 * POINT)

HEADING_FACES: Final = {1: Slot.HEITI, 2: Slot.KAITI, 3: Slot.FANGSONG, 4: Slot.FANGSONG}
