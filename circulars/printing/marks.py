"""The marks on one page: text, rules, tables, pictures, the page number. Lengths come in mm and go out in points."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from circulars.composing.geometry import (
    FOLIO_BELOW,
    HEIGHT,
    IMPRINT,
    LEFT,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    THIN,
    TOP,
    WIDTH,
    Align,
    Style,
)
from circulars.composing.lines import Cell, Line
from circulars.composing.pieces import Page, Picture, Piece, Rule, Table, Text
from circulars.composing.wall_desk import MARGIN, PAPER
from circulars.font_metrics import ASCENT, MIDDLE
from circulars.fonts import Face, Slot
from circulars.printing.cells import PlacedCell, placed_cells, rules_of
from circulars.printing.pdf_file import number
from circulars.printing.structure import Element
from circulars.printing.type_cases import LEAST_SHIFT, TypeCases

POINTS = 72 / 25.4
"""In a millimetre."""
RED, GREY, BLACK = "#e60012", "#dedbd5", "#000000"
"""The red is Y80 M80 (GB/T 9704-2012, 5.2.4)."""
INK_OF_DASH = 0.6
"""The dash of the page number lies this far, in em, below the top of its line."""
UPRIGHT = "1 0 0 1"
PICTURE_NAME = "印章"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; `left` and `top` in points from the page's lower left corner."""

    level: int
    label: str
    left: float
    top: float


@dataclass(slots=True)
class Setting:
    """The operators for lines on one page; remembers what was set last, for that stays until it is changed (9.3)."""

    cases: TypeCases
    font: tuple[str, float] = ("", 0.0)
    gap: float = 0.0
    rise: float = 0.0

    def line(
        self, line: Line, x: float, y: float, *, size: float, middle: float, turn: str = UPRIGHT
    ) -> Iterator[str]:
        """The line with its first character's origin at (x, y) in points; hanzi of all faces with their middles level."""
        yield f"{turn} {number(x)} {number(y)} Tm"
        if line.spacing * size != self.gap:
            self.gap = line.spacing * size
            yield f"{self.gap:.4f} Tc"
        for segment in self.cases.segments(line):
            yield from self._changes(segment.face, self.cases.take(segment), size, middle)
            yield segment.shown

    def _changes(self, face: Face, font: str, size: float, middle: float) -> Iterator[str]:
        """What must be set before glyphs of the face are shown."""
        shift = face.middle - middle
        rise = -shift * size if abs(shift) >= LEAST_SHIFT else 0.0
        if (font, size) != self.font:
            self.font = font, size
            yield f"/{font} {number(size)} Tf"
        if rise != self.rise:
            self.rise = rise
            yield f"{number(rise)} Ts"


