"""The fonts put into a file, each cut down to the glyphs that are used (ISO 32000-1, 9.6 to 9.10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from circulars.font_metrics import ASCENT, DESCENT
from circulars.fonts import Face
from circulars.printing.pdf_file import Packed, PdfFile, packed, ref, text_string
from circulars.printing.type_cases import PER_EM, Glyphs, font_name, opened

SYMBOLIC = 4
BATCH = 100
"""So many characters at most in one list of a ToUnicode map (Adobe TN 5014)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A face with some glyphs only: what a file says of it."""

    name: str
    is_opentype: bool
    program: Packed
    characters: Packed
    widths: str


def put_fonts(pages: Iterable[Mapping[Face, Glyphs]], file: PdfFile, *, level: int) -> str:
    """Put a font for every face with the glyphs that the pages take out of it; the dictionary of their names."""
    taken: dict[Face, dict[int, str]] = {}
    for page in pages:
        for face, glyphs in page.items():
            taken.setdefault(face, {}).update(glyphs)
    fonts = {
        font_name(face): _put(face, _cut(face, tuple(sorted(glyphs.items())), level), file)
        for face, glyphs in taken.items()
    }
    return "<<" + "".join(f"/{name} {ref(number)}" for name, number in fonts.items()) + ">>"


def _put(face: Face, cut: Cut, file: PdfFile) -> int:
    """A composite font whose codes are the glyphs' numbers (9.7)."""
    program = file.put_stream(cut.program)
    ascent, descent = round(ASCENT * PER_EM), -round(DESCENT * PER_EM)
    descriptor = file.put(
        f"<</Type/FontDescriptor/FontName/{cut.name}/FontFamily{text_string(face.family)}/Flags {SYMBOLIC}"
        f"/FontBBox[0 {descent} {PER_EM} {ascent}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}"
        f"/CapHeight {ascent}/StemV 80/{'FontFile3' if cut.is_opentype else 'FontFile2'} {ref(program)}>>"
    )
    maps = "" if cut.is_opentype else "/CIDToGIDMap/Identity"
    descendant = file.put(
        f"<</Type/Font/Subtype/CIDFontType{0 if cut.is_opentype else 2}/BaseFont/{cut.name}{maps}/DW {PER_EM}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W[{cut.widths}]/FontDescriptor {ref(descriptor)}>>"
    )
    characters = file.put_stream(cut.characters)
    return file.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{cut.name}/Encoding/Identity-H"
        f"/DescendantFonts[{ref(descendant)}]/ToUnicode {ref(characters)}>>"
    )


@lru_cache(maxsize=12)
def _cut(face: Face, taken: tuple[tuple[int, str], ...], level: int) -> Cut:
    """Kept: what is printed again mostly needs the same glyphs."""
    source = opened(face.path)
    program = source.subset(tuple(glyph for glyph, _ in taken))
    how = "/Subtype/OpenType" if source.is_opentype else f"/Length1 {len(program)}"
    return Cut(
        name=f"{_tag(program)}+{font_name(face)}",
        is_opentype=source.is_opentype,
        program=packed(program, level, how),
        characters=packed(_to_unicode(taken).encode("ascii"), level),
        widths="".join(_widths(face, taken)),
    )


def _tag(program: bytes) -> str:
    """Six letters that tell this part of a font from others (9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(program).digest()[:6])


def _widths(face: Face, taken: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Those that are not one em wide."""
    for glyph, character in taken:
        width = face.widths.get(ord(character))
        if width is not None:
            yield f"{glyph}[{width * PER_EM:g}]"


def _to_unicode(taken: Iterable[tuple[int, str]]) -> str:
    """What each glyph says, so that the text can be searched, copied and read aloud (9.10.3)."""
    pairs = [f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for glyph, character in taken]
    batches = (pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH))
    lists = "\n".join(f"{len(batch)} beginbfchar\n{chr(10).join(batch)}\nendbfchar" for batch in batches)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{lists}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
