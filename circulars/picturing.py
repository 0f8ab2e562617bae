"""Pictures of composed pages, as they will be printed. A page that was drawn lately is not drawn again."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from threading import Lock

import pypdfium2
from PIL import Image, ImageColor

from circulars.composing.pieces import Page
from circulars.fonts import Faces
from circulars.printing import RED

SCALE = 1.4
"""Dots a point: 101 an inch, so that a page fills a reading column sharply enough."""
GREYS, REDS = 16, 8
RUNS = 3
"""How the dots are packed (Z_RLE): no bigger than by looking for patterns, which glyphs do not make, and in a third of the time."""
MOST_KEPT = 48

_kept: OrderedDict[tuple[int, Page, Faces], bytes] = OrderedDict()
_reader = Lock()  # PDFium is not for two threads at once


def pictures_of(
    pages: Mapping[int, Page], *, faces: Faces, sketched: Callable[[Collection[int]], bytes]
) -> list[bytes]:
    """Pictures (PNG) of the pages by their numbers; `sketched` gives a PDF of those that must be drawn."""
    keys = {number: (number, page, faces) for number, page in pages.items()}
    with _reader:
        missing = [number for number, key in keys.items() if key not in _kept]
        if missing:
            drawn = _drawn(sketched(missing), [pages[number] for number in missing])
            _kept.update({keys[number]: picture for number, picture in zip(missing, drawn, strict=True)})
        for key in keys.values():
            _kept.move_to_end(key)
        pictures = [_kept[key] for key in keys.values()]
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return pictures


def _drawn(pdf: bytes, pages: Iterable[Page]) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for sheet, page in zip(document, pages, strict=True):
            # Four bytes a dot, in Pillow's order: so nothing is copied.
            dots = sheet.render(scale=SCALE, prefer_bgrx=True, rev_byteorder=True).to_pil()
            file = BytesIO()
            (_in_ink if page.is_coloured else _in_black)(dots).save(file, "PNG", compress_type=RUNS)
            yield file.getvalue()
    finally:
        document.close()


def _in_black(dots: Image.Image) -> Image.Image:
    """Black down to white. One of three equal colours is looked at."""
    picture = dots.getchannel("R").point([round(step * (GREYS - 1) / 255) for step in range(256)])
    picture.putpalette(_greys())
    return picture


def _in_ink(dots: Image.Image) -> Image.Image:
    """Black and red, each down to white. Known beforehand they need not be looked for."""
    return dots.convert("RGB").quantize(palette=_inks(), dither=Image.Dither.NONE)


@cache
def _inks() -> Image.Image:
    red = ImageColor.getrgb(RED)
    shares = [step / REDS for step in range(1, REDS + 1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([*_greys(), *(round(255 + (ink - 255) * share) for share in shares for ink in red)])
    return palette


@cache
def _greys() -> list[int]:
    return [round(255 * step / (GREYS - 1)) for step in range(GREYS) for _ in "rgb"]
