"""The whole paper: its parts in the order of the standard, composed and broken into pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from circulars.composing.closing import closing, ended_together
from circulars.composing.flow import Box
from circulars.composing.geometry import BODY, HEIGHT, LEADING, PITCH, WIDTH
from circulars.composing.head import head
from circulars.composing.imprint import imprint
from circulars.composing.lines import Width
from circulars.composing.pages import Part, pages_of, part
from circulars.composing.pieces import Page
from circulars.composing.tables import table
from circulars.composing.text import addressee, draft_mark, table_note, text, title
from circulars.composing.typesetter import Typesetter
from circulars.composing.wall import wall_pages
from circulars.fonts import Slot
from circulars.paper import LETTER, Appendix, Paper, TableAppendix


def compose(paper: Paper, *, width: Width) -> list[Page]:
    """The faces of the paper in order; the first of a letter bears no number (10.1).

    Raises `DoesNotFit` where a name is too long for its place.
    """
    setter = Typesetter(width)
    if paper.walls:
        return [page for wall in paper.walls for page in wall_pages(wall, setter)]
    parts = [*_main(paper, setter), *_appendices(paper, setter)]
    is_letter = paper.form == LETTER
    pages = pages_of(parts, imprint(paper, setter), even=not is_letter)
    return [replace(pages[0], numbered=False), *pages[1:]] if is_letter else pages


def _main(paper: Paper, setter: Typesetter) -> Iterator[Part]:
    """The paper itself; nothing where a sheet has only its tables."""
    if paper.is_sheet and not paper.blocks and paper.appendices:
        return
    opening = [
        *([] if paper.is_sheet else [head(paper, setter)]),
        *title(paper.title, setter),
        *draft_mark(paper.draft_mark, setter),
        *addressee(paper.addressee, setter),
    ]
    body = text(paper.blocks, setter)
    usual = [*opening, *closing(paper, setter, after=body)]
    broken = part(usual)
    if paper.sealed and len(broken.pages) > 1 and _ends_in_what_moved(usual, broken):
        close = part([*opening, *closing(paper, setter, after=body, close=True)])
        broken = min(broken, close, key=lambda tried: len(tried.pages))
    yield broken


def _ends_in_what_moved(boxes: Sequence[Box], broken: Part) -> bool:
    """Whether the last page may hold no more than the sign-off and what went along with it."""
    moved = [boxes[-1], *takewhile(lambda box: box.keep, reversed(boxes[:-1]))]
    return broken.foot <= sum(box.before + box.height + box.after + box.overhang for box in moved)


def _appendices(paper: Paper, setter: Typesetter) -> Iterator[Part]:
    """Each on a new face: 附件 and its number on the first line, the title on the third (7.3.7)."""
    for appendix, mark in marks_of(paper.appendices):
        yield _appendix(appendix, mark, setter, is_sheet=paper.is_sheet)


def marks_of(appendices: Sequence[Appendix]) -> Iterator[tuple[Appendix, str]]:
    """Each appendix with its 附件 and number, empty where it bears none."""
    marked = sum(appendix.marked for appendix in appendices)
    number = 0
    for appendix in appendices:
        number += appendix.marked
        yield appendix, f"附件{number if marked > 1 else ''}" if appendix.marked else ""


@lru_cache(maxsize=16)
def _appendix(appendix: Appendix, mark: str, setter: Typesetter, *, is_sheet: bool) -> Part:
    """Kept: where one part of a paper is edited the others stay what they were."""
    white = [] if is_sheet and not mark else _mark(mark, setter)
    bookmark = "　".join(filter(None, (mark, appendix.title)))
    landscape = isinstance(appendix, TableAppendix) and appendix.landscape
    opening = title(appendix.title, setter, bookmark=bookmark, width=HEIGHT if landscape else WIDTH)
    return part([*white, *opening, *_body(appendix, setter)], landscape=landscape)


def _mark(mark: str, setter: Typesetter) -> list[Box]:
    """The first line, printed or left white; the second stays white."""
    content = (setter.fixed(mark, Slot.HEITI),) if mark else ()
    return [Box(content, height=BODY.size, after=LEADING + PITCH, keep=True)]


def _body(appendix: Appendix, setter: Typesetter) -> list[Box]:
    if isinstance(appendix, TableAppendix):
        width = HEIGHT if appendix.landscape else WIDTH
        return [*table_note(appendix.note, setter, width=width), *table(appendix, setter)]
    return ended_together(text(appendix.blocks, setter))
