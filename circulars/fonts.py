"""Which typeface stands in which place on a paper, and how wide its characters are. Pure: no Django.

A paper knows five places for type (slots). For each one the first of these is taken:

1. a font the bureau owns (方正小标宋简体, 仿宋_GB2312, ...), put in the fonts folder, known by its name;
2. a face that set-up prepared (`scripts/prepare_fonts.py`) in the folder's `prepared/`;
3. a face shipped in `circulars/typefaces/`; where none is shipped for the slot, the 宋体 stands in.

Every face used was prepared the same way (`circulars.font_preparation`), so mixed faces never move a line.
"""

import json
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

from circulars.font_preparation import UnreadableFont, font_names, prepare_font

SHIPPED = Path(__file__).parent / "typefaces"

logger = logging.getLogger(__name__)


class Slot(StrEnum):
    """A place for a typeface on the paper; the value is its file's name."""

    FANGSONG = "fangsong"
    KAITI = "kaiti"
    XIAOBIAOSONG = "xiaobiaosong"
    HEITI = "heiti"
    SONGTI = "songti"
    FALLBACK = "fallback"
    """Where all others have no glyph: rare characters of names."""


# Asked in this order, because 小标宋体 also contains 宋体. Compared without case, spaces, _ and -.
OPERATOR_NAMES: Mapping[Slot, tuple[str, ...]] = {
    Slot.XIAOBIAOSONG: ("小标宋", "xiaobiaosong", "fzxbs"),
    Slot.FANGSONG: ("仿宋", "fangsong", "simfang", "fzfs"),
    Slot.KAITI: ("楷体", "kaiti", "simkai", "fzkai", "fzkt"),
    Slot.HEITI: ("黑体", "simhei", "heiti", "fzhei", "fzht"),
    Slot.SONGTI: ("宋体", "书宋", "simsun", "songti", "shusong", "fzsong", "fzss"),
    Slot.FALLBACK: ("后备", "fallback"),
}


@dataclass(frozen=True, eq=False)
class Face:
    """A prepared font file with what the composer must know of it."""

    path: Path
    family: str
    """The private family name in the file; no installed font has it."""
    name: str
    """What people call it: FandolFang, 仿宋_GB2312."""
    widths: Mapping[int, float]
    """Advance widths in em by code point, where they are not exactly one em."""
    covered: frozenset[int]
    middle: float
    """How far above the baseline the middle of a hanzi lies, in em."""


@dataclass(frozen=True, eq=False)
class Faces:
    """A face for every slot."""

    by_slot: Mapping[Slot, Face]

    @cached_property
    def stand_ins(self) -> tuple[Slot, ...]:
        """Slots with no face of their own, filled by the 宋体."""
        return tuple(
            slot
            for slot, face in self.by_slot.items()
            if slot is not Slot.SONGTI and face is self.by_slot[Slot.SONGTI]
        )

    def chain(self, slot: Slot) -> tuple[Face, ...]:
        """The faces asked for a glyph, first one first."""
        chosen = dict.fromkeys((slot, Slot.SONGTI, Slot.FALLBACK))
        return tuple(self.by_slot[each] for each in chosen)

    @cached_property
    def _found(self) -> dict[tuple[str, Slot], tuple[Face | None, float]]:
        """What was looked up: a paper asks for the same few hundred characters again and again."""
        return {}

    def face_for(self, character: str, slot: Slot) -> Face | None:
        """The face a character of this slot is printed in, or None where no face has it."""
        return self._face_and_width(character, slot)[0]

    def width(self, character: str, slot: Slot) -> float:
        """Advance width in em."""
        return self._face_and_width(character, slot)[1]

    def _face_and_width(self, character: str, slot: Slot) -> tuple[Face | None, float]:
        found = self._found.get((character, slot))
        if found is None:
            code = ord(character)
            face = next((face for face in self.chain(slot) if code in face.covered), None)
            found = self._found[character, slot] = face, face.widths.get(code, 1.0) if face else 1.0
        return found

    def middle(self, character: str, slot: Slot) -> float:
        """How far above the baseline the middle of a hanzi lies in the face that prints this character."""
        return (self.face_for(character, slot) or self.by_slot[slot]).middle


