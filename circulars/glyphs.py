"""Which face prints each character of composed pages. Values in, values out."""

from collections.abc import Iterable, Mapping

from circulars.composing.characters import is_blank
from circulars.composing.pieces import Page, Table, Text
from circulars.fonts import Face, Faces, Slot

Character = tuple[str, Slot]


def faces_of_characters(pages: Iterable[Page], faces: Faces) -> dict[Character, Face | None]:
    """Each character in its slot once, with the face that prints it, None where no face has it."""
    return {cell: faces.face_for(*cell) for cell in _printed_characters(pages)}


def missing_characters(found: Mapping[Character, Face | None]) -> str:
    """Those that no face has, in order; empty when all can be printed."""
    return "".join(sorted({character for (character, _), face in found.items() if face is None}))


def _printed_characters(pages: Iterable[Page]) -> set[Character]:
    pieces = [piece for page in pages for piece in page.pieces if isinstance(piece, Text | Table)]
    cells = {cell for piece in pieces for line in piece.all_lines() for cell in line.cells}
    return {(cell.character, cell.slot) for cell in cells if not is_blank(cell.character)}
