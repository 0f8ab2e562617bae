"""Composing a paper without printing it, to find out whether it can be printed at all."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from circulars.composing.characters import is_blank
from circulars.composing.lines import Cell
from circulars.composing.pieces import Page, Rule
from circulars.composing.setting import compose
from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.paper import Paper
from circulars.press.failure import PaperFailed


def proof(paper: Paper, *, fonts: Path) -> int:
    """How many pages the paper will have with the typefaces of the folder `fonts`. Raises PaperFailed where printing could not succeed."""
    faces = find_faces(fonts)
    try:
        pages = compose(paper, width=faces.width)
    except DoesNotFit as failure:
        raise PaperFailed("does_not_fit", str(failure)) from failure
    used = {(cell.character, cell.slot) for cell in _cells(pages)}
    missing = sorted({character for character, slot in used if faces.face_for(character, slot) is None})
    if missing:
        raise PaperFailed("missing_glyph", "".join(missing))
    return len(pages)


def _cells(pages: Iterable[Page]) -> Iterator[Cell]:
    for page in pages:
        for piece in page.pieces:
            for line in () if isinstance(piece, Rule) else piece.all_lines():
                yield from (cell for cell in line.cells if not is_blank(cell.character))
