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


def put_structure(pages: Iterable[tuple[int, Element]], file: PdfFile) -> str:
    """Put the tree of all pages (each with its object's number); the catalog's entries for it."""
    root, document = file.reserve(), file.reserve()
    sections, nums = [], []
    for place, (page, section) in enumerate(pages):
        marked: dict[int, int] = {}
        sections.append(_put(section, document, page, marked, file))
        owners = file.put(refs([marked[mark] for mark in sorted(marked)]))
        nums.append(f"{place} {ref(owners)}")
    file.put(f"<</Type/StructElem/S/Document/P {ref(root)}/K{refs(sections)}>>", document)
    parents = file.put(f"<</Nums[{' '.join(nums)}]>>")
    file.put(f"<</Type/StructTreeRoot/K[{ref(document)}]/ParentTree {ref(parents)}>>", root)
    return f"/StructTreeRoot {ref(root)}/MarkInfo<</Marked true>>"


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
