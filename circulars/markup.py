"""Composed pages as HTML for the printer: every piece at its place, every line ready. Pure.

Only this module's own elements are ever printed; text is escaped, so nobody's HTML gets through.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape as html_escape
from itertools import groupby

from circulars.composing.characters import BLANK_LEFT_HALF
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
    Style,
)
from circulars.composing.lines import Cell, Line
from circulars.composing.pieces import Page, Picture, Piece, Rule, Table, TableCell, TableRow, Text
from circulars.composing.tables import PAD_SIDE
from circulars.composing.wall_desk import MARGIN, PAPER
from circulars.font_preparation import ASCENT, DESCENT
from circulars.fonts import Face, Faces, Slot

RED = "#e60012"
GREY = "#dedbd5"
INK_OF_DASH = 0.6
"""The dash of the page number lies this far, in em, below the top of its line."""
SLACK = 4.0
"""The printer's page goes on below the 版心 by so many mm: half a line's white belongs to its box, and what
crosses the foot of a page would be torn there."""
MIDDLE = (ASCENT - DESCENT) / 2
"""The middle of the em box above the baseline; where a face's hanzi sit lower, they are moved up."""
DEFAULTS = (
    "@page{margin:0}html,body,section,p,h1,h2,h3,h4,h5,div,hr{display:block}head,title,meta,style{display:none}"
    "table{display:table;box-sizing:border-box;border-spacing:0}colgroup{display:table-column-group}col{display:table-column}"
    "thead{display:table-header-group}tbody{display:table-row-group}tr{display:table-row}td,th{display:table-cell}"
)
"""What the elements are; a browser's own defaults are many times as long, and every one of them is overruled below."""
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) does not count among characters; a title may bring it in, and it prints nothing."""
LEAST_SHIFT = 20
"""In thousandths of an em: what nobody sees is left."""


def document(
    pages: Sequence[Page], *, title: str, author: str, keywords: str, faces: Faces, font_faces: str
) -> str:
    """The whole document; `font_faces` are the @font-face rules."""
    writer = _Writer(faces)
    body = "".join(writer.section(page, number) for number, page in enumerate(pages, start=1))
    css = "".join(
        (font_faces, *_page_rules(faces), *_rules(), *_slot_rules(faces), *_used_rules(pages, writer))
    )
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(author)}"/><meta name="keywords" content="{escape(keywords)}"/><style>{css}</style></head>'
        f"<body>{body}</body></html>"
    )


def family_list(slot: Slot, faces: Faces) -> str:
    """The families asked for a glyph, as CSS wants them."""
    return ",".join(f"'{face.family}'" for face in faces.chain(slot))


def _page_rules(faces: Faces) -> Iterator[str]:
    """Paper, 版心, and the page number outside: 4号宋体 between dashes 7 mm below the 版心 (7.5)."""
    down = FOLIO_BELOW - SLACK - INK_OF_DASH * IMPRINT.size
    font = f"{IMPRINT.size:.4f}mm/1 {family_list(Slot.SONGTI, faces)}"
    number = f'content:"— " counter(page) " —";font:{font};vertical-align:top;padding-top:{down:.3f}mm'
    margins = f"{TOP}mm {PAPER_WIDTH - LEFT - WIDTH}mm {PAPER_HEIGHT - TOP - HEIGHT - SLACK}mm {LEFT}mm"
    yield f"@page{{size:{PAPER_WIDTH}mm {PAPER_HEIGHT}mm;margin:{margins}}}"
    yield f"@page:right{{@bottom-right{{{number};padding-right:1em}}}}"
    yield f"@page:left{{@bottom-left{{{number};padding-left:1em}}}}"
    turned = f"{LEFT}mm {TOP}mm {PAPER_WIDTH - LEFT - WIDTH - SLACK}mm {PAPER_HEIGHT - TOP - HEIGHT}mm"
    yield f"@page turned{{size:{PAPER_HEIGHT}mm {PAPER_WIDTH}mm;margin:{turned}}}"
    yield "@page turned:right{@bottom-right{content:none}}@page turned:left{@bottom-left{content:none}}"
    beside = FOLIO_BELOW - INK_OF_DASH * IMPRINT.size
    yield f".folio{{font:{font};left:-{beside:.3f}mm;top:{IMPRINT.size:.3f}mm;width:{WIDTH - 2 * IMPRINT.size:.3f}mm;"
    yield "transform-origin:0 0;transform:rotate(90deg)}"
    for sheet, (width, height) in PAPER.items():
        yield f"@page {sheet}{{size:{width}mm {height}mm;margin:{MARGIN}mm}}"
        yield f"@page {sheet}:right{{@bottom-right{{content:none}}}}@page {sheet}:left{{@bottom-left{{content:none}}}}"
        yield f".{sheet}{{page:{sheet};height:{height - 2 * MARGIN - 1}mm}}"
    yield "@page blank:right{@bottom-right{content:none}}@page blank:left{@bottom-left{content:none}}"


def _rules() -> Iterator[str]:
    yield "html,body{margin:0;padding:0}"
    yield f"section{{position:relative;height:{HEIGHT}mm;break-after:page}}"
    yield "section:last-child{break-after:auto}.blank{page:blank}"
    yield f".turned{{page:turned;height:{WIDTH}mm}}"
    yield "p,h1,h2,h3,h4,h5,hr,div,img{position:absolute;margin:0;padding:0;font-weight:normal;white-space:pre}"
    yield "i,b{font-style:normal;font-weight:normal}hr{border:0;background:#000}"
    yield f".red{{color:{RED}}}hr.red{{background:{RED}}}hr.grey{{background:{GREY}}}"
    yield ".center{text-align:center}.right{text-align:right}.left{text-align:left}.indent{text-indent:2em}"
    yield "div{left:0}table{border-collapse:collapse;table-layout:fixed;width:100%}"
    yield f"td,th{{border:{THIN}mm solid #000;padding:0 {PAD_SIDE}mm;font-weight:normal;vertical-align:middle}}"


def _slot_rules(faces: Faces) -> Iterator[str]:
    for slot, face in faces.by_slot.items():
        yield f".{slot}{{font-family:{family_list(slot, faces)}}}"
        yield f"td.{slot},th.{slot}{{padding-bottom:{_white_below(face):.3f}em}}"


def _white_below(face: Face) -> float:
    """In em: so much below a cell's text brings hanzi that sit low in their face to its middle."""
    return max(2 * (MIDDLE - face.middle), 0)


