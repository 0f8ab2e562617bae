"""What python-docx has no words for: fonts of all scripts, exact places, borders, fields. WordprocessingML inside.

Lengths are twips (a twentieth of a point) unless said otherwise.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from circulars.fonts import Slot

NAMES: Final[Mapping[Slot, str]] = {
    Slot.FANGSONG: "仿宋_GB2312",
    Slot.KAITI: "楷体_GB2312",
    Slot.XIAOBIAOSONG: "方正小标宋简体",
    Slot.HEITI: "黑体",
    Slot.SONGTI: "宋体",
}
"""The names under which offices have these typefaces; where one is missing, Word takes its neighbour."""

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
RED = "E60012"
# The order that the schema asks for inside w:pPr, w:rPr and w:tblPr; Word refuses files in another one.
PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
    *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap"),
    *("overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
    *("spacing", "ind", "contextualSpacing", "mirrorIndents", "jc", "textDirection", "textAlignment"),
    *("outlineLvl", "rPr", "sectPr"),
)
RUN_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "w", "kern", "position", "sz", "szCs"),
    *("u", "lang"),
)
TABLE_ORDER = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW"),
    *("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
)


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def element(tag: str, **attributes: object) -> Any:
    """`<w:tag w:name="value"/>`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(_in_word(name), str(value))
    return made


@cache
def _in_word(name: str) -> str:
    """The name with the namespace of WordprocessingML."""
    return qn(f"w:{name}")


@cache
def _before(tag: str, order: tuple[str, ...]) -> frozenset[str]:
    """What stands before a tag, as the schema has it."""
    names = [_in_word(name) for name in order]
    return frozenset(names[: names.index(tag)])


def put(parent: Any, child: Any, order: tuple[str, ...]) -> Any:
    """The child in the place the schema has for it, instead of one that is there."""
    before, place = _before(child.tag, order), 0
    for sibling in list(parent):
        if sibling.tag == child.tag:
            parent.remove(sibling)
        elif sibling.tag in before:
            place += 1
    parent.insert(place, child)
    return child


def set_fonts(
    properties: Any,
    slot: Slot,
    *,
    points: float | None = None,
    spacing: int | None = None,
    scale: int | None = None,
) -> None:
    """The face for all scripts, so that figures and marks stand on the same grid as hanzi; `scale` in hundredths."""
    put(
        properties,
        element("rFonts", hint="eastAsia", **dict.fromkeys(SCRIPTS, NAMES[slot])),
        RUN_ORDER,
    )
    if spacing is not None:
        put(properties, element("spacing", val=spacing), RUN_ORDER)
    if scale is not None:
        put(properties, element("w", val=scale), RUN_ORDER)
    if points is not None:
        for tag in ("sz", "szCs"):
            put(properties, element(tag, val=round(points * 2)), RUN_ORDER)


def add_run(
    paragraph: Any, text: str, slot: Slot, *, spacing: int | None = None, scale: int | None = None
) -> None:
    """Text without line feeds in a face; quicker by far than python-docx's way, which goes through every character."""
    written, properties = element("r"), element("rPr")
    set_fonts(properties, slot, spacing=spacing, scale=scale)
    written.append(properties)
    for place, part in enumerate(text.split("\t")):
        if place:
            written.append(element("tab"))
        if part:
            words = element("t")
            words.text = part
            if part != part.strip():
                words.set(SPACE, "preserve")
            written.append(words)
    paragraph.append(written)


def paragraph_property(properties: Any, tag: str, **attributes: object) -> Any:
    return put(properties, element(tag, **attributes), PARAGRAPH_ORDER)


def set_lines(properties: Any, *, exact: int, before: int = 0, after: int = 0) -> None:
    """Lines of exactly this height, and the white above and below."""
    paragraph_property(properties, "spacing", before=before, after=after, line=exact, lineRule="exact")


def border(side: str, eighths: int, *, colour: str = "000000", space: int = 0) -> Any:
    """A rule; its width in eighths of a point, its distance in points."""
    return element(side, val="single", sz=eighths, space=space, color=colour)


def cell_margins(**lengths: int) -> Any:
    """The white inside every cell, by side."""
    margins = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margins.append(element(side, w=lengths[side], type="dxa"))
    return margins


def set_tabs(properties: Any, stops: Iterable[tuple[str, int]]) -> None:
    tabs = element("tabs")
    for kind, place in stops:
        tabs.append(element("tab", val=kind, pos=place))
    put(properties, tabs, PARAGRAPH_ORDER)


def page_number(paragraph: Any) -> None:
    """— 1 — : the number as a field that Word counts."""
    for part in ("— ", "begin", "PAGE", "end", " —"):
        run = paragraph.add_run(part if "—" in part else "")
        set_fonts(run._r.get_or_add_rPr(), Slot.SONGTI, points=14, spacing=0)
        if part == "PAGE":
            field = element("instrText")
            field.text = "PAGE"
            run._r.append(field)
        elif part in ("begin", "end"):
            run._r.append(element("fldChar", fldCharType=part))
