"""Pages into one file, with fonts, structure, outline and whatever else an archive asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from circulars.composing.pieces import Page
from circulars.fonts import Faces
from circulars.printing.archive import put_colours, put_data, put_info
from circulars.printing.marks import POINTS, drawn, picture_name
from circulars.printing.outline import put_outline
from circulars.printing.pdf_file import PdfFile, number, ref, refs
from circulars.printing.pictures import put_picture
from circulars.printing.structure import put_structure
from circulars.printing.type_cases import TypeCases

LANGUAGE = "zh-Hans"
SMALLEST, QUICK = 9, 0
"""How hard streams are compressed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of itself. `identifier` is its first 32 hexadecimal figures in the trailer."""

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
    data: tuple[str, bytes],
    level: int = SMALLEST,
) -> bytes:
    """The PDF of the pages by their numbers. `seals`: pictures (PNG) by the SHA-256 that the pages name them by; `data`: name and content of the file inside."""
    file, cases = PdfFile(level=level), TypeCases(faces)
    sheets = [drawn(page, place, cases) for place, page in pages.items()]
    tree, fonts = file.reserve(), file.reserve()
    pictures = {picture_name(content): put_picture(png, file) for content, png in sorted(seals.items())}
    images = "".join(f"/{name} {ref(place)}" for name, place in pictures.items())
    numbers = []
    for place, sheet in enumerate(sheets):
        content = file.put_stream("\n".join(sheet.marks).encode("ascii"))
        size = f"{number(sheet.width * POINTS)} {number(sheet.height * POINTS)}"
        numbers.append(
            file.put(
                f"<</Type/Page/Parent {ref(tree)}/MediaBox[0 0 {size}]/Contents {ref(content)}/Tabs/S"
                f"/StructParents {place}/Resources<</Font {ref(fonts)}/XObject<<{images}>>>>>>"
            )
        )
    file.put(f"<</Type/Pages/Count {len(numbers)}/Kids{refs(numbers)}>>", tree)
    file.put(cases.put_into(file), fonts)
    info, metadata = put_info(file, title=said.title, author=said.author, keywords=said.keywords)
    parts = (
        put_structure(zip(numbers, (sheet.section for sheet in sheets), strict=True), file),
        put_outline(
            ((page, mark) for page, sheet in zip(numbers, sheets, strict=True) for mark in sheet.bookmarks),
            file,
        ),
        put_colours(file),
        put_data(file, data[1], name=data[0]),
        metadata,
    )
    root = file.put(
        f"<</Type/Catalog/Pages {ref(tree)}/Lang({LANGUAGE})/ViewerPreferences<</DisplayDocTitle true>>{''.join(parts)}>>"
    )
    return file.written(root=root, info=info, identifier=said.identifier)
