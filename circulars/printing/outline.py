"""The outline of a PDF, from bookmarks in order with their levels (ISO 32000-1, 12.3.3). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from circulars.printing.marks import Bookmark
from circulars.printing.pdf_file import PdfFile, number, ref, text_string


@dataclass(slots=True)
class _Entry:
    bookmark: Bookmark
    page: int
    below: "list[_Entry]" = field(default_factory=list)


def put_outline(bookmarks: Iterable[tuple[int, Bookmark]], file: PdfFile) -> int:
    """Put the entries (each with its page's number); the outline's own number, 0 where it has none."""
    top: list[_Entry] = []
    open_entries: list[_Entry] = []
    for page, bookmark in bookmarks:
        while open_entries and open_entries[-1].bookmark.level >= bookmark.level:
            open_entries.pop()
        entry = _Entry(bookmark, page)
        (open_entries[-1].below if open_entries else top).append(entry)
        open_entries.append(entry)
    if not top:
        return 0
    root = file.reserve()
    return file.put(f"<</Type/Outlines{_put(top, root, file)}>>", root)


def _put(entries: list[_Entry], parent: int, file: PdfFile) -> str:
    """Put the entries of one level; what their parent says of them."""
    numbers = [file.reserve() for _ in entries]
    for place, entry in enumerate(entries):
        beside = f"/Prev {ref(numbers[place - 1])}" if place else ""
        beside += f"/Next {ref(numbers[place + 1])}" if place + 1 < len(entries) else ""
        below = _put(entry.below, numbers[place], file) if entry.below else ""
        mark = entry.bookmark
        goal = f"[{ref(entry.page)}/XYZ {number(mark.left)} {number(mark.top)} 0]"
        title = text_string(mark.label)
        file.put(f"<</Title{title}/Parent {ref(parent)}{beside}{below}/Dest{goal}>>", numbers[place])
    return (
        f"/First {ref(numbers[0])}/Last {ref(numbers[-1])}/Count {len(entries) + sum(map(_count, entries))}"
    )


def _count(entry: _Entry) -> int:
    return sum(1 + _count(each) for each in entry.below)
