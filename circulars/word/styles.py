"""The named styles of the twin, in the words of people who write papers in Word."""

from dataclasses import dataclass
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from circulars.fonts import Slot
from circulars.word.elements import element, paragraph_property, put, set_fonts, set_lines

LINE = 579  # 28.95 pt: 22 lines make 225 mm
TITLE_LINE = 680  # 12 mm
CELL_LINE = 360
IMPRINT_LINE = 454
NORMAL = "Normal"
BODY_SPACING = -5
"""三号 is 16 pt in Word and a 28th of 156 mm on paper: a quarter of a point less between characters."""


@dataclass(frozen=True)
class Look:
    """A paragraph style. `align` as WordprocessingML names it; `outline` is its level in the outline, from 0."""

    name: str
    slot: Slot
    points: float = 16
    line: int = LINE
    align: str = "both"
    indent: int = 0
    spacing: int = 0
    outline: int | None = None


INDENT = 630  # 空二字, of 15.75 pt each
BODY = Look("正文段落", Slot.FANGSONG, indent=INDENT, spacing=BODY_SPACING)
FLUSH = Look("主送机关", Slot.FANGSONG, spacing=BODY_SPACING)
PLACED = Look("版头与落款", Slot.FANGSONG, align="left", spacing=BODY_SPACING)
MARK = Look("附件标识", Slot.HEITI, align="left", spacing=BODY_SPACING)
LETTERHEAD = Look("发文机关标志", Slot.XIAOBIAOSONG, points=52, align="center")
NUMBER = Look("发文字号", Slot.FANGSONG, line=320, align="center", spacing=BODY_SPACING)
TITLE = Look("Title", Slot.XIAOBIAOSONG, points=22, line=TITLE_LINE, align="center")
CENTERED = Look("题注", Slot.KAITI, align="center", spacing=BODY_SPACING)
HEADINGS: Final = {
    1: Look("Heading 1", Slot.HEITI, indent=INDENT, spacing=BODY_SPACING, outline=0),
    2: Look("Heading 2", Slot.KAITI, indent=INDENT, spacing=BODY_SPACING, outline=1),
    3: Look("Heading 3", Slot.FANGSONG, indent=INDENT, spacing=BODY_SPACING, outline=2),
    4: Look("Heading 4", Slot.FANGSONG, indent=INDENT, spacing=BODY_SPACING, outline=3),
}
TABLE_HEAD = Look("表头", Slot.HEITI, points=12, line=CELL_LINE, align="center")
TABLE_TEXT = Look("表内文字", Slot.FANGSONG, points=12, line=CELL_LINE)
TABLE_NOTE = Look("表上说明", Slot.KAITI, points=12, line=CELL_LINE, align="left")
IMPRINT = Look("版记", Slot.FANGSONG, points=14, line=IMPRINT_LINE)
FOLIO = Look("Footer", Slot.SONGTI, points=14, line=280, align="left")
LOOKS: Final = (
    *(BODY, FLUSH, PLACED, MARK, LETTERHEAD, NUMBER, TITLE, CENTERED),
    *HEADINGS.values(),
    *(TABLE_HEAD, TABLE_TEXT, TABLE_NOTE, IMPRINT, FOLIO),
)


def set_styles(document: Any) -> None:
    """All of them, on a plain `Normal`; marks and figures are spaced as the composer does, by nobody else."""
    _set_defaults(document)
    for look in LOOKS:
        names = [style.name for style in document.styles]
        style = (
            document.styles[look.name]
            if look.name in names
            else document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        )
        style.base_style = document.styles[NORMAL]
        style.quick_style = True
        _set_look(style.element, look)


def _set_defaults(document: Any) -> None:
    normal = document.styles[NORMAL].element
    properties = normal.get_or_add_pPr()
    for tag in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        paragraph_property(properties, tag, val="0")
    set_lines(properties, exact=LINE)
    set_fonts(normal.get_or_add_rPr(), Slot.FANGSONG, points=16)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")


def _set_look(style: Any, look: Look) -> None:
    for tag in ("pPr", "rPr"):
        old = style.find(qn(f"w:{tag}"))
        if old is not None:
            style.remove(old)
    paragraph, letters = style.get_or_add_pPr(), style.get_or_add_rPr()
    set_lines(paragraph, exact=look.line)
    if look.indent:
        paragraph_property(paragraph, "ind", firstLine=look.indent)
    paragraph_property(paragraph, "jc", val=look.align)
    if look.outline is not None:
        paragraph_property(paragraph, "keepNext")
        paragraph_property(paragraph, "outlineLvl", val=look.outline)
    set_fonts(letters, look.slot, points=look.points, spacing=look.spacing)
    if look is LETTERHEAD:
        put(letters, element("color", val="E60012"), ("rFonts", "color", "spacing", "sz", "szCs"))
