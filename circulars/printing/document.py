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
PACKED, OPEN = 6, 0
"""How hard streams are compressed; harder still takes half as long again, for three thousandths of a file."""
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
) -> bytes:
    """The PDF of the pages by their numbers. `seals`: pictures (PNG) by the SHA-256 that the pages name them by; `data`: name and content of the file inside."""
    drawn = [drawn_page(page, place, faces, PACKED) for place, page in pages.items()]

    def finish(_document: Document, pdf: Any) -> None:
        file = PdfFile(pdf)
        numbers = _put_marks(pdf, file, drawn, seals, PACKED)
        _put_meaning(pdf, file, dict(zip(numbers, drawn, strict=True)))
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint 70 names it twice
        file.pack_streams()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its own colour profile open
        pdf: bytes = _blank_document(drawn, _metadata(said, data)).write_pdf(
            finisher=finish,
            pdf_variant=VARIANT,
            output_intent="srgb",
            pdf_identifier=said.identifier.encode(),
        )
    return pdf


def sketch_pages(pages: Mapping[int, Page], *, faces: Faces, seals: Mapping[str, bytes]) -> bytes:
    """A PDF with the same marks and nothing else, not packed: to make pictures from."""
    drawn = [drawn_page(page, place, faces, OPEN) for place, page in pages.items()]

    def finish(_document: Document, pdf: Any) -> None:
        _put_marks(pdf, PdfFile(pdf), drawn, seals, OPEN)

    pdf: bytes = _blank_document(drawn, DocumentMetadata()).write_pdf(finisher=finish, uncompressed_pdf=True)
    return pdf


def _blank_document(drawn: Sequence[DrawnPage], metadata: DocumentMetadata) -> Document:
    blanks = [_blank(page.width, page.height) for page in drawn]
    first = blanks[0]
    return Document(
        [blank.pages[0] for blank in blanks], metadata, first.url_fetcher, first.font_config, {}, None
    )


def _metadata(said: Said, data: tuple[str, str]) -> DocumentMetadata:
    name, content = data
    inside = weasyprint.Attachment(
        string=content, name=name, relationship="Data", created=LONG_AGO, modified=LONG_AGO
    )
    title, author, keywords = (
        NO_CHARACTERS.sub("", words) for words in (said.title, said.author, said.keywords)
    )
    return DocumentMetadata(
        title=title,
        authors=[author] if author else [],
        keywords=[keywords],
        attachments=[inside],
        lang=LANGUAGE,
    )


def _blank(width: float, height: float) -> Document:
    """An empty page of that size in mm, laid out once."""
    with _layout:
        return _laid_out(width, height)


@cache
def _laid_out(width: float, height: float) -> Document:
    return weasyprint.HTML(string=BLANK.format(width=width, height=height)).render()


def _put_marks(
    pdf: Any, file: PdfFile, drawn: Sequence[DrawnPage], seals: Mapping[str, bytes], level: int
) -> list[int]:
    """The marks onto the file's blank pages, with their fonts and pictures; the numbers of the pages' objects."""
    pages = [_number(reference) for reference in pdf.page_references]
    for number, page in zip(pages, drawn, strict=True):
        file.replace_stream(_number(pdf.objects[number]["Contents"]), page.marks)
    resources = pdf.objects[_number(pdf.objects[pages[0]]["Resources"])]
    resources["Font"] = ref(file.put(put_fonts((page.glyphs for page in drawn), file, level=level)))
    for content, png in sorted(seals.items()):
        resources["XObject"][picture_name(content)] = ref(put_picture(png, file, level=level))
    return pages


def _put_meaning(pdf: Any, file: PdfFile, pages: Mapping[int, DrawnPage]) -> None:
    """What the marks mean, below the element of the whole that WeasyPrint began, and the outline."""
    tree = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    [whole] = tree["K"]
    put = [
        put_section(page.meaning, file, page=number, parent=_number(whole)) for number, page in pages.items()
    ]
    pdf.objects[_number(whole)]["K"] = refs([section for section, _ in put])
    owners = " ".join(f"{place} {ref(each)}" for place, (_, each) in enumerate(put))
    pdf.objects[_number(tree["ParentTree"])]["Nums"] = f"[{owners}]"

    bookmarks = [(number, mark) for number, page in pages.items() for mark in page.bookmarks]
    if outline := put_outline(bookmarks, file):
        pdf.catalog["Outlines"] = ref(outline)


def _number(reference: bytes) -> int:
    """Of the object that is referred to."""
    return int(reference.split()[0])
