"""Many kept PDFs as one, for one go at the printer: each with its own page numbers, and a line in the outline.

What comes out is for printing; the single papers stay what is archived.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import pypdfium2

_pdfium = Lock()  # the library is not for two threads at once
_PAGES = re.compile(rb"2 0 obj\s*<</Count \d+/Kids\[([^]]*)\]")
_TRAILER = re.compile(
    rb"trailer\s*<<\s*/Root 1 0 R\s*(/Info \d+ 0 R)?\s*/Size (\d+).*?startxref\s+(\d+)\s+%%EOF\s*$", re.S
)


def merge(papers: Sequence[tuple[str, Path]], target: Path) -> None:
    """The PDFs of `papers`, (name, file) each, one after the other in `target`."""
    with _pdfium:
        starts = _joined(papers, target)
    _add_outline([name for name, _file in papers], starts, target)


def _joined(papers: Sequence[tuple[str, Path]], target: Path) -> list[int]:
    """All pages in `target`; the number, from 0, of each paper's first one."""
    whole, starts = pypdfium2.PdfDocument.new(), []
    try:
        for _name, file in papers:
            starts.append(len(whole))
            part = pypdfium2.PdfDocument(file)
            try:
                whole.import_pages(part)
            finally:
                part.close()
        whole.save(target)
    finally:
        whole.close()
    return starts


def _add_outline(names: Sequence[str], starts: Sequence[int], target: Path) -> None:
    """Objects added behind the end, as PDF allows: the catalogue anew, the outline and an entry for each name."""
    content = target.read_bytes()
    pages, trailer = _PAGES.search(content), _TRAILER.search(content)
    if pages is None or trailer is None:
        raise ValueError("the joined PDF has another shape than expected")
    page_numbers = [int(number) for number in re.findall(rb"(\d+) 0 R", pages[1])]
    size, last_table = int(trailer[2]), int(trailer[3])
    first = size + 1
    entries = {1: f"<</Type/Catalog/Pages 2 0 R/Outlines {size} 0 R/PageMode/UseOutlines/Lang(zh-Hans)>>"}
    entries[size] = f"<</Type/Outlines/First {first} 0 R/Last {size + len(names)} 0 R/Count {len(names)}>>"
    for place, (name, start) in enumerate(zip(names, starts, strict=True)):
        before = f"/Prev {first + place - 1} 0 R" if place else ""
        after = f"/Next {first + place + 1} 0 R" if place < len(names) - 1 else ""
        title = ("\ufeff" + name).encode("utf-16-be").hex()
        page = page_numbers[start]
        entries[first + place] = f"<</Title<{title}>/Parent {size} 0 R{before}{after}/Dest[{page} 0 R/Fit]>>"
    with target.open("ab") as file:
        table = {}
        for number, entry in entries.items():
            table[number] = file.tell()
            file.write(f"{number} 0 obj\n{entry}\nendobj\n".encode())
        start = file.tell()
        lines = [f"1 1\n{table[1]:010d} 00000 n\r\n", f"{size} {len(names) + 1}\n"]
        lines += [f"{table[number]:010d} 00000 n\r\n" for number in range(size, first + len(names))]
        info = (trailer[1] or b"").decode()
        file.write(f"xref\n{''.join(lines)}trailer\n<</Root 1 0 R{info}/Size {first + len(names)}".encode())
        file.write(f"/Prev {last_table}>>\nstartxref\n{start}\n%%EOF\n".encode())
