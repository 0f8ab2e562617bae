"""The type a paper is set in: which glyph stands for a character, and the fonts put into the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from circulars.composing.characters import BLANK_LEFT_HALF
from circulars.composing.lines import Line
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
    taken: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """Neighbours on a line that one face prints: the operator that shows them, and the glyphs it takes."""

    face: Face
    shown: str
    taken: Mapping[int, str]


class TypeCases:
    """All faces of a paper; remembers what is used."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._cases: dict[str, TypeCase] = {}

    def segments(self, line: Line) -> tuple[Segment, ...]:
        return _segments(line, self._faces)

    def case(self, segment: Segment) -> TypeCase:
        """The case of the segment's face, its glyphs taken out."""
        face = segment.face
        case = self._cases.get(face.family)
        if case is None:
            case = self._cases[face.family] = TypeCase(face, f"F{len(self._cases)}")
        case.taken.update(segment.taken)
        return case

    def middle(self, slot: Slot) -> float:
        """How far above the baseline the middle of the slot's hanzi lies, in em."""
        return self._faces.by_slot[slot].middle

    def width(self, character: str, slot: Slot) -> float:
        """In em."""
        return self._faces.width(character, slot)

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


@lru_cache(maxsize=2048)
def _segments(line: Line, faces: Faces) -> tuple[Segment, ...]:
    """Kept: most lines of a paper that is printed again are what they were.

    A blank that no face has is a gap; all other characters were looked for before anything is printed.
    """
    segments: list[Segment] = []
    face: Face | None = None
    waiting: list[str] = []
    taken: dict[int, str] = {}
    for cell in line.cells:
        found = faces.face_for(cell.character, cell.slot)
        if found is None:
            waiting.append(_moved(-cell.width - line.spacing))
            continue
        if found is not face:
            if face:
                segments.append(Segment(face, _shown(waiting), taken))
                waiting, taken = [], {}
            face, file = found, opened(found.path)
        glyph = file.glyph(cell.character)
        taken.setdefault(glyph, cell.character)
        if cell.trim and cell.character in BLANK_LEFT_HALF:
            waiting.append(_moved(cell.trim))
        waiting.append(f"{glyph:04x}")
        if cell.trim and cell.character not in BLANK_LEFT_HALF:
            waiting.append(_moved(cell.trim))
    return (*segments, *([Segment(face, _shown(waiting), taken)] if face else []))


def _moved(back: float) -> str:
    """Within a string of glyphs: what follows stands so many em further back."""
    return f">{back * PER_EM:.1f}<"


def _shown(parts: list[str]) -> str:
    return f"[<{''.join(parts)}>] TJ".replace("<>", "")


def _font(case: TypeCase, file: PdfFile) -> int:
    """A composite font whose codes are the glyphs' numbers (9.7)."""
    glyphs = tuple(sorted(case.taken))
    source = opened(case.face.path)
    content, kind = source.subset(glyphs), source.is_opentype
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
