"""发文机关标志: the issuing body's name in red, of several bodies one below the other (GB/T 9704-2012, 7.2.4)."""

from dataclasses import replace

from circulars.composing.characters import one_line
from circulars.composing.geometry import EM, LETTERHEAD_TOP, POINT, WIDTH, Style
from circulars.composing.lines import Line
from circulars.composing.pieces import Text
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import DoesNotFit, Typesetter
from circulars.fonts import Slot

LARGEST, SMALLEST = 52 * POINT, 22 * POINT
MOST_LINES = 3
DOCUMENT = "文件"
JOINT_HEIGHT = 72.0
"""Of several names together, in mm, so that the first page still shows some text (7.3.3)."""
JOINT_PITCH = 1.3
INK_BELOW_EM = 0.016
"""A hanzi's ink begins this much below the top of its em box; the 35 mm are measured to the ink."""


def letterhead_text(name: str, setter: Typesetter, *, top: float = LETTERHEAD_TOP) -> Text:
    """The name in red, as large as it fits on one line; a very long one on several. Its ink begins at `top` mm."""
    length = setter.length(one_line(name), Slot.XIAOBIAOSONG)
    size = min(LARGEST, max(SMALLEST, (WIDTH - EM) / max(length, 1)))
    names = title_lines(name, measure=WIDTH / size)
    if len(names) > MOST_LINES:
        raise DoesNotFit(name)
    style = Style(size=size, pitch=size * 1.3, red=True)
    lines = tuple(setter.single(part, Slot.XIAOBIAOSONG, room=WIDTH / size + 1) for part in names)
    return Text(lines, style, top=top - INK_BELOW_EM * size, align="center")


def joint_letterhead(names: list[str], setter: Typesetter, *, suffix: str) -> list[Text]:
    """The names of all bodies, equally long, the leading one first; 文件 at their right, midway."""
    lengths = [setter.length(name, Slot.XIAOBIAOSONG) for name in names]
    longest, behind = max(lengths), (len(suffix) + 0.5 if suffix else 0.0)
    size = min(LARGEST, (WIDTH - EM) / (longest + behind), JOINT_HEIGHT / (JOINT_PITCH * len(names)))
    if size < SMALLEST:
        raise DoesNotFit("、".join(names))
    style = Style(size=size, pitch=size * JOINT_PITCH, red=True)
    lines = tuple(_stretched(name, longest, setter) for name in names)
    left = (WIDTH - size * (longest + behind)) / 2
    top = LETTERHEAD_TOP - INK_BELOW_EM * size
    stacked = Text(lines, style, top=top, left=left, width=WIDTH - left)
    if not suffix:
        return [stacked]
    beside = left + size * (longest + 0.5)
    middle = top + (len(names) - 1) * style.pitch / 2
    line = setter.single(suffix, Slot.XIAOBIAOSONG, room=len(suffix) + 1)
    return [stacked, replace(stacked, lines=(line,), top=middle, left=beside, width=WIDTH - beside)]


def _stretched(name: str, length: float, setter: Typesetter) -> Line:
    """The name drawn out to `length` em."""
    line = setter.single(name, Slot.XIAOBIAOSONG, room=length + 1)
    return replace(line, spacing=(length - line.length) / max(len(line.cells) - 1, 1))
