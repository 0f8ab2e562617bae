"""Pages into one file. The only door to WeasyPrint, which makes the file and what an archive asks of it.

It lays out nothing: the pages, as the composer has settled them, are put in before it writes.
"""

import re
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pydyf
import weasyprint
from weasyprint.document import Document, DocumentMetadata

from circulars.composing.pieces import Page
from circulars.fonts import Faces
from circulars.printing.drawn import DrawnPage, drawn_page
from circulars.printing.embedding import put_fonts
from circulars.printing.marks import POINTS, picture_name
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
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) does not count among characters; a title may bring it in."""


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
        numbers = _put_pages(file, drawn, _put_resources(file, drawn, seals, PACKED))
        _put_meaning(pdf, file, dict(zip(numbers, drawn, strict=True)))
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint 70 names it twice
        file.pack_streams()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its own colour profile open
        pdf: bytes = _empty_document(_metadata(said, data)).write_pdf(
            finisher=finish,
            pdf_variant=VARIANT,
            output_intent="srgb",
            pdf_identifier=said.identifier.encode(),
        )
    return pdf


def sketch_pages(
    pages: Mapping[int, Page], *, faces: Faces, seals: Mapping[str, bytes], only: Collection[int]
) -> bytes:
    """A PDF of only some of the pages, their marks and nothing else, not packed: to make pictures from.

    Its fonts have what all the pages take, so that they need not be cut anew for each page that is asked for.
    """
    drawn = {place: drawn_page(page, place, faces, OPEN) for place, page in pages.items()}

    def finish(_document: Document, pdf: Any) -> None:
        file = PdfFile(pdf)
        resources = _put_resources(file, drawn.values(), seals, OPEN)
        _put_pages(file, [drawn[place] for place in only], resources)

    pdf: bytes = _empty_document(DocumentMetadata()).write_pdf(finisher=finish, uncompressed_pdf=True)
    return pdf


def _empty_document(metadata: DocumentMetadata) -> Document:
    """Without pages, nothing is fetched and no font is looked for."""
    return Document([], metadata, url_fetcher=None, font_config=None, color_profiles={}, output_intent=None)


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


def _put_resources(file: PdfFile, drawn: Iterable[DrawnPage], seals: Mapping[str, bytes], level: int) -> int:
    """The fonts and pictures that the pages name."""
    fonts = put_fonts((page.glyphs for page in drawn), file, level=level)
    pictures = "".join(
        f"/{picture_name(content)} {ref(put_picture(png, file, level=level))}"
        for content, png in sorted(seals.items())
    )
    return file.put(f"<</Font{fonts}/XObject<<{pictures}>>>>")


def _put_pages(file: PdfFile, drawn: Iterable[DrawnPage], resources: int) -> list[int]:
    """The pages with their marks; the numbers of their objects (ISO 32000-1, 7.7.3.3)."""
    return [
        file.put_page(
            f"/MediaBox[0 0 {page.width * POINTS:f} {page.height * POINTS:f}]/Resources {ref(resources)}"
            f"/Contents {ref(file.put_stream(page.marks))}/Tabs/S/StructParents {place}"
        )
        for place, page in enumerate(drawn)
    ]


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
