"""From a paper to its PDF: composed (`circulars.composing`), then drawn (`circulars.printing`).

A character that no face has is refused before anything is printed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import pypdfium2
from PIL import Image, ImageColor

from circulars.composing.characters import one_line
from circulars.composing.pieces import Page
from circulars.composing.setting import compose
from circulars.fonts import Faces, find_faces
from circulars.glyphs import faces_of_characters, missing_characters
from circulars.paper import Paper
from circulars.printing import QUICK, RED, SMALLEST, Said, print_pages
from circulars.seals import read_seal


class MissingGlyph(ValueError):
    """Characters that no typeface at hand can print; a paper must not go out with holes in it."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"no typeface has {characters}")
        self.characters = characters


_reader = Lock()  # PDFium is not for two threads at once

DATA_FILE = "paper.json"
PICTURE_SCALE = 1.4
"""Dots a point: 101 an inch, so that a page fills a reading column sharply enough."""
PICTURE_GREYS, PICTURE_REDS = 16, 8


@dataclass(frozen=True, slots=True)
class RenderedPaper:
    """A PDF and how many faces it has."""

    pdf: bytes
    pages: int


def render_paper(
    paper: Paper,
    *,
    faces: Faces | None = None,
    pages: Sequence[Page] = (),
    seals: Path | None = None,
) -> RenderedPaper:
    """The paper as PDF. Raises `MissingGlyph`, `DoesNotFit`, `SealMissing`.

    `pages`: the paper as composed, where that is known already; `seals`: the folder of the pictures of seals, where it
    is not the portal's own.
    """
    faces = faces or find_faces()
    pages = pages or compose(paper, width=faces.width)
    made = _printed(paper, pages, faces, seals_on(paper, seals), level=SMALLEST)
    return RenderedPaper(made, len(pages))


def first_pages(paper: Paper, *, faces: Faces, pages: int) -> tuple[int, list[bytes]]:
    """How many pages the paper has, and pictures (PNG) of the first `pages`. Raises what `render_paper` raises."""
    whole = compose(paper, width=faces.width)
    if missing := missing_characters(faces_of_characters(whole, faces)):
        raise MissingGlyph(missing)
    pdf = _printed(paper, whole[:pages], faces, seals_on(paper, None), level=QUICK)
    with _reader:
        return len(whole), list(_pictures(pdf))


def _pictures(pdf: bytes) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            drawn = page.render(scale=PICTURE_SCALE).to_pil()
            picture = drawn.quantize(palette=_inks(), dither=Image.Dither.NONE)
            file = BytesIO()
            picture.save(file, "PNG")
            yield file.getvalue()
    finally:
        document.close()


@cache
def _inks() -> Image.Image:
    """The colours a paper has: black and red, each down to white. Known beforehand they need not be looked for."""
    greys = [[round(255 * step / (PICTURE_GREYS - 1))] * 3 for step in range(PICTURE_GREYS)]
    red = ImageColor.getrgb(RED)
    shares = [step / PICTURE_REDS for step in range(1, PICTURE_REDS + 1)]
    reds = [[round(255 + (ink - 255) * share) for ink in red] for share in shares]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*greys, *reds) for part in colour])
    return palette


def _printed(
    paper: Paper, pages: Sequence[Page], faces: Faces, seals: Mapping[str, bytes], *, level: int
) -> bytes:
    if missing := missing_characters(faces_of_characters(pages, faces)):
        raise MissingGlyph(missing)
    said = Said(
        title=one_line(paper.title),
        author=one_line(paper.sign_off_name),
        keywords=f"sha256:{paper.content_hash()}",
        identifier=paper.content_hash(),
    )
    data = DATA_FILE, paper.to_json().encode()
    return print_pages(pages, faces=faces, said=said, seals=seals, data=data, level=level)


def seals_on(paper: Paper, folder: Path | None) -> dict[str, bytes]:
    """The pictures the paper bears by their SHA-256; raises `SealMissing`."""
    return {picture: read_seal(picture, folder) for picture in paper.seal_pictures}
