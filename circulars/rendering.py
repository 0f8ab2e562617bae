"""From a paper to its PDF: composed (`circulars.composing`), then drawn (`circulars.printing`).

A character that no face has is refused before anything is printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from circulars.composing.characters import one_line
from circulars.composing.pieces import Page
from circulars.composing.setting import compose
from circulars.fonts import Faces, find_faces
from circulars.glyphs import missing_characters
from circulars.paper import Paper
from circulars.printing import Said, print_pages, sketch_pages
from circulars.seals import read_seal

DATA_FILE = "paper.json"


class MissingGlyph(ValueError):
    """Characters that no typeface at hand can print; a paper must not go out with holes in it."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"no typeface has {characters}")
        self.characters = characters


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
    _refuse_holes(pages, faces)
    made = print_pages(
        dict(enumerate(pages, start=1)),
        faces=faces,
        said=_said(paper),
        seals=seals_on(paper, seals),
        data=(DATA_FILE, paper.to_json()),
    )
    return RenderedPaper(made, len(pages))


def first_pages(paper: Paper, *, faces: Faces, pages: int) -> tuple[int, list[bytes]]:
    """How many pages the paper has, and pictures (PNG) of the first `pages`. Raises what `render_paper` raises."""
    from circulars.picturing import pictures_of  # noqa: PLC0415 -- papers are printed without a reader of PDF

    whole = compose(paper, width=faces.width)
    _refuse_holes(whole, faces)
    first, seals = dict(enumerate(whole[:pages], start=1)), seals_on(paper, None)
    pictures = pictures_of(
        first,
        faces=faces,
        sketched=lambda missing: sketch_pages(first, faces=faces, seals=seals, only=missing),
    )
    return len(whole), pictures


def _refuse_holes(pages: Iterable[Page], faces: Faces) -> None:
    if missing := missing_characters(pages, faces):
        raise MissingGlyph(missing)


def _said(paper: Paper) -> Said:
    """What the paper's file says of itself."""
    content = paper.content_hash()
    return Said(
        title=one_line(paper.title),
        author=one_line(paper.sign_off_name),
        keywords=f"sha256:{content}",
        identifier=content,
    )


def seals_on(paper: Paper, folder: Path | None) -> dict[str, bytes]:
    """The pictures the paper bears by their SHA-256; raises `SealMissing`."""
    return {picture: read_seal(picture, folder) for picture in paper.seal_pictures}
