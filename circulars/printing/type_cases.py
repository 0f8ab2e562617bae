"""The type a page is set in: which glyph of which face stands for a character."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from circulars.composing.characters import BLANK_LEFT_HALF
from circulars.composing.lines import Line
from circulars.fonts import Face, Faces, Slot
from circulars.printing.harfbuzz import FontFile

LEAST_SHIFT = 0.0195
"""In em: what nobody sees is left."""
PER_EM = 1000

Glyphs = Mapping[int, str]
"""The numbers of glyphs of one face, with the characters they show."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Neighbours on a line that one face prints: the operator that shows them, and the glyphs it takes."""

    face: Face
    shown: str
    taken: Glyphs


class TypeCases:
    """The faces of a page; remembers which glyphs are taken out of each."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self.taken: dict[Face, dict[int, str]] = {}

    def segments(self, line: Line) -> tuple[Segment, ...]:
        return _segments(line, self._faces)

    def take(self, segment: Segment) -> str:
        """Take the segment's glyphs out; the name of its face's font."""
        self.taken.setdefault(segment.face, {}).update(segment.taken)
        return font_name(segment.face)

    def middle(self, slot: Slot) -> float:
        """How far above the baseline the middle of the slot's hanzi lies, in em."""
        return self._faces.by_slot[slot].middle

    def width(self, character: str, slot: Slot) -> float:
        """In em."""
        return self._faces.width(character, slot)


def font_name(face: Face) -> str:
    """What every page of every file calls the font of that face."""
    return face.family.replace(" ", "-")


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
