"""What is put into a PDF beside what WeasyPrint makes: objects by their numbers (ISO 32000-1, 7.3). Knows nothing of what they mean."""

import zlib
from functools import lru_cache
from typing import Any

import pydyf

UTF16_MARK = b"\xfe\xff"


class PdfFile:
    """Objects are put in, whole or later under a reserved number. `level`: how hard streams are compressed."""

    def __init__(self, pdf: Any, *, level: int) -> None:
        self._pdf, self._level = pdf, level

    def reserve(self) -> int:
        """A number for an object that is put later."""
        return self._added(_Small())

    def put(self, content: str, number: int = 0) -> int:
        """Add an object; its number."""
        number = number or self.reserve()
        self._pdf.objects[number].content = content.encode("ascii")
        return number

    def put_stream(self, data: bytes, entries: str = "", *, lasting: bool = False) -> int:
        """Add a stream, compressed; its number. `lasting`: the next file is likely to have it too."""
        if self._level:
            data = (_packed if lasting else zlib.compress)(data, self._level)
            entries += "/Filter/FlateDecode"
        whole = b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries.encode("ascii"), len(data), data)
        return self._added(_Stream(whole))

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


@lru_cache(maxsize=24)
def _packed(data: bytes, level: int) -> bytes:
    return zlib.compress(data, level)


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
