"""Pictures of composed pages, as they will be printed. A page that was drawn lately is not drawn again."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
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
MOST_KEPT = 48

Numbered = Mapping[int, Page]
_kept: OrderedDict[tuple[int, Page, Faces], bytes] = OrderedDict()
_reader = Lock()  # PDFium is not for two threads at once


def pictures_of(pages: Numbered, *, faces: Faces, printed: Callable[[Numbered], bytes]) -> list[bytes]:
    """Pictures (PNG) of the pages by their numbers; `printed` gives the PDF of those that must be drawn."""
    keys = {number: (number, page, faces) for number, page in pages.items()}
    with _reader:
        missing = {number: page for number, page in pages.items() if keys[number] not in _kept}
        if missing:
            drawn = zip(missing, _drawn(printed(missing)), strict=True)
            _kept.update({keys[number]: picture for number, picture in drawn})
        for key in keys.values():
            _kept.move_to_end(key)
        pictures = [_kept[key] for key in keys.values()]
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return pictures


def _drawn(pdf: bytes) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            drawn = page.render(scale=SCALE).to_pil()
            picture = drawn.quantize(palette=_inks(), dither=Image.Dither.NONE)
            file = BytesIO()
            picture.save(file, "PNG")
            yield file.getvalue()
    finally:
        document.close()


@cache
def _inks() -> Image.Image:
    """The colours a paper has: black and red, each down to white. Known beforehand they need not be looked for."""
    greys = [[round(255 * step / (GREYS - 1))] * 3 for step in range(GREYS)]
    red = ImageColor.getrgb(RED)
    shares = [step / REDS for step in range(1, REDS + 1)]
    reds = [[round(255 + (ink - 255) * share) for ink in red] for share in shares]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*greys, *reds) for part in colour])
    return palette
