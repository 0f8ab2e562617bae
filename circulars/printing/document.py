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
from circulars.printing.marks import Sheet, drawn, picture_name
from circulars.printing.outline import put_outline
from circulars.printing.pdf_file import PdfFile, ref, refs
from circulars.printing.pictures import put_picture
from circulars.printing.structure import put_sections
from circulars.printing.type_cases import TypeCases

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
    cases = TypeCases(faces)
    sheets = [drawn(page, place, cases) for place, page in pages.items()]

    def draw(_document: Document, pdf: Any) -> None:
        _draw(pdf, sheets, cases, seals, level)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its own colour profile open
        pdf: bytes = _blank_document(sheets, said, data).write_pdf(
            finisher=draw,
            pdf_variant=VARIANT,
            output_intent="srgb",
            pdf_identifier=said.identifier.encode(),
            uncompressed_pdf=level == QUICK,
        )
    return pdf


def _blank_document(sheets: Sequence[Sheet], said: Said, data: tuple[str, str]) -> Document:
    blanks = [_blank(sheet.width, sheet.height) for sheet in sheets]
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


def _draw(
    pdf: Any, sheets: Sequence[Sheet], cases: TypeCases, seals: Mapping[str, bytes], level: int
) -> None:
    """The marks of the sheets onto the file's blank pages, with their fonts, pictures, meaning and outline."""
    file = PdfFile(pdf, level=level)
    pages = [_number(reference) for reference in pdf.page_references]
    for page, sheet in zip(pages, sheets, strict=True):
        marks = pdf.objects[_number(pdf.objects[page]["Contents"])]
        marks.stream = ["\n".join(sheet.marks)]
    resources = pdf.objects[_number(pdf.objects[pages[0]]["Resources"])]
    resources["Font"] = ref(file.put(cases.put_into(file)))
    for content, png in sorted(seals.items()):
        resources["XObject"][picture_name(content)] = ref(put_picture(png, file))

    tree = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    [whole] = tree["K"]
    sections = [(page, sheet.section) for page, sheet in zip(pages, sheets, strict=True)]
    parts, owners = put_sections(sections, file, parent=_number(whole))
    pdf.objects[_number(whole)]["K"] = refs(parts)
    numbers = " ".join(f"{place} {ref(owner)}" for place, owner in enumerate(owners))
    pdf.objects[_number(tree["ParentTree"])]["Nums"] = f"[{numbers}]"

    bookmarks = [(page, mark) for page, sheet in zip(pages, sheets, strict=True) for mark in sheet.bookmarks]
    if outline := put_outline(bookmarks, file):
        pdf.catalog["Outlines"] = ref(outline)
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))  # WeasyPrint 70 names it twice


def _number(reference: bytes) -> int:
    """Of the object that is referred to."""
    return int(reference.split()[0])
