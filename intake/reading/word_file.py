"""A Word file as lines and grids. Bytes in, Source out.

python-docx drops the numbers Word counts by itself, tracked insertions, text boxes and content controls, so
the parts are read here. Whatever is not in the page's flow is set aside with its reason: headers, footers,
notes, comments, deleted and hidden text, text boxes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from intake.reading.archive import Archive
from intake.reading.auto_numbers import Counting, list_of, read_lists
from intake.reading.blocks import (
    Block,
    Cell,
    Grid,
    Line,
    Source,
    has_text,
    lines_of,
    row_text,
    without_invisible,
)
from intake.reading.outline import OutlineWarning, SetAside
from intake.reading.refused import EmptyDocument, HasMacros, NotADocument, OnlyPictures
from intake.reading.word_xml import attribute, child, children, is_on, number, tag, value

_MAX_SPAN = 63  # columns of a Word table
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_OUTSIDE_PARTS = (
    ("header", "page_header"),
    ("footer", "page_footer"),
    ("footnotes", "footnote"),
    ("endnotes", "footnote"),
    ("comments.", "comment"),
)
_WARNED = {"footnote", "comment", "deleted", "hidden", "text_box"}


def read_word(content: bytes) -> Source:
    """Read a .docx. Raises EmptyDocument, OnlyPictures, HasMacros, NotADocument, or what `archive` does."""
    archive = Archive(content)
    main = _main_part(archive)
    root = archive.xml(main)
    body = child(root, "body")
    if root is None or tag(root) != "document" or body is None:
        raise NotADocument(main)
    folder = main.rpartition("/")[0]
    styles = archive.xml(f"{folder}/styles.xml")
    page = _Page(_read_styles(styles), Counting(read_lists(archive.xml(f"{folder}/numbering.xml"), styles)))
    blocks = list(page.blocks(body))
    if not any(has_text(block.text) for block in blocks):
        blocks = [block for box in page.boxes for block in box]
        page.boxes.clear()
    if not any(has_text(block.text) for block in blocks):
        raise OnlyPictures("no text") if page.pictures else EmptyDocument("no text")
    outside = [*page.set_aside, *_text_boxes(page), *_outside_parts(archive, folder)]
    return Source(tuple(blocks), tuple(outside), tuple(_warnings(page, outside)))


def _main_part(archive: Archive) -> str:
    """The part that the package names as its document; a workbook or a program is turned away here."""
    types = archive.xml("[content_types].xml")
    for override in types if types is not None else ():
        kind = override.get("ContentType") or ""
        if "macroenabled" in kind.lower():
            raise HasMacros(kind)
    relations = archive.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    raise NotADocument("no main document")


def _text_boxes(page: "_Page") -> Iterator[SetAside]:
    for box in page.boxes:
        text = "\n".join(block.text for block in box)
        if has_text(text):
            yield SetAside(text, "text_box")


def _outside_parts(archive: Archive, folder: str) -> Iterator[SetAside]:
    seen = set()
    for name in sorted(archive.names()):
        for beginning, code in _OUTSIDE_PARTS:
            if not name.startswith(f"{folder}/{beginning}".lower()) or not name.endswith(".xml"):
                continue
            root = archive.xml(name)
            text = "" if root is None else "\n".join(block.text for block in _Page().blocks(root))
            if has_text(text) and (text, code) not in seen:
                seen.add((text, code))
                yield SetAside(text, code)


def _warnings(page: "_Page", outside: list[SetAside]) -> Iterator[OutlineWarning]:
    for aside in outside:
        if aside.code in _WARNED:
            yield OutlineWarning(aside.code, aside.text)
    for code in sorted(page.noticed):
        yield OutlineWarning(code)
    if page.pictures:
        yield OutlineWarning("pictures", str(page.pictures))


# --- styles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says; is_contents: it is a line of the table of contents."""

    heading: int | None = None
    centred: bool = False
    list_id: str | None = None
    depth: int | None = None
    is_contents: bool = False


_PLAIN = _Style()
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


