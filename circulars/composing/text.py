"""The text of the paper: title, 主送机关, headings, tasks, paragraphs (GB/T 9704-2012, 7.3.1 to 7.3.3)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from circulars.composing.characters import clean, one_line, paragraphs
from circulars.composing.flow import Box, LineOfText
from circulars.composing.geometry import BODY, CELL, EM, LEADING, PITCH, TITLE, WIDTH
from circulars.composing.pieces import Tag, Text
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import Typesetter, kept, run
from circulars.fonts import Slot
from circulars.paper import Block, Heading, NumberedTask, SigningPlaces

FACES: Final = {1: Slot.HEITI, 2: Slot.KAITI, 3: Slot.FANGSONG, 4: Slot.FANGSONG}
TAGS: Final[dict[int, Tag]] = {1: "h2", 2: "h3", 3: "h4", 4: "h5"}
NOTE_WHITE = 2.0  # mm
WITH_SIGNATURES: Final = 2  # lines
TITLE_MEASURE = 19.0  # em; a title as wide as the 版心 looks like a line of text


def title(text: str, setter: Typesetter, *, bookmark: str = "", width: float = WIDTH) -> list[Box]:
    """The lines of a title, centred, in 2号小标宋, with a blank line below."""
    bookmark = bookmark or one_line(text)
    shape = Text((), TITLE, width=width, align="center", tag="h1", bookmark=bookmark, bookmark_level=1)
    lines = [
        setter.single(line, Slot.XIAOBIAOSONG, room=width / TITLE.size)
        for line in title_lines(clean(text), measure=TITLE_MEASURE * width / WIDTH)
    ]
    boxes = [
        Box(LineOfText(line, shape, opens=place == 0), height=TITLE.size, after=TITLE.leading, keep=True)
        for place, line in enumerate(lines)
    ]
    return [*boxes[:-1], *(replace(box, after=PITCH) for box in boxes[-1:])]


def draft_mark(mark: str, setter: Typesetter) -> list[Box]:
    """征求意见稿 and the like, in brackets under the title."""
    if not mark:
        return []
    lines = setter.paragraph(run(f"（{mark}）", Slot.KAITI), indent=0, like=Text((), BODY, align="center"))
    return [replace(box, after=PITCH, keep=True) for box in lines]


def table_note(note: str, setter: Typesetter, *, width: float) -> list[Box]:
    """Whose table it is and of which day, in 小四楷体 close above it."""
    if not note:
        return []
    lines = setter.lines([run(note, Slot.KAITI)], measure=width / CELL.size)
    whole = Text(lines, CELL, width=width)
    return [Box((whole,), height=CELL.height(len(lines)), after=NOTE_WHITE, keep=True)]


def signing_places(places: SigningPlaces, setter: Typesetter) -> list[Box]:
    """Every party's lines in a column of its own, three halves of a line apart, so that there is room to write."""
    count = max(map(len, places.parties), default=0)
    column = WIDTH / max(len(places.parties), 1)
    boxes = []
    for row in range(count):
        cells = [
            Text(
                setter.lines([run(party[row])], measure=column / EM - 1),
                BODY,
                left=place * column,
                width=column,
            )
            for place, party in enumerate(places.parties)
            if row < len(party) and party[row].strip()
        ]
        height = BODY.height(max([1, *(len(cell.lines) for cell in cells)]))
        white = LEADING + (PITCH if row == 0 else PITCH / 2)
        boxes.append(Box(tuple(cells), height, before=white, after=LEADING, keep=row < count - 1))
    return boxes


def addressee(name: str, setter: Typesetter) -> list[Box]:
    """主送机关, from the left edge, with its full-width colon."""
    if not name:
        return []
    ended = one_line(name).rstrip("：:") + "："
    return kept(setter.paragraph(run(ended), indent=0))


def text(blocks: Iterable[Block], setter: Typesetter) -> list[Box]:
    """Headings, tasks and paragraphs in order. A heading stays with the first line of what follows.

    Places to sign take the end of the text with them: nobody signs a page on which nothing stands.
    """
    boxes: list[Box] = []
    for block in blocks:
        if isinstance(block, SigningPlaces):
            boxes[-WITH_SIGNATURES:] = kept(boxes[-WITH_SIGNATURES:])
        boxes += _block(block, setter)
    return boxes


def _block(block: Block, setter: Typesetter) -> list[Box]:
    if isinstance(block, Heading):
        return _heading(block, setter)
    if isinstance(block, NumberedTask):
        return _task(block, setter)
    if isinstance(block, SigningPlaces):
        return signing_places(block, setter)
    return [box for part in paragraphs(block.text) for box in setter.paragraph(run(part))]


def _heading(heading: Heading, setter: Typesetter) -> list[Box]:
    whole = one_line(heading.label + heading.text)
    shape = Text((), BODY, tag=TAGS[heading.level], bookmark=whole, bookmark_level=heading.level + 1)
    return kept(setter.paragraph(run(whole, FACES[heading.level]), like=shape))


def _task(task: NumberedTask, setter: Typesetter) -> list[Box]:
    """Label and title in the face of the level, the body's first line behind them, the others below."""
    opening = one_line(task.label + task.title)
    first, *others = clean(task.body).split("\n")
    shape = Text((), BODY, bookmark=opening.rstrip("。．.：:"), bookmark_level=task.level + 1)
    boxes = setter.paragraph(run(opening, FACES[task.level]), run(first), like=shape)
    return boxes + [box for part in others if part.strip() for box in setter.paragraph(run(part))]
