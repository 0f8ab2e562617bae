"""From a paper to its PDF. The only door to WeasyPrint.

The printer gets finished pages (`circulars.composing`) and may fetch nothing but the typefaces in use. A
character that no face has is refused before anything is printed.
"""

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from xml.etree import ElementTree

import cssselect2
import pypdfium2
import weasyprint
from PIL import Image, ImageColor
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from circulars import markup
from circulars.composing.characters import one_line
from circulars.composing.pieces import Page
from circulars.composing.setting import compose
from circulars.fonts import Face, Faces, Slot, find_faces
from circulars.glyphs import faces_of_characters, missing_characters
from circulars.paper import Paper
from circulars.seals import read_seal


class MissingGlyph(ValueError):
    """Characters that no typeface at hand can print; a paper must not go out with holes in it."""

    def __init__(self, characters: str) -> None:
        super().__init__(f"no typeface has {characters}")
        self.characters = characters


class PagesDiffer(RuntimeError):
    """The printer made other pages than were composed; text might be lost."""


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
    """The paper as PDF. Raises `MissingGlyph`, `DoesNotFit`, `PagesDiffer`, `SealMissing`.

    `pages`: the paper as composed, where that is known already; `seals`: the folder of the pictures of seals, where it
    is not the portal's own.
    """
    faces = faces or find_faces()
    pages = pages or compose(paper, width=faces.width)
    with _printer:
        made = _laid_out(paper, pages, faces, seals)
        return RenderedPaper(_archival(made, paper), len(pages))


def first_pages(paper: Paper, *, faces: Faces, pages: int) -> tuple[int, list[bytes]]:
    """How many pages the paper has, and pictures (PNG) of the first `pages`. Raises what `render_paper` raises."""
    whole = compose(paper, width=faces.width)
    faces_in_use(whole, faces)
    with _printer:
        pdf = _laid_out(paper, whole[:pages], faces).write_pdf(uncompressed_pdf=True)
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
    red = ImageColor.getrgb(markup.RED)
    shares = [step / PICTURE_REDS for step in range(1, PICTURE_REDS + 1)]
    reds = [[round(255 + (ink - 255) * share) for ink in red] for share in shares]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*greys, *reds) for part in colour])
    return palette


def _laid_out(
    paper: Paper, pages: Sequence[Page], faces: Faces, seals: Path | None = None
) -> weasyprint.Document:
    used = faces_in_use(pages, faces)
    html = markup.document(
        pages,
        title=one_line(paper.title),
        author=one_line(paper.sign_off_name),
        keywords=f"sha256:{paper.content_hash()}",
        faces=faces,
        font_faces="".join(map(_font_face, used)),
    )
    made = _ReadyHTML(html, _Fetcher(used, seals=seals_on(paper, seals))).render(
        font_config=_font_configuration(os.getpid(), used)
    )
    if len(made.pages) != len(pages):
        raise PagesDiffer(f"{len(pages)} pages were composed, {len(made.pages)} printed")
    return made


def seals_on(paper: Paper, folder: Path | None) -> dict[str, bytes]:
    """The pictures the paper bears by the address the printer asks for; raises `SealMissing`."""
    return {markup.seal_address(picture): read_seal(picture, folder) for picture in paper.seal_pictures}


def faces_in_use(pages: Sequence[Page], faces: Faces) -> list[Face]:
    """The faces that the pages need, page numbers included; raises `MissingGlyph`."""
    found = faces_of_characters(pages, faces)
    if missing := missing_characters(found):
        raise MissingGlyph(missing)
    used = {face.family: face for face in found.values() if face}
    numbers = faces.by_slot[Slot.SONGTI]
    return list({**used, numbers.family: numbers}.values())


def _font_face(face: Face) -> str:
    return f"@font-face{{font-family:'{face.family}';src:url('{_address(face)}')}}"


def _address(face: Face) -> str:
    """The address names the file's content too, so that a replaced font is loaded anew."""
    facts = face.path.stat()
    return f"typeface:{face.family.replace(' ', '-')}-{facts.st_size}-{facts.st_mtime_ns}"


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serves the faces in use and the paper's seal, and fails the paper on any other address."""

    def __init__(self, faces: Iterable[Face], *, seals: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self._paths = {_address(face): face.path for face in faces}
        self._seals = seals or {}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url in self._seals:
            return URLFetcherResponse(url, self._seals[url], {"Content-Type": "image/png"})
        path = self._paths.get(url)
        if path is None:
            raise FatalURLFetchingError(f"a paper may not fetch {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/sfnt"})


_printer = Lock()  # Pango's font map is not for two threads at once


VARIANT = "pdf/a-3a"
"""Archival, tagged, and with the paper's data inside: a record office's reader needs no font and no program of ours."""
DATA_FILE = "paper.json"
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)


def _archival(made: weasyprint.Document, paper: Paper) -> bytes:
    data = weasyprint.Attachment(
        string=paper.to_json(), name=DATA_FILE, relationship="Data", created=LONG_AGO, modified=LONG_AGO
    )
    made.metadata.attachments = [data]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its own colour profile open
        pdf: bytes = made.write_pdf(pdf_identifier=paper.content_hash().encode(), pdf_variant=VARIANT)
    return pdf


class _ReadyHTML(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """Markup that is XML too, read by the quick parser and styled by no more defaults than it needs."""

    def __init__(self, text: str, url_fetcher: URLFetcher) -> None:
        root = ElementTree.fromstring(text)  # noqa: S314 -- our own markup, without entities
        self.base_url, self.url_fetcher, self.media_type = None, url_fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [_defaults()]


@cache
def _defaults() -> weasyprint.CSS:
    return weasyprint.CSS(string=markup.DEFAULTS)


@dataclass
class _KnownFonts:
    """A configuration, and the address from which it knows each family."""

    configuration: FontConfiguration = field(default_factory=FontConfiguration)
    addresses: dict[str, str] = field(default_factory=dict)


_known: dict[int, _KnownFonts] = {}


def _font_configuration(process: int, used: Sequence[Face]) -> FontConfiguration:
    """This process's own. It keeps font files in a folder that it deletes when it goes.

    Of two files of one family it would go on using the first: where a font was replaced, it begins anew.
    """
    wanted = {face.family: _address(face) for face in used}
    known = _known.setdefault(process, _KnownFonts())
    if any(known.addresses.get(family, address) != address for family, address in wanted.items()):
        known = _known[process] = _KnownFonts()
    known.addresses |= wanted
    return known.configuration


def _leave_the_parents_folder_alone() -> None:
    for inherited in _known.values():
        inherited.configuration._folder = None


os.register_at_fork(after_in_child=_leave_the_parents_folder_alone)
