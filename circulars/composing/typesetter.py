"""Text into boxes: what every part of the paper is made with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from circulars.composing.characters import one_line
from circulars.composing.flow import Box, LineOfText
from circulars.composing.geometry import BODY, WIDTH, Style
from circulars.composing.lines import Line, Run, Width, break_lines, text_width
from circulars.composing.pieces import Text
from circulars.fonts import Slot

INDENT = 2.0  # 空二字


class DoesNotFit(ValueError):
    """A text that stands in a place of its own (a name, a number) is longer than the place."""

    def __init__(self, text: str) -> None:
        super().__init__(f"does not fit in its place: {text[:40]}")
        self.text = text


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Breaks text into lines with the widths of the faces at hand."""

    width: Width

    def lines(self, runs: Iterable[Run], *, measure: float, indent: float = 0.0) -> tuple[Line, ...]:
        """Justified lines; measure and indent in em."""
        return _broken(tuple(runs), measure, indent, self.width)

    def length(self, text: str, slot: Slot = Slot.FANGSONG) -> float:
        """How long a text is on one line, in em."""
        return text_width([Run(text, slot)], self.width)

    def single(self, text: str, slot: Slot = Slot.FANGSONG, *, room: float) -> Line:
        """A line that is not broken; raises `DoesNotFit` where it is wider than `room` em."""
        lines = self.lines([run(text, slot)], measure=room)
        if len(lines) > 1:
            raise DoesNotFit(text)
        return lines[0]

    def paragraph(self, *runs: Run, indent: float = INDENT, like: Text | None = None) -> list[Box]:
        """Boxes for the lines of a paragraph on the grid of 22 lines; `like` carries its place and tag."""
        shape = like or Text(lines=(), style=BODY)
        lines = self.lines(runs, measure=shape.width / shape.style.size, indent=indent)
        return [
            Box(
                LineOfText(line, shape, opens=place == 0),
                height=shape.style.size,
                after=shape.style.leading,
                on_grid=True,
            )
            for place, line in enumerate(lines)
        ]

    def fixed(self, text: str, slot: Slot = Slot.FANGSONG, *, style: Style = BODY) -> Text:
        """A line of its own, for blocks that are placed by hand; raises `DoesNotFit`."""
        return Text(lines=(self.single(text, slot, room=WIDTH / style.size),), style=style)


@lru_cache(maxsize=1024)
def _broken(runs: tuple[Run, ...], measure: float, indent: float, width: Width) -> tuple[Line, ...]:
    """Kept: of a paper that is set again most paragraphs are what they were, and lists say the same to every school."""
    return tuple(break_lines(runs, measure=measure, indent=indent, width=width))


def run(text: str, slot: Slot = Slot.FANGSONG) -> Run:
    """Text made printable, in a face."""
    return Run(one_line(text), slot)


def kept(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, each staying on the page of what follows."""
    return [replace(box, keep=True) for box in boxes]