def _used_rules(pages: Iterable[Page], writer: "_Writer") -> Iterator[str]:
    """Rules for the sizes, gaps, trims and shifts that occur."""
    pieces = [piece for page in pages for piece in page.pieces if isinstance(piece, Text | Table)]
    for style in dict.fromkeys(piece.style for piece in pieces):
        yield f".{_style_class(style)}{{font-size:{style.size:.6f}mm;line-height:{style.pitch:.6f}mm}}"
    lines = [line for piece in pieces for line in piece.all_lines()]
    for gap in sorted({_rounded(line.spacing) for line in lines} - {0}):
        yield f".j{gap}{{letter-spacing:{gap / 10_000}em}}"
    for trim in sorted({_rounded(cell.trim) for line in lines for cell in line.cells} - {0}):
        yield f".c{trim}{{letter-spacing:-{trim / 10_000}em}}.o{trim}{{margin-left:-{trim / 10_000}em}}"
    for shift in sorted(writer.shifts):
        yield f".d{shift}{{position:relative;top:{shift / 1000}em}}"


def _style_class(style: Style) -> str:
    return f"z{round(style.size * 1000)}-{round(style.pitch * 1000)}"


def _rounded(length: float) -> int:
    """Ten-thousandths of an em, to name a class by."""
    return round(length * 10_000)