def _read_styles(styles: etree._Element | None) -> dict[str | None, _Style]:
    """The paragraph styles by id; the default one also under None."""
    elements = {attribute(one, "styleId"): one for one in children(styles, "style")}
    read = {style_id: _read_style(one, elements) for style_id, one in elements.items()}
    for style_id, one in elements.items():
        if attribute(one, "type") == "paragraph" and attribute(one, "default") in {"1", "true", "on"}:
            read[None] = read[style_id]
    return read


def _read_style(one: etree._Element, elements: dict[str | None, etree._Element]) -> _Style:
    chain: list[etree._Element] = []
    ancestor: etree._Element | None = one
    while ancestor is not None and len(chain) < 20:
        chain.append(ancestor)
        ancestor = elements.get(value(ancestor, "basedOn") or "")
    name = (value(one, "name") or "").strip()
    lists = [list_of(child(each, "pPr")) for each in chain]
    levels = [level for each in chain if (level := _outline_level(child(each, "pPr"))) is not None]
    named = [found for each in chain if (found := _named_level(value(each, "name") or "")) is not None]
    return _Style(
        heading=next(iter(named + [level for level in levels if level < 10]), None),
        centred=next((jc == "center" for each in chain if (jc := value(each, "pPr", "jc"))), False),
        list_id=next((list_id for list_id, _ in lists if list_id is not None), None),
        depth=next((depth for _, depth in lists if depth is not None), None),
        is_contents=name.lower().startswith(("toc ", "目录 ")) and name[-1:].isdigit(),
    )


def _named_level(name: str) -> int | None:
    if name.strip().lower() in {"title", "标题"}:
        return 0
    found = _HEADING_NAME.match(name.strip())
    return int(found[1]) if found else None


def _outline_level(properties: etree._Element | None) -> int | None:
    """1 for the outline level Word calls 0; 10 for body text."""
    level = number(value(properties, "outlineLvl"))
    return None if level is None else level + 1


# --- the page --------------------------------------------------------------------------------------------


