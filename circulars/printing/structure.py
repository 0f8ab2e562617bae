"""What a page's marks mean, for readers that do not see them: the structure tree (ISO 32000-1, 14.7 and 14.8). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from circulars.printing.pdf_file import PdfFile, refs

FILLED_IN = "%d 0 R"
"""A reference to an object of a file that is not known yet."""


@dataclass(slots=True)
class Element:
    """A heading, a paragraph, a table … `marks` are the numbers of its marked contents on the page."""

    role: str
    parts: "list[Element]" = field(default_factory=list)
    marks: tuple[int, ...] = ()
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """An element as it stands in any file; `parent` and `parts` are places among the elements of its page."""

    words: str
    parent: int
    parts: tuple[int, ...]
    marks: tuple[int, ...]


def written(section: Element) -> tuple[Written, ...]:
    """The page's own element first, and each before its parts."""
    return tuple(_written(section, place=0, parent=0))


def _written(element: Element, *, place: int, parent: int) -> Iterator[Written]:
    parts: list[int] = []
    below: list[Written] = []
    for part in element.parts:
        parts.append(place + 1 + len(below))
        below += _written(part, place=parts[-1], parent=place)
    kids = " ".join([*map(str, element.marks), *(FILLED_IN for _ in parts)])
    words = (
        f"<</Type/StructElem/S/{element.role}/P {FILLED_IN}/Pg {FILLED_IN}{element.attributes}/K[{kids}]>>"
    )
    yield Written(words, parent, tuple(parts), element.marks)
    yield from below


def put_section(elements: tuple[Written, ...], file: PdfFile, *, page: int, parent: int) -> tuple[int, int]:
    """Put what the marks of a page (its object's number) mean, below the element `parent`.

    The number of the page's own element, and of the list that names the owners of the page's marks in their order.
    """
    first = file.next_number
    owners: dict[int, int] = {}
    for number, element in enumerate(elements, start=first):
        above = parent if number == first else first + element.parent
        file.put(element.words % (above, page, *(first + part for part in element.parts)))
        owners |= dict.fromkeys(element.marks, number)
    return first, file.put(refs([owners[mark] for mark in sorted(owners)]))
