"""The type a paper is set in: which glyph stands for a character, and the fonts put into the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from circulars.font_metrics import ASCENT, DESCENT
from circulars.fonts import Face, Faces, Slot
from circulars.printing.harfbuzz import FontFile
from circulars.printing.pdf_file import PdfFile, ref, text_string

LEAST_SHIFT = 0.0195
"""In em: what nobody sees is left."""
PER_EM = 1000
SYMBOLIC = 4
BATCH = 100
"""So many characters at most in one list of a ToUnicode map (Adobe TN 5014)."""


@dataclass(slots=True)
class TypeCase:
    """One face, with the glyphs taken out of it so far: number to character."""

    face: Face
    name: str
    file: FontFile
    taken: dict[int, str] = field(default_factory=dict)


Sort = tuple[TypeCase, str]
"""A character ready to be set: the face's case, and the glyph's number as the page writes it."""


class TypeCases:
    """All faces of a paper; remembers what is used."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._cases: dict[str, TypeCase] = {}
        self._sorts: dict[tuple[str, Slot], Sort | None] = {}

    def sort(self, character: str, slot: Slot) -> Sort | None:
        """None where no face has it: only for blanks, the others are missed before anything is printed."""
        try:
            return self._sorts[character, slot]
        except KeyError:
            return self._sorts.setdefault((character, slot), self._take(character, slot))

    def middle(self, slot: Slot) -> float:
        """How far above the baseline the middle of the slot's hanzi lies, in em."""
        return self._faces.by_slot[slot].middle

    def width(self, character: str, slot: Slot) -> float:
        """In em."""
        return self._faces.width(character, slot)

    def _take(self, character: str, slot: Slot) -> Sort | None:
        face = self._faces.face_for(character, slot)
        if face is None:
            return None
        case = self._cases.get(face.family)
        if case is None:
            case = TypeCase(face, f"F{len(self._cases)}", opened(face.path))
            self._cases[face.family] = case
        glyph = case.file.glyph(character)
        case.taken.setdefault(glyph, character)
        return case, f"{glyph:04x}"

    def put_into(self, file: PdfFile) -> str:
        """Put the fonts into the file, each with the glyphs used; the dictionary of their names."""
        return (
            "<<" + "".join(f"/{case.name} {ref(_font(case, file))}" for case in self._cases.values()) + ">>"
        )


def opened(path: Path) -> FontFile:
    """The file, opened once for as long as it stays what it is."""
    facts = path.stat()
    return _opened(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=24)
def _opened(path: Path, _size: int, _changed: int) -> FontFile:
    return FontFile(path)


def _font(case: TypeCase, file: PdfFile) -> int:
    """A composite font whose codes are the glyphs' numbers (9.7)."""
    glyphs = tuple(sorted(case.taken))
    content = case.file.subset(glyphs)
    kind = case.file.is_opentype
    extra = "/Subtype/OpenType" if kind else f"/Length1 {len(content)}"
    program = file.put_stream(content, extra, lasting=True)
    name = f"{_tag(content)}+{case.face.family.replace(' ', '-')}"
    ascent, descent = round(ASCENT * PER_EM), -round(DESCENT * PER_EM)
    descriptor = file.put(
        f"<</Type/FontDescriptor/FontName/{name}/FontFamily{text_string(case.face.family)}/Flags {SYMBOLIC}"
        f"/FontBBox[0 {descent} {PER_EM} {ascent}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}"
        f"/CapHeight {ascent}/StemV 80/{'FontFile3' if kind else 'FontFile2'} {ref(program)}>>"
    )
    maps = "" if kind else "/CIDToGIDMap/Identity"
    descendant = file.put(
        f"<</Type/Font/Subtype/CIDFontType{0 if kind else 2}/BaseFont/{name}{maps}/DW {PER_EM}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W[{''.join(_widths(case, glyphs))}]/FontDescriptor {ref(descriptor)}>>"
    )
    characters = file.put_stream(_to_unicode(case).encode("ascii"))
    return file.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{ref(descendant)}]/ToUnicode {ref(characters)}>>"
    )


def _tag(content: bytes) -> str:
    """Six letters that tell this part of a font from others (9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(content).digest()[:6])


def _widths(case: TypeCase, glyphs: tuple[int, ...]) -> Iterator[str]:
    """Those that are not one em wide."""
    for glyph in glyphs:
        width = case.face.widths.get(ord(case.taken[glyph]))
        if width is not None:
            yield f"{glyph}[{width * PER_EM:g}]"


def _to_unicode(case: TypeCase) -> str:
    """What each glyph says, so that the text can be searched, copied and read aloud (9.10.3)."""
    pairs = [
        f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>"
        for glyph, character in sorted(case.taken.items())
    ]
    batches = (pairs[start : start + BATCH] for start in range(0, len(pairs), BATCH))
    lists = "\n".join(f"{len(batch)} beginbfchar\n{chr(10).join(batch)}\nendbfchar" for batch in batches)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{lists}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
