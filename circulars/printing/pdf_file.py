"""What is put into a PDF beside what WeasyPrint makes: objects by their numbers (ISO 32000-1, 7.3). Knows nothing of what they mean."""

import zlib
from dataclasses import dataclass
from typing import Any

import pydyf

UTF16_MARK = b"\xfe\xff"


@dataclass(frozen=True, slots=True)
class Packed:
    """A stream ready to be put into any file, with the entries that say how it is read."""

    data: bytes
    entries: str


def packed(data: bytes, level: int, entries: str = "") -> Packed:
    """The data compressed so hard; as it is where `level` is 0."""
    if not level:
        return Packed(data, entries)
    return Packed(zlib.compress(data, level), f"{entries}/Filter/FlateDecode")


class PdfFile:
    """Objects are put in, whole or later under a reserved number."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def reserve(self) -> int:
        """A number for an object that is put later."""
        return self._added(_Small())

    @property
    def next_number(self) -> int:
        """The number that the next object gets."""
        return len(self._pdf.objects)

    def put(self, content: str, number: int = 0) -> int:
        """Add an object; its number."""
        number = number or self.reserve()
        self._pdf.objects[number].content = content.encode("ascii")
        return number

    def put_stream(self, stream: Packed, entries: str = "") -> int:
        """Add a stream; its number."""
        return self._added(_Stream(_written(stream, entries)))

    def put_page(self, entries: str) -> int:
        """Add a page behind the others; its number."""
        page = _Small()
        page.content = b"<</Type/Page/Parent %b%b>>" % (self._pdf.pages.reference, entries.encode("ascii"))
        self._pdf.add_page(page)
        number: int = page.number
        return number

    def pack_streams(self) -> None:
        """Pack what WeasyPrint left open, once: pydyf asks a stream twice for its bytes and packs it each time."""
        for number, each in enumerate(self._pdf.objects):
            if isinstance(each, pydyf.Stream) and not isinstance(each, _Stream):
                made = self._pdf.objects[number] = _Stream(each.data)
                made.number = number

    def _added(self, made: Any) -> int:
        self._pdf.add_object(made)
        number: int = made.number
        return number


class _Small(pydyf.Object):  # type: ignore[misc]  # pydyf ships no types
    content = b"null"

    @property
    def data(self) -> bytes:
        return self.content


class _Stream(pydyf.Stream):  # type: ignore[misc]  # pydyf ships no types
    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    @property
    def data(self) -> bytes:
        return self.content


def _written(stream: Packed, entries: str = "") -> bytes:
    said = f"{entries}{stream.entries}/Length {len(stream.data)}".encode("ascii")
    return b"<<%b>>\nstream\n%b\nendstream" % (said, stream.data)


def ref(number: int) -> str:
    """A reference to the object of that number."""
    return f"{number} 0 R"


def refs(numbers: list[int]) -> str:
    """An array of references."""
    return f"[{' '.join(map(ref, numbers))}]"


def text_string(text: str) -> str:
    """A string of any characters (7.9.2.2)."""
    return f"<{(UTF16_MARK + text.encode('utf-16-be', 'replace')).hex()}>"


def number(value: float) -> str:
    """A length in points to a thousandth: a third of a thousandth of a millimetre."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
