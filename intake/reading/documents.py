"""What kind of file came in, by its first bytes rather than its name; then its reading."""

from intake.reading.archive import MEGABYTE
from intake.reading.assembly import outline_of
from intake.reading.blocks import MAX_CHARACTERS, MAX_LINES, Source
from intake.reading.outline import Outline
from intake.reading.plain_text import read_text
from intake.reading.refused import (
    EmptyDocument,
    Encrypted,
    LegacyDocument,
    NotADocument,
    TooLarge,
    TooTangled,
)
from intake.reading.word_file import read_word

MAX_BYTES = 20 * MEGABYTE

_TEXT_NAMES = (".txt", ".text", ".md")
_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH_TEXT = b"{\\rtf"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
)


def read_document(content: bytes, filename: str) -> Outline:
    """Read a Word or text file as a plan.

    The name matters only where the bytes leave a doubt, and as a last hint of the year. Raises a `Refused`.
    A document without headings or tasks is not refused: it is read with a warning, for everything of it is
    kept and an editor can add the headings.
    """
    return outline_of(read_source(content, filename), filename)


def read_source(content: bytes, filename: str) -> Source:
    """The file as lines and tables, not yet understood; its `text` is what to show beside the outline."""
    if not content:
        raise EmptyDocument("no bytes")
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{len(content)} bytes")
    try:
        source = _read(content, filename.lower())
    except RecursionError as error:
        raise TooTangled("nested too deep") from error
    if sum(len(block.text) for block in source.blocks) > MAX_CHARACTERS:
        raise TooLarge("too many characters")
    if sum(1 + block.text.count("\n") for block in source.blocks) > MAX_LINES:
        raise TooTangled("too many lines")
    return source


def _read(content: bytes, filename: str) -> Source:
    if content.startswith(_ZIP):
        return read_word(content)
    if content.startswith(_COMPOUND):
        raise _refuse_compound(content)
    if content.startswith(_RICH_TEXT):
        raise LegacyDocument("RTF")
    if content.startswith(_OTHERS) or not filename.endswith(_TEXT_NAMES):
        raise NotADocument(filename)
    return read_text(content)


def _refuse_compound(content: bytes) -> Exception:
    """A compound file is an old .doc, an old workbook, or the wrapping of an encrypted .docx."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Encrypted("EncryptedPackage")
    if "WordDocument".encode("utf-16-le") in content:
        return LegacyDocument("Word 97-2003")
    return NotADocument("a compound file without a Word document")