@dataclass
class _Page:
    """The flow of a part, read once from top to bottom, and what was met on the way."""

    styles: dict[str | None, _Style] = field(default_factory=dict)
    counting: Counting = field(default_factory=lambda: Counting({}))
    set_aside: list[SetAside] = field(default_factory=list)
    boxes: list[list[Block]] = field(default_factory=list)
    noticed: set[str] = field(default_factory=set)
    pictures: int = 0
    _gap: bool = False

    def blocks(self, holder: etree._Element) -> Iterator[Block]:
        """The lines and grids in an element, in order, whatever wraps them."""
        for element in holder:
            name = tag(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield self._grid(element)
                self._gap = True
            elif name in {"del", "moveFrom"}:
                self._keep_aside(_deleted_text(element), "deleted")
            elif name == "altChunk":
                self.noticed.add("embedded_part")
            elif name not in {"sdtPr", "sectPr", "tblPr"}:
                yield from self.blocks(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        text, style = self._numbered_text(paragraph)
        if style.is_contents:
            self._keep_aside(text, "contents")
            return
        heading = self._heading(paragraph, style)
        justified = value(paragraph, "pPr", "jc")
        centred = justified == "center" if justified else style.centred
        for line in [text.replace("\n", "")] if heading is not None else text.split("\n"):
            clean = without_invisible(line).strip()
            if has_text(clean):
                yield Line(clean, heading, centred, self._gap)
            self._gap = not has_text(clean)

    def _numbered_text(self, paragraph: etree._Element) -> tuple[str, _Style]:
        style = self.styles.get(value(paragraph, "pPr", "pStyle"), self.styles.get(None, _PLAIN))
        parts: list[str] = []
        self._gather(paragraph, parts)
        text = "".join(parts)
        list_id, depth = list_of(child(paragraph, "pPr"))
        list_id = style.list_id if list_id is None else list_id
        depth = style.depth if depth is None else depth
        if list_id is None or list_id == "0":
            return text, style
        numbered = self.counting.next_number(list_id, depth or 0)
        return (numbered + text.lstrip() if has_text(text) else text), style

    def _heading(self, paragraph: etree._Element, style: _Style) -> int | None:
        own = _outline_level(child(paragraph, "pPr"))
        if own is None:
            return style.heading
        return own if own < 10 else None

    def _gather(self, holder: etree._Element, parts: list[str]) -> None:
        """Append the text of a paragraph, a run or anything in them."""
        for element in holder:
            name = tag(element)
            if name == "t":
                parts.append(element.text or "")
            elif name in _SIGNS:
                parts.append(_SIGNS[name])
            elif name in _SILENT:
                continue
            elif name == "sym":
                parts.append(_symbol(element))
            elif name in {"del", "moveFrom"}:
                self._keep_aside(_deleted_text(element), "deleted")
            elif name == "r" and is_on(element, "rPr", "vanish"):
                self._keep_aside(_deleted_text(element), "hidden")
            elif name == "txbxContent":
                self.boxes.append(list(self.blocks(element)))
            elif name == "AlternateContent":
                self._gather(_preferred(element), parts)
            elif name == "rt":
                self._keep_aside(_deleted_text(element), "annotation")
            else:
                self.pictures += name in {"blip", "imagedata"}
                self._gather(element, parts)

    def _keep_aside(self, text: str, code: str) -> None:
        kept = "\n".join(lines_of(text)).strip()
        if has_text(kept):
            self.set_aside.append(SetAside(kept, code))

    # tables

    def _grid(self, table: etree._Element) -> Grid:
        return Grid(tuple(self._row(row) for row in _unwrapped(table, "tr") if not self._is_deleted(row)))

    def _is_deleted(self, row: etree._Element) -> bool:
        if child(row, "trPr", "del") is None:
            return False
        self._keep_aside(_deleted_text(row), "deleted")
        return True

    def _row(self, row: etree._Element) -> tuple[Cell, ...]:
        before = number(value(row, "trPr", "gridBefore")) or 0
        cells = [Cell()] * min(max(before, 0), _MAX_SPAN)
        for element in _unwrapped(row, "tc"):
            text = self._cell_text(element)
            merged = child(element, "tcPr", "vMerge")
            lower = merged is not None and attribute(merged, "val") != "restart"
            cells.append(Cell(text, lower and not text))
            span = number(value(element, "tcPr", "gridSpan")) or 1
            cells.extend([Cell()] * (min(max(span, 1), _MAX_SPAN) - 1))
        return tuple(cells[:_MAX_SPAN]) if not any(cell.text for cell in cells[_MAX_SPAN:]) else tuple(cells)

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, Grid):
                self.noticed.add("nested_table")
                lines.extend(row_text(row) for row in block.rows)
            else:
                lines.append(block.text)
        self._gap = False
        return "\n".join(line for line in lines if has_text(line))


_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SILENT = {"pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText", "rubyPr", "tblPr", "sectPr"}
_SYMBOL_FONTS = {
    "6c": "●",
    "6e": "■",
    "75": "◆",
    "76": "❖",
    "a7": "■",
    "b7": "•",
    "d8": "➢",
    "fc": "✓",
    "a8": "□",
}


def _symbol(element: etree._Element) -> str:
    code = (attribute(element, "char") or "").lower()
    try:
        known = _SYMBOL_FONTS.get(code[2:]) if code.startswith("f0") else None
        return known or chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _preferred(alternatives: etree._Element) -> etree._Element:
    """Word writes a drawing twice, for new and for old programs: one of the two."""
    for choice in alternatives:
        if tag(choice) == "Choice":
            return choice
    return alternatives


def _deleted_text(holder: etree._Element) -> str:
    return "".join(
        "\n" if tag(element) in {"p", "br", "cr"} else element.text or ""
        for element in holder.iter()
        if tag(element) in {"t", "delText", "p", "br", "cr"}
    )


def _unwrapped(holder: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, looked for through content controls and tracked changes."""
    for element in holder:
        name = tag(element)
        if name == wanted:
            yield element
        elif name in _WRAPPERS:
            yield from _unwrapped(element, wanted)
