"""What a page's marks mean, for readers that do not see them: the structure tree (ISO 32000-1, 14.7 and 14.8). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from circulars.printing.pdf_file import PdfFile, ref, refs


@dataclass(slots=True)
class Element:
    """A heading, a paragraph, a table … `marks` are the numbers of its marked contents on the page."""

    role: str
    parts: "list[Element]" = field(default_factory=list)
    marks: tuple[int, ...] = ()
    attributes: str = ""


def put_sections(
    pages: Iterable[tuple[int, Element]], file: PdfFile, *, parent: int
) -> tuple[list[int], list[int]]:
    """Put what the marks of each page (with its object's number) mean, below the element `parent`.

    The numbers of the pages' elements, and of the lists that name the owners of a page's marks in their order.
    """
    sections, owners = [], []
    for page, section in pages:
        marked: dict[int, int] = {}
        sections.append(_put(section, parent, page, marked, file))
        owners.append(file.put(refs([marked[mark] for mark in sorted(marked)])))
    return sections, owners


def _put(element: Element, parent: int, page: int, marked: dict[int, int], file: PdfFile) -> int:
    number = file.reserve()
    marked |= dict.fromkeys(element.marks, number)
    kids = " ".join(
        [*map(str, element.marks), *(ref(_put(part, number, page, marked, file)) for part in element.parts)]
    )
    file.put(
        f"<</Type/StructElem/S/{element.role}/P {ref(parent)}/Pg {ref(page)}{element.attributes}/K[{kids}]>>",
        number,
    )
    return number
