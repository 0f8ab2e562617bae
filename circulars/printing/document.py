"""Pages into one file. The only door to WeasyPrint, which makes the file and what an archive asks of it.

It is handed blank pages, so it lays out nothing; what the composer has settled is drawn onto them before it writes.
"""

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any

import pydyf
import weasyprint
from weasyprint.document import Document, DocumentMetadata

from circulars.composing.pieces import Page
from circulars.fonts import Faces
from circulars.printing.drawn import DrawnPage, drawn_page
from circulars.printing.embedding import put_fonts
from circulars.printing.marks import picture_name
from circulars.printing.outline import put_outline
from circulars.printing.pdf_file import PdfFile, ref, refs
from circulars.printing.pictures import put_picture
from circulars.printing.structure import put_section

LANGUAGE = "zh-Hans"
SMALLEST, QUICK = 9, 0
"""How hard streams are compressed."""
VARIANT = "pdf/a-3a"
"""Archival, tagged, and with the paper's data inside: a record office's reader needs no font and no program of ours."""
LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
"""The data has no date of its own, and the same paper must give the same file."""
BLANK = "<style>@page{{size:{width}mm {height}mm;margin:0}}html{{display:none}}</style>"
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) does not count among characters; a title may bring it in."""

_layout = Lock()  # Pango's font map is not for two threads at once


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of itself. `identifier` stands in the trailer too."""

    title: str
    author: str
    keywords: str
    identifier: str


def print_pages(
    pages: Mapping[int, Page],
    *,
    faces: Faces,
    said: Said,
    seals: Mapping[str, bytes],
    data: tuple[str, str],
    level: int = SMALLEST,
) -> bytes:
    """The PDF of the pages by their numbers. `seals`: pictures (PNG) by the SHA-256 that the pages name them by; `data`: name and content of the file inside."""
    drawn = [drawn_page(page, place, faces, level) for place, page in pages.items()]

    def draw(_document: Document, pdf: Any) -> None:
        _draw(pdf, drawn, seals, level)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its own colour profile open
        pdf: bytes = _blank_document(drawn, said, data).write_pdf(
            finisher=draw,
            pdf_variant=VARIANT,
            output_intent="srgb",
            pdf_identifier=said.identifier.encode(),
            uncompressed_pdf=level == QUICK,
        )
    return pdf


def _blank_document(drawn: Sequence[DrawnPage], said: Said, data: tuple[str, str]) -> Document:
    blanks = [_blank(page.width, page.height) for page in drawn]
    name, content = data
    inside = weasyprint.Attachment(
        string=content, name=name, relationship="Data", created=LONG_AGO, modified=LONG_AGO
    )
    title, author, keywords = (
        NO_CHARACTERS.sub("", words) for words in (said.title, said.author, said.keywords)
    )
    metadata = DocumentMetadata(
        title=title,
        authors=[author] if author else [],
        keywords=[keywords],
        attachments=[inside],
        lang=LANGUAGE,
    )
    first = blanks[0]
    return Document(
        [blank.pages[0] for blank in blanks], metadata, first.url_fetcher, first.font_config, {}, None
    )


def _blank(width: float, height: float) -> Document:
    """An empty page of that size in mm, laid out once."""
    with _layout:
        return _laid_out(width, height)


@cache
def _laid_out(width: float, height: float) -> Document:
    return weasyprint.HTML(string=BLANK.format(width=width, height=height)).render()


def _draw(pdf: Any, drawn: Sequence[DrawnPage], seals: Mapping[str, bytes], level: int) -> None:
    """The marks onto the file's blank pages, with their fonts, pictures, meaning and outline."""
    file = PdfFile(pdf)
    pages = {_number(reference): page for reference, page in zip(pdf.page_references, drawn, strict=True)}
    for number, page in pages.items():
        file.replace_stream(_number(pdf.objects[number]["Contents"]), page.marks)
    resources = pdf.objects[_number(pdf.objects[next(iter(pages))]["Resources"])]
    fonts = put_fonts((page.glyphs for page in drawn), file, level=level)
    resources["Font"] = ref(file.put(fonts))
    for content, png in sorted(seals.items()):
        resources["XObject"][picture_name(content)] = ref(put_picture(png, file, level=level))

    tree = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    [whole] = tree["K"]
    put = [
        put_section(page.meaning, file, page=number, parent=_number(whole)) for number, page in pages.items()
    ]
    pdf.objects[_number(whole)]["K"] = refs([section for section, _ in put])
    numbers = " ".join(f"{place} {ref(owners)}" for place, (_, owners) in enumerate(put))
    pdf.objects[_number(tree["ParentTree"])]["Nums"] = f"[{numbers}]"

    bookmarks = [(number, mark) for number, page in pages.items() for mark in page.bookmarks]
    if outline := put_outline(bookmarks, file):
        pdf.catalog["Outlines"] = ref(outline)
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint 70 names it twice
    file.pack_streams()


def _number(reference: bytes) -> int:
    """Of the object that is referred to."""
    return int(reference.split()[0])
