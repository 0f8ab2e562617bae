"""Composing a paper without printing it, to find out whether it can be printed at all."""

from pathlib import Path

from circulars.composing.setting import compose
from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.glyphs import missing_characters
from circulars.paper import Paper
from circulars.press.failure import PaperFailed
from circulars.seals import SealMissing, read_seal


def proof(paper: Paper, *, fonts: Path) -> int:
    """How many pages the paper will have with the typefaces of the folder `fonts`. Raises PaperFailed where printing could not succeed."""
    faces = find_faces(fonts)
    try:
        pages = compose(paper, width=faces.width)
    except DoesNotFit as failure:
        raise PaperFailed("does_not_fit", str(failure)) from failure
    if missing := missing_characters(pages, faces):
        raise PaperFailed("missing_glyph", missing)
    try:
        for picture in sorted(paper.seal_pictures):
            read_seal(picture)
    except SealMissing as failure:
        raise PaperFailed("seal_missing", failure.content[:16]) from failure
    return len(pages)
