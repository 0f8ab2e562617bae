"""Read a PDF back: where every glyph and every rule stands, in mm from the paper's top left corner."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MM = 25.4 / 72
SAME_LINE = 2.0


@dataclass(frozen=True)
class Glyph:
    """A printed character: its origin on the baseline, and the box of its ink."""

    character: str
    x: float
    baseline: float
    ink_left: float
    ink_right: float
    ink_top: float
    ink_bottom: float
    size: float
    """One em, in mm."""


@dataclass(frozen=True)
class Box:
    """A filled rectangle: a rule."""

    left: float
    top: float
    right: float
    bottom: float
    is_red: bool

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class ReadPage:
    glyphs: tuple[Glyph, ...]
    boxes: tuple[Box, ...]
    width: float
    height: float

    @property
    def text(self) -> str:
        """All characters in the order they were printed, blanks left out."""
        return joined(self.glyphs)

    def lines(self) -> list[str]:
        """Text line by line from the top."""
        return [joined(row) for row in self.rows()]

    def rows(self) -> list[list[Glyph]]:
        """Glyphs line by line; faces on one line may differ a little in their baselines."""
        return rows_of(self.glyphs)

    @property
    def is_turned(self) -> bool:
        return self.width > self.height


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs line by line, each line from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if not rows or glyph.baseline - rows[-1][0].baseline > SAME_LINE:
            rows.append([])
        rows[-1].append(glyph)
    return [sorted(row, key=lambda glyph: glyph.x) for row in rows]


def joined(glyphs: Iterable[Glyph]) -> str:
    """The characters; the reader gives those beyond the first plane in halves."""
    halves = "".join(glyph.character for glyph in glyphs)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16")


@dataclass(frozen=True)
class ReadPdf:
    pages: tuple[ReadPage, ...]
    title: str
    author: str
    bookmarks: tuple[tuple[int, str], ...]


def read_pdf(pdf: bytes) -> ReadPdf:
    document = pypdfium2.PdfDocument(pdf)
    try:
        told = document.get_metadata_dict()
        return ReadPdf(
            pages=tuple(_read_page(page) for page in document),
            title=told["Title"],
            author=told["Author"],
            bookmarks=tuple((mark.level, mark.get_title()) for mark in document.get_toc()),
        )
    finally:
        document.close()


def _read_page(page: pypdfium2.PdfPage) -> ReadPage:
    width, height = (length * MM for length in page.get_size())
    return ReadPage(tuple(_glyphs(page.get_textpage(), height)), tuple(_boxes(page, height)), width, height)


def _glyphs(text: pypdfium2.PdfTextPage, height: float) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, place))
        if character.isspace() or raw.FPDFText_IsGenerated(text, place):
            continue
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        left, bottom, right, top = text.get_charbox(place)
        yield Glyph(
            character=character,
            x=x.value * MM,
            baseline=height - y.value * MM,
            ink_left=left * MM,
            ink_right=right * MM,
            ink_top=height - top * MM,
            ink_bottom=height - bottom * MM,
            size=raw.FPDFText_GetFontSize(text, place) * MM,
        )


def _boxes(page: pypdfium2.PdfPage, height: float) -> Iterator[Box]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
        yield Box(
            left=left * MM,
            top=height - top * MM,
            right=right * MM,
            bottom=height - bottom * MM,
            is_red=red.value > 2 * max(green.value, 1),
        )