def data_folder() -> Path:
    """Where the portal keeps what it makes, as in the settings: DATA_DIR, else var."""
    return Path(os.environ.get("DATA_DIR") or Path(__file__).parent.parent / "var")


def fonts_folder() -> Path:
    """The operator's folder, as in the settings: FONTS_DIR, else fonts/ in DATA_DIR."""
    return Path(os.environ.get("FONTS_DIR") or data_folder() / "fonts")


def find_faces(folder: Path | None = None) -> Faces:
    """A face for every slot; prepares a font newly put into `folder` (default: `fonts_folder()`), once."""
    folder = folder or fonts_folder()
    return _find_faces(folder, _listing(folder))


def _listing(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What lies in the folder, so that faces are looked for again when it changes, and only then."""
    files = sorted([*folder.glob("*.*"), *folder.glob("prepared/*.json")])
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)


@lru_cache(maxsize=4)
def _find_faces(folder: Path, listing: object) -> Faces:
    own = own_fonts(folder)
    found = {slot: _face_in(slot, own, folder) for slot in Slot}
    songti = found[Slot.SONGTI]
    if songti is None:
        raise FileNotFoundError(f"the shipped typefaces are missing from {SHIPPED}")
    return Faces({slot: face or songti for slot, face in found.items()})


def own_fonts(folder: Path) -> dict[Slot, Path]:
    """The operator's font files by slot, the first in alphabetical order; what is no font is left out."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"})
    found: dict[Slot, Path] = {}
    for path in files:
        try:
            slot = slot_of(path)
        except UnreadableFont as error:
            logger.warning("%s", error)
            continue
        if slot is not None:
            found.setdefault(slot, path)
    return found


def slot_of(path: Path) -> Slot | None:
    """Which slot a font file is for, by its name or the names inside; None when neither tells.

    Raises `UnreadableFont`.
    """
    names = font_names(path)
    return _slot_named([path.stem]) or _slot_named(names)


def _slot_named(names: Iterable[str]) -> Slot | None:
    plain = [name.lower().replace(" ", "").replace("_", "").replace("-", "") for name in names]
    for slot, words in OPERATOR_NAMES.items():
        if any(word in name for name in plain for word in words):
            return slot
    return None


def _face_in(slot: Slot, own: Mapping[Slot, Path], folder: Path) -> Face | None:
    if slot in own:
        try:
            return load_face(_prepared_copy(slot, own[slot]))
        except UnreadableFont as error:
            logger.warning("%s", error)
    for place in (folder / "prepared", SHIPPED):
        card = place / f"{slot}.json"
        if card.exists():
            return load_face(card)
    return None


def _prepared_copy(slot: Slot, source: Path) -> Path:
    """The prepared copy of an operator's font; a changed file gets a new copy."""
    facts = source.stat()
    card = data_folder() / "fonts" / "own" / f"{slot}-{facts.st_size}-{facts.st_mtime_ns}.json"
    if not card.exists():
        prepare_font(source, card, family=family_name(slot))
    return card


def family_name(slot: Slot) -> str:
    """The private family name of a slot's face."""
    return f"Circular {slot.capitalize()}"


def load_face(card: Path) -> Face:
    """The face described by the card that preparation wrote beside the font file."""
    values = json.loads(card.read_text(encoding="utf-8"))
    return Face(
        path=card.with_name(values["file"]),
        family=values["family"],
        name=values["name"],
        middle=values["middle"],
        widths={int(code): width for code, width in values["widths"].items()},
        covered=frozenset(code for first, last in values["covers"] for code in range(first, last + 1)),
    )
