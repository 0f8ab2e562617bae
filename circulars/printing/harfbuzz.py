"""The glyphs of a font file and the part of it that a paper needs, by HarfBuzz (the C library, no binding).

Files are mapped, not read, so a process that prints one paper does not hold whole fonts in its memory.
"""

from collections.abc import Iterable
from ctypes import CDLL, POINTER, byref, c_char_p, c_int, c_uint, c_void_p, string_at
from functools import cache
from pathlib import Path

HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib")
SUBSETTER = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
NO_HINTING, RETAIN_GLYPH_NUMBERS, DESUBROUTINIZE = 0x1, 0x2, 0x4
DROP_TABLES = 3
NOT_NEEDED = (b"OS/2", b"cmap", b"name", b"post")
"""The PDF says itself what these tables do; an OpenType font keeps its cmap."""


class NoHarfBuzz(OSError):
    """The library is not installed (libharfbuzz-subset0)."""


class FontFile:
    """A font file opened for printing."""

    def __init__(self, path: Path) -> None:
        basic, _ = find_harfbuzz()
        blob = basic.hb_blob_create_from_file(str(path).encode())
        self._face = basic.hb_face_create(blob, 0)
        basic.hb_blob_destroy(blob)
        self._font = basic.hb_font_create(self._face)
        basic.hb_ot_font_set_funcs(self._font)
        self._glyphs: dict[str, int] = {}
        with path.open("rb") as file:
            self.is_opentype = file.read(4) == b"OTTO"

    def glyph(self, character: str) -> int:
        """Its number in the file, 0 where it has none."""
        if character not in self._glyphs:
            basic, _ = find_harfbuzz()
            found = c_uint()
            basic.hb_font_get_nominal_glyph(self._font, ord(character), byref(found))
            self._glyphs[character] = found.value
        return self._glyphs[character]

    def subset(self, glyphs: tuple[int, ...]) -> bytes:
        """A font of these glyphs only, under the same numbers."""
        basic, subsetter = find_harfbuzz()
        wanted = subsetter.hb_subset_input_create_or_fail()
        try:
            subsetter.hb_subset_input_set_flags(wanted, NO_HINTING | RETAIN_GLYPH_NUMBERS | DESUBROUTINIZE)
            _fill(subsetter.hb_subset_input_glyph_set(wanted), glyphs)
            tags = (basic.hb_tag_from_string(tag, 4) for tag in NOT_NEEDED if not self._keeps(tag))
            _fill(subsetter.hb_subset_input_set(wanted, DROP_TABLES), tags)
            made = subsetter.hb_subset_or_fail(self._face, wanted)
        finally:
            subsetter.hb_subset_input_destroy(wanted)
        if not made:
            raise ValueError("the font cannot be cut down")
        blob, length = basic.hb_face_reference_blob(made), c_uint()
        try:
            return string_at(basic.hb_blob_get_data(blob, byref(length)), length.value)
        finally:
            basic.hb_blob_destroy(blob)
            basic.hb_face_destroy(made)

    def _keeps(self, tag: bytes) -> bool:
        return self.is_opentype and tag == b"cmap"


def _fill(chosen: int, numbers: Iterable[int]) -> None:
    basic, _ = find_harfbuzz()
    for each in numbers:
        basic.hb_set_add(chosen, each)


@cache
def find_harfbuzz() -> tuple[CDLL, CDLL]:
    """The library and its subsetter; raises `NoHarfBuzz`."""
    basic, subsetter = _opened(HARFBUZZ), _opened(SUBSETTER)
    pointer = (
        *("hb_blob_create_from_file", "hb_face_create", "hb_font_create", "hb_face_reference_blob"),
        "hb_blob_get_data",
    )
    for name in pointer:
        getattr(basic, name).restype = c_void_p
    for name in ("input_create_or_fail", "input_glyph_set", "input_set", "or_fail"):
        getattr(subsetter, f"hb_subset_{name}").restype = c_void_p
    basic.hb_blob_create_from_file.argtypes = [c_char_p]
    basic.hb_face_create.argtypes = [c_void_p, c_uint]
    basic.hb_blob_get_data.argtypes = [c_void_p, POINTER(c_uint)]
    basic.hb_font_get_nominal_glyph.argtypes = [c_void_p, c_uint, POINTER(c_uint)]
    basic.hb_tag_from_string.argtypes, basic.hb_tag_from_string.restype = [c_char_p, c_int], c_uint
    basic.hb_set_add.argtypes = [c_void_p, c_uint]
    for name in ("blob_destroy", "face_destroy", "font_create", "ot_font_set_funcs", "face_reference_blob"):
        getattr(basic, f"hb_{name}").argtypes = [c_void_p]
    for name in ("input_destroy", "input_glyph_set"):
        getattr(subsetter, f"hb_subset_{name}").argtypes = [c_void_p]
    subsetter.hb_subset_input_set_flags.argtypes = [c_void_p, c_uint]
    subsetter.hb_subset_input_set.argtypes = [c_void_p, c_int]
    subsetter.hb_subset_or_fail.argtypes = [c_void_p, c_void_p]
    return basic, subsetter


def _opened(names: Iterable[str]) -> CDLL:
    for name in names:
        try:
            return CDLL(name)
        except OSError:
            continue
    raise NoHarfBuzz("HarfBuzz's subsetter is missing: install libharfbuzz-subset0")
