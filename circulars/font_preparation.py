"""Prepare a font file for printing: equal vertical metrics, a private family name, no layout tables. Pure.

Two faces with different metrics on one line make the line taller, and the page holds 20 lines instead of 22.
An installed font of the same family name would be used instead of ours. Both are ruled out here, once.
"""

import json
import os
import struct
import tempfile
from collections.abc import Container, Iterator
from io import BytesIO
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from circulars.font_metrics import ASCENT, DESCENT, MIDDLE

LAYOUT_TABLES = (
    *("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp"),
    *("kern", "mort", "morx", "prop", "vhea", "vmtx"),
)
FULL_WIDTH = "—·"  # 破折号 takes two 字 and 间隔号 one (GB/T 15834); some faces draw them narrower


BROKEN = (TTLibError, struct.error, AssertionError, AttributeError, IndexError, KeyError, TypeError)
"""What fontTools raises over a damaged file."""


class UnreadableFont(ValueError):
    """The file is no font that can be used."""


def open_font(path: Path) -> TTFont:
    """The font in a file, the first one of a collection; raises `UnreadableFont`."""
    try:
        return TTFont(BytesIO(path.read_bytes()), fontNumber=0, recalcBBoxes=False)
    except (OSError, *BROKEN) as error:
        raise UnreadableFont(f"{path.name} is not a font: {error}") from error


def font_names(path: Path) -> list[str]:
    """Family, full and PostScript names in all languages; raises `UnreadableFont`."""
    try:
        with open_font(path) as font:
            return [record.toUnicode() for record in font["name"].names if record.nameID in {1, 4, 6, 16}]
    except (UnicodeDecodeError, *BROKEN) as error:
        raise UnreadableFont(f"{path.name} has no readable names: {error}") from error


def prepare_font(
    source: Path,
    card: Path,
    *,
    family: str,
    without: Container[int] = (),
) -> None:
    """Write the prepared font beside `card` (same name, .ttf or .otf), and then the card, a JSON file.

    `without` are code points that are better printed in the fallback.
    Both files are put in place whole, so another process never reads half of one.
    Raises `UnreadableFont`.
    """
    try:
        with open_font(source) as font:
            name = str(font["name"].getDebugName(4) or source.stem)
            _prepare(font, family, without)
            _write(font, card, name=name, family=family)
    except BROKEN as error:
        raise UnreadableFont(f"{source.name} cannot be prepared: {error!r}") from error


def _prepare(font: TTFont, family: str, without: Container[int]) -> None:
    for table in font["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if code not in without}
    if "glyf" in font:
        _widen(font)
    for tag in LAYOUT_TABLES:
        if tag in font:
            del font[tag]
    _level_metrics(font)
    _rename(font, family)


def _write(font: TTFont, card: Path, *, name: str, family: str) -> None:
    file = card.with_suffix(".otf" if "CFF " in font else ".ttf")
    card.parent.mkdir(parents=True, exist_ok=True)
    with _replacing(file) as draft:
        font.save(draft, reorderTables=True)
    described = _describe(font, name, family, file)
    with _replacing(card) as draft:
        draft.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")


class _replacing:  # noqa: N801 - used like a function
    """A temporary path that takes the place of `path` when the block ends well."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Path:
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".", suffix=self.path.suffix)
        os.close(handle)
        self.draft = Path(name)
        return self.draft

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.draft.chmod(0o644)
            self.draft.replace(self.path)
        else:
            self.draft.unlink(missing_ok=True)


def _widen(font: TTFont) -> None:
    """Give dash and middle dot a full em: the dash is stretched until it joins its twin, the dot centred."""
    em, characters = font["head"].unitsPerEm, font.getBestCmap()
    for character in FULL_WIDTH:
        name = characters.get(ord(character))
        if name is None or font["glyf"][name].numberOfContours <= 0:
            continue
        outline = font["glyf"][name]
        ink = outline.xMax - outline.xMin
        stretch = em / ink if character == "—" else 1.0
        left = 0.0 if character == "—" else (em - ink) / 2
        pen = TTGlyphPen(None)
        font.getGlyphSet()[name].draw(TransformPen(pen, (stretch, 0, 0, 1, left - outline.xMin * stretch, 0)))
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, font["glyf"][name].xMin)


def _level_metrics(font: TTFont) -> None:
    em, header, os2 = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    ascent, descent = round(em * ASCENT), round(em * DESCENT)
    header.ascent, header.descent, header.lineGap = ascent, -descent, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, descent
    os2.usWeightClass, os2.fsSelection = 400, 0x40
    font["head"].macStyle = 0


def _rename(font: TTFont, family: str) -> None:
    """Keep the author's copyright and licence, replace all other names."""
    table, postscript = font["name"], family.replace(" ", "")
    kept = {number: table.getDebugName(number) for number in (0, 13, 14)}
    table.names = []
    ours = {1: family, 2: "Regular", 3: postscript, 4: family, 5: "Version 1.0", 6: postscript}
    for number, text in {**kept, **ours}.items():
        if text:
            table.setName(str(text), number, 3, 1, 0x409)
    font["post"].formatType = 3.0


def _describe(font: TTFont, name: str, family: str, file: Path) -> dict[str, object]:
    em, widths, characters = font["head"].unitsPerEm, font["hmtx"], font.getBestCmap()
    return {
        "file": file.name,
        "family": family,
        "name": name,
        "middle": round(_middle(font), 3),
        "covers": list(_ranges(sorted(characters))),
        "widths": {
            str(code): round(widths[glyph][0] / em, 4)
            for code, glyph in sorted(characters.items())
            if widths[glyph][0] != em
        },
    }


def _middle(font: TTFont) -> float:
    """How far above the baseline the middle of a hanzi lies, in em; faces differ by a fourteenth of an em."""
    name = font.getBestCmap().get(ord("国"))
    if name is None:
        return MIDDLE
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    _, bottom, _, top = pen.bounds
    return float(bottom + top) / 2 / float(font["head"].unitsPerEm)


def _ranges(codes: list[int]) -> Iterator[list[int]]:
    start = last = codes[0]
    for code in codes[1:]:
        if code != last + 1:
            yield [start, last]
            start = code
        last = code
    yield [start, last]