@dataclass(slots=True)
class Sheet:
    """One page being drawn, with what its marks mean; measured from (`left`, `top`) of the paper."""

    cases: TypeCases
    width: float
    height: float
    left: float
    top: float
    marks: list[str] = field(default_factory=list)
    section: Element = field(default_factory=lambda: Element("Sect"))
    bookmarks: list[Bookmark] = field(default_factory=list)
    marked: int = 0
    setting: Setting = field(init=False)

    def __post_init__(self) -> None:
        self.setting = Setting(self.cases)

    def x(self, left: float) -> float:
        return (self.left + left) * POINTS

    def y(self, top: float) -> float:
        return (self.height - self.top - top) * POINTS

    def draw(self, piece: Piece) -> None:
        """The piece, and what it means."""
        match piece:
            case Text():
                self._text(piece)
            case Rule():
                self._rule(piece)
            case Table():
                self._table(piece)
            case Picture():
                self._picture(piece)

    def _text(self, text: Text) -> None:
        if text.bookmark_level:
            top = self.y(text.top - text.style.leading / 2)
            self.bookmarks.append(Bookmark(text.bookmark_level, text.bookmark, self.x(text.left), top))
        role = text.tag.upper()
        self.section.parts.append(Element(role, marks=(self._begin(role),)))
        self._set(text.lines, text.style, text.left, text.top, text.width, text.align)
        self.marks.append("EMC")

    def _table(self, table: Table) -> None:
        self._lattice(table)
        rows: list[list[Element]] = [[] for _ in (table.head, *table.rows)]
        for place, cell in placed_cells(table):
            rows[place].append(self._cell(cell, table.style, is_head=place == 0))
        head, *others = [Element("TR", cells) for cells in rows]
        whole = Element("Table", [Element("THead", [head]), Element("TBody", others)])
        self.section.parts.append(Element("Div", [whole]))

    def _cell(self, placed: PlacedCell, style: Style, *, is_head: bool) -> Element:
        span = f"/RowSpan {placed.cell.rows}" if placed.cell.rows > 1 else ""
        scope = "/Scope/Column" if is_head else ""
        role = "TH" if is_head else "TD"
        attributes = f"/A<</O/Table{scope}{span}>>" if scope or span else ""
        mark = self._begin(role)
        self._set(
            placed.cell.lines, style, placed.left, placed.top, placed.width, placed.cell.align, in_cell=True
        )
        self.marks.append("EMC")
        return Element(role, marks=(mark,), attributes=attributes)

    def _picture(self, picture: Picture) -> None:
        left, foot = self.x(picture.left), self.y(picture.top + picture.height)
        width, height = picture.width * POINTS, picture.height * POINTS
        box = " ".join(map(number, (left, foot, left + width, foot + height)))
        alt = f"/Alt<feff{PICTURE_NAME.encode('utf-16-be').hex()}>/A<</O/Layout/BBox[{box}]>>"
        self.section.parts.append(Element("Figure", marks=(self._begin("Figure"),), attributes=alt))
        place = f"{number(width)} 0 0 {number(height)} {number(left)} {number(foot)} cm"
        self.marks += ("q", place, f"/{picture_name(picture.content)} Do", "Q", "EMC")

    def _begin(self, role: str) -> int:
        mark = self.marked
        self.marked += 1
        self.marks.append(f"/{role} <</MCID {mark}>> BDC")
        return mark

    def _rule(self, rule: Rule) -> None:
        """A filled rectangle; it means nothing."""
        colour = RED if rule.red else GREY if rule.grey else BLACK
        corner = f"{number(self.x(rule.left))} {number(self.y(rule.bottom))}"
        size = f"{number(rule.width * POINTS)} {number(rule.thickness * POINTS)}"
        self.marks += ("/Artifact BMC", _ink(colour), f"{corner} {size} re f", "0 g EMC")

    def _lattice(self, table: Table) -> None:
        """A table's rules, as lines: readers draw thin lines more evenly than thin rectangles."""
        self.marks += ("/Artifact BMC", f"{number(THIN * POINTS)} w")
        for line in rules_of(table):
            start = f"{number(self.x(line.left))} {number(self.y(line.top))}"
            self.marks.append(f"{start} m {number(self.x(line.right))} {number(self.y(line.foot))} l S")
        self.marks.append("EMC")

    def _set(
        self,
        lines: Sequence[Line],
        style: Style,
        left: float,
        top: float,
        width: float,
        align: Align,
        *,
        in_cell: bool = False,
    ) -> None:
        """Lines one below the other, the first line's em boxes at `top`; hanzi of every face on one height."""
        base = base_slot(lines)
        raised = MIDDLE - self.cases.middle(base)
        if in_cell:
            raised = max(raised, 0.0)
        baseline = top + (ASCENT - raised) * style.size
        self.marks.append(f"{_ink(RED)} BT" if style.red else "BT")
        size, middle = style.size * POINTS, self.cases.middle(base)
        for place, line in enumerate(lines):
            start = left + _start(line, width, align, style.size)
            x, y = self.x(start), self.y(baseline + place * style.pitch)
            self.marks += self.setting.line(line, x, y, size=size, middle=middle)
        self.marks.append("ET 0 g" if style.red else "ET")

    def folio(self, page_number: int) -> None:
        """The page number outside, 4号宋体 between dashes 7 mm below the 版心 (7.5); it is no part of the text."""
        line = Line(
            tuple(
                Cell(each, Slot.SONGTI, self.cases.width(each, Slot.SONGTI)) for each in f"— {page_number} —"
            )
        )
        size = IMPRINT.size
        room = WIDTH - 2 * size - line.length * size
        along = size + (room if page_number % 2 else 0.0)
        across = FOLIO_BELOW - INK_OF_DASH * size + ASCENT * size
        if self.width > self.height:
            x, y, turn = self.x(-across), self.y(along), "0 -1 1 0"
        else:
            x, y, turn = self.x(along), self.y(HEIGHT + across), UPRIGHT
        middle = self.cases.middle(Slot.SONGTI)
        self.marks += ("/Artifact BMC", "BT")
        self.marks += self.setting.line(line, x, y, size=size * POINTS, middle=middle, turn=turn)
        self.marks += ("ET", "EMC")


def _ink(colour: str) -> str:
    """The operator that fills in a colour given as #rrggbb."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{' '.join(map(number, parts))} rg"


def _start(line: Line, width: float, align: Align, size: float) -> float:
    """Where the line's first character begins, in mm from the left of its measure."""
    if align == "left":
        return line.indent * size
    room = width - line.length * size
    return room / 2 if align == "center" else room


def base_slot(lines: Iterable[Line]) -> Slot:
    """The face of most of the characters; the others are moved to its hanzi's height."""
    slots = Counter(cell.slot for line in lines for cell in line.cells)
    return slots.most_common(1)[0][0] if slots else Slot.FANGSONG


def picture_name(content: str) -> str:
    """What the page calls the picture with that SHA-256."""
    return f"P{content[:16]}"


def drawn(page: Page, page_number: int, cases: TypeCases) -> Sheet:
    """The page with all its marks."""
    sheet = _empty(page, cases)
    for piece in page.pieces:
        sheet.draw(piece)
    if page.landscape or (page.numbered and not page.sheet):
        sheet.folio(page_number)
    return sheet


def _empty(page: Page, cases: TypeCases) -> Sheet:
    if page.landscape:
        return Sheet(cases, PAPER_HEIGHT, PAPER_WIDTH, PAPER_HEIGHT - TOP - HEIGHT, LEFT)
    if page.sheet:
        width, height = PAPER[page.sheet]
        return Sheet(cases, width, height, MARGIN, MARGIN)
    return Sheet(cases, PAPER_WIDTH, PAPER_HEIGHT, LEFT, TOP)
