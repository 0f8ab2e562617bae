"""Which characters of composed pages no face can print. Values in, values out."""

from collections.abc import Iterable
from functools import lru_cache

from circulars.composing.characters import is_blank
from circulars.composing.pieces import Page, Table, Text
from circulars.fonts import Faces


def missing_characters(pages: Iterable[Page], faces: Faces) -> str:
    """Those that no face has in their slot, in order; empty when all can be printed."""
    return "".join(sorted(frozenset[str]().union(*(_missing(page, faces) for page in pages))))


@lru_cache(maxsize=128)
def _missing(page: Page, faces: Faces) -> frozenset[str]:
    """Kept: of a paper that is set again most pages are what they were."""
    pieces = [piece for piece in page.pieces if isinstance(piece, Text | Table)]
    cells = {cell for piece in pieces for line in piece.all_lines() for cell in line.cells}
    return frozenset(
        cell.character
        for cell in cells
        if not is_blank(cell.character) and faces.face_for(cell.character, cell.slot) is None
    )
