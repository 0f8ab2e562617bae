"""份号, 密级和保密期限, 紧急程度 at the top left of a paper (GB/T 9704-2012, 7.2.1 to 7.2.3)."""

from dataclasses import replace

from circulars.composing.geometry import PITCH
from circulars.composing.pieces import Text
from circulars.composing.typesetter import Typesetter
from circulars.fonts import Slot
from circulars.paper import Paper


def marks(paper: Paper, setter: Typesetter, *, top: float = 0.0) -> list[Text]:
    """Those the paper bears, one below the other from `top` on, always in this order."""
    return [
        replace(setter.fixed(text, slot), top=top + place * PITCH)
        for place, (text, slot) in enumerate(marks_of_paper(paper))
    ]


def marks_of_paper(paper: Paper) -> list[tuple[str, Slot]]:
    """The marks with their faces."""
    possible = [
        (paper.copy_number, Slot.FANGSONG),
        (paper.secrecy, Slot.HEITI),
        (paper.urgency, Slot.HEITI),
    ]
    return [(text, slot) for text, slot in possible if text]
