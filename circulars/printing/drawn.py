"""A page as it goes into a file, whatever other pages stand there: its marks, their meaning, the glyphs they take.

Kept while a process lives, for of a paper that is printed again most pages are what they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from circulars.composing.pieces import Page
from circulars.fonts import Face, Faces
from circulars.printing.marks import Bookmark, drawn
from circulars.printing.pdf_file import Packed, packed
from circulars.printing.structure import Written, written
from circulars.printing.type_cases import Glyphs, TypeCases

MOST_KEPT = 128
"""Some ten KB each; of a paper with more pages than that none would be found again."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """`width` and `height` of the paper are in mm."""

    width: float
    height: float
    marks: Packed
    meaning: tuple[Written, ...]
    bookmarks: tuple[Bookmark, ...]
    glyphs: Mapping[Face, Glyphs]


@lru_cache(maxsize=MOST_KEPT)
def drawn_page(page: Page, page_number: int, faces: Faces, level: int) -> DrawnPage:
    """The page under that number; its marks are compressed so hard."""
    cases = TypeCases(faces)
    sheet = drawn(page, page_number, cases)
    return DrawnPage(
        width=sheet.width,
        height=sheet.height,
        marks=packed("\n".join(sheet.marks).encode("ascii"), level),
        meaning=written(sheet.section),
        bookmarks=tuple(sheet.bookmarks),
        glyphs=cases.taken,
    )