@dataclass(slots=True)
class _Writer:
    """Writes pieces as elements, and remembers the shifts they need, in thousandths of an em."""

    faces: Faces
    shifts: set[int] = field(default_factory=set)

    def section(self, page: Page, number: int) -> str:
        """One face of the paper."""
        pieces = "".join(map(self._piece, page.pieces))
        if page.landscape:
            side = "right" if number % 2 else "left"
            return f'<section class="turned">{pieces}<p class="folio {side}">— {number} —</p></section>'
        if page.sheet:
            return f'<section class="{page.sheet}">{pieces}</section>'
        name = "" if page.numbered else ' class="blank"'
        return f"<section{name}>{pieces}</section>"

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Rule):
            return _rule(piece)
        if isinstance(piece, Picture):
            return _picture(piece)
        return self._table(piece) if isinstance(piece, Table) else self._text(piece)

    def _text(self, text: Text) -> str:
        base = _base_slot(text.lines)
        names = [base, _style_class(text.style), text.align]
        names += ["indent"] if text.lines[0].indent else []
        names += ["red"] if text.style.red else []
        raised = (MIDDLE - self.faces.by_slot[base].middle) * text.style.size
        top = text.top - text.style.leading / 2 - raised
        place = f"top:{top:.3f}mm;left:{text.left:.3f}mm;width:{text.width:.3f}mm{_bookmark(text)}"
        return f'<{text.tag} class="{" ".join(names)}" style="{place}">{self._lines(text.lines, base)}</{text.tag}>'

    def _table(self, table: Table) -> str:
        columns = "".join(f'<col style="width:{width:.3f}mm"/>' for width in table.columns)
        rows = "".join(self._row(row, "td", table.style) for row in table.rows)
        return (
            f'<div class="{_style_class(table.style)}" style="top:{table.top:.3f}mm;width:{table.width:.3f}mm"><table>'
            f"<colgroup>{columns}</colgroup><thead>{self._row(table.head, 'th', table.style)}</thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _row(self, row: TableRow, tag: str, style: Style) -> str:
        """The last cell bears the row's height: the printer makes a row with a height of its own as high as a label
        that ends in it and began far above."""
        *others, last = row.cells
        height = row.height - THIN - style.size * _white_below(self.faces.by_slot[_base_slot(last.lines)])
        cells = "".join(self._cell(cell, tag) for cell in others)
        return f"<tr>{cells}{self._cell(last, tag, place=f'height:{height:.3f}mm')}</tr>"

    def _cell(self, cell: TableCell, tag: str, *, place: str = "") -> str:
        base = _base_slot(cell.lines)
        span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        placed = f' style="{place}"' if place else ""
        return f'<{tag}{span} class="{base} {cell.align}"{placed}>{self._lines(cell.lines, base)}</{tag}>'

    def _lines(self, lines: Iterable[Line], base: Slot) -> str:
        return "\n".join(self._line(line, base) for line in lines)

    def _line(self, line: Line, base: Slot) -> str:
        groups = groupby(line.cells, key=lambda cell: self._look(cell, base))
        inner = "".join(_marked(look, "".join(cell.character for cell in cells)) for look, cells in groups)
        return f'<b class="j{_rounded(line.spacing)}">{inner}</b>' if line.spacing else inner

    def _look(self, cell: Cell, base: Slot) -> str:
        """The classes of a character that does not look like the rest of its paragraph."""
        names = [] if cell.slot == base else [cell.slot.value]
        if cell.trim:
            names.append(f"{'o' if cell.character in BLANK_LEFT_HALF else 'c'}{_rounded(cell.trim)}")
        middle = self.faces.middle(cell.character, cell.slot)
        shift = round((middle - self.faces.by_slot[base].middle) * 1000)
        if abs(shift) >= LEAST_SHIFT:
            self.shifts.add(shift)
            names.append(f"d{shift}")
        return " ".join(names)


def _rule(rule: Rule) -> str:
    red = ' class="red"' if rule.red else ' class="grey"' if rule.grey else ""
    place = f"top:{rule.top:.3f}mm;left:{rule.left:.3f}mm;width:{rule.width:.3f}mm"
    return f'<hr{red} style="{place};height:{rule.thickness:.3f}mm"/>'


def _picture(picture: Picture) -> str:
    place = f"top:{picture.top:.3f}mm;left:{picture.left:.3f}mm;width:{picture.width:.3f}mm;height:{picture.height:.3f}mm"
    return f'<img alt="印章" src="{seal_address(picture.content)}" style="{place}"/>'


def seal_address(content: str) -> str:
    """How the page asks the printer for a seal, by the SHA-256 of its file."""
    return f"seal:{content}"


def _bookmark(text: Text) -> str:
    if not text.bookmark_level:
        return ""
    label = escape(text.bookmark.replace("\\", "").replace("'", "’"))
    return f";bookmark-level:{text.bookmark_level};bookmark-label:'{label}'"


def _base_slot(lines: Iterable[Line]) -> Slot:
    """The face of most of the characters; the others are marked."""
    slots = Counter(cell.slot for line in lines for cell in line.cells)
    return slots.most_common(1)[0][0] if slots else Slot.FANGSONG


def _marked(look: str, text: str) -> str:
    shown = escape(text, quote=False)
    return f'<i class="{look}">{shown}</i>' if look else shown


def escape(text: str, *, quote: bool = True) -> str:
    """The words as markup that shows just them."""
    return html_escape(NO_CHARACTERS.sub("", text), quote=quote)
