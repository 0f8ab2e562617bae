"""The zip around a Word file, looked at before anything in it is unpacked. Bytes in, parts out.

A few hundred kilobytes can unpack to gigabytes, so the directory is judged first, and because a directory can
lie, every part is then read with a bound. Nothing is fetched and no entity is expanded.
"""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from intake.reading.refused import Broken, Encrypted, HasMacros, NotADocument, TooTangled, UnpacksTooLarge

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 3000
MAX_DIRECTORY_BYTES = MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_RATIO = 300  # the emptiest honest XML packs about 60 : 1, a bomb 1000 : 1
MAX_PART = 16 * MEGABYTE
MAX_MARKUP = 600_000  # signs "<" in one part: a tree of some 60 MB; a long plan has 10,000

_END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = {
    _STRICT + b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    _STRICT + b"officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._\-]+)["']""")


class Archive:
    """The parts of a Word file, by name, each parsed on demand within its bound.

    Raises Broken, Encrypted, HasMacros, NotADocument, TooTangled or UnpacksTooLarge.
    """

    def __init__(self, content: bytes) -> None:
        _judge_end_record(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise Broken("the zip directory cannot be read") from error
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in self._zip.infolist()}
        _judge_directory(self._zip.infolist())
        _judge_names(set(self._entries))

    def names(self) -> list[str]:
        """The names of all parts, in lower case."""
        return list(self._entries)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, None where there is no such part."""
        entry = self._entries.get(name.lstrip("/").lower())
        return None if entry is None else _parse(self._read(entry))

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(entry) as part:
                unpacked = part.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            EOFError,
            RuntimeError,
            OSError,
        ) as error:
            raise Broken(f"{entry.filename} cannot be unpacked") from error
        if len(unpacked) > MAX_PART:
            raise UnpacksTooLarge(entry.filename)
        return unpacked


def _judge_end_record(content: bytes) -> None:
    """Look at the size of the directory before Python reads all of it."""
    begins = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if begins < 0 or begins + _END_OF_DIRECTORY.size > len(content):
        raise Broken("no end of directory")
    _, _, _, _, entries, size, _, _ = _END_OF_DIRECTORY.unpack_from(content, begins)
    if b"PK\x06\x07" in content[max(0, begins - 20) : begins]:
        raise TooTangled("a zip64 directory")
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise TooTangled(f"{entries} parts")


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TooTangled(f"{len(entries)} parts")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted("encrypted zip entries")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnpacksTooLarge("declared size")
    for entry in entries:
        if entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnpacksTooLarge(entry.filename)


def _judge_names(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise HasMacros("vbaProject.bin")
    if "[content_types].xml" not in names:
        raise NotADocument("a zip, but no Office file")


def _parse(unpacked: bytes) -> etree._Element:
    _judge_encoding(unpacked)
    if unpacked.count(b"<") > MAX_MARKUP:
        raise TooTangled("too many elements")
    for strict, usual in _NAMESPACES.items():
        unpacked = unpacked.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(unpacked, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Broken("XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Broken("a document type declaration, which Word never writes")
    return root


def _judge_encoding(unpacked: bytes) -> None:
    """Only the two encodings Word writes: another could hide its markup from the count."""
    declared = _DECLARED_ENCODING.match(unpacked[:200])
    if declared and declared[1].lower() not in {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}:
        raise Broken("an encoding Word never writes")
    if not unpacked.lstrip()[:2].startswith((b"<", b"\xef\xbb", b"\xff\xfe", b"\xfe\xff")):
        raise Broken("no XML")
