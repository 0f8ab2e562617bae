"""A PDF file as numbered objects (ISO 32000-1, 7.5). Knows nothing of what they mean. Pure."""

import zlib
from collections.abc import Callable
from functools import lru_cache
from hashlib import md5

Pack = Callable[[bytes, int], bytes]
UTF16_MARK = b"\xfe\xff"


class PdfFile:
    """Objects are put in, whole or later under a reserved number; `written` gives the file."""

    def __init__(self, *, level: int) -> None:
        self._level = level
        self._small: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._count = 0

    def reserve(self) -> int:
        """A number for an object that is put later."""
        self._count += 1
        return self._count

    def put(self, content: str, number: int = 0) -> int:
        """Add an object; its number."""
        number = number or self.reserve()
        self._small[number] = content.encode("ascii")
        return number

    def put_stream(self, data: bytes, entries: str = "", *, lasting: bool = False) -> int:
        """Add a stream, compressed; its number. `lasting`: the next file is likely to have it too."""
        number = self.reserve()
        self._streams[number] = self._stream(data, entries, _packed if lasting else zlib.compress)
        return number

    def written(self, *, root: int, info: int, identifier: str) -> bytes:
        """The whole file. The same objects give the same bytes."""
        out = bytearray(b"%PDF-1.7\n%\xe5\x85\xac\xe6\x96\x87\n")
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        for number, body in self._streams.items():
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        packed = self.reserve()
        places |= {number: (2, packed, place) for place, number in enumerate(self._small)}
        places[packed] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (packed, self._packed())
        table, start = self.reserve(), len(out)
        places[table] = (1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + more.to_bytes(2, "big")
            for kind, place, more in (places[number] for number in range(self._count + 1))
        )
        digest = md5(out, usedforsecurity=False).hexdigest()
        entries = (
            f"/Type/XRef/Size {self._count + 1}/W[1 4 2]/Root {ref(root)}/Info {ref(info)}"
            f"/ID[<{identifier[:32]}><{digest}>]"
        )
        out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, self._stream(rows, entries), start)
        return bytes(out)

    def _packed(self) -> bytes:
        """All small objects in one stream (7.5.7)."""
        heads, place = [], 0
        for number, content in self._small.items():
            heads.append(f"{number} {place}")
            place += len(content) + 1
        first = " ".join(heads).encode() + b"\n"
        entries = f"/Type/ObjStm/N {len(self._small)}/First {len(first)}"
        return self._stream(first + b"\n".join(self._small.values()), entries)

    def _stream(self, data: bytes, entries: str, pack: Pack = zlib.compress) -> bytes:
        if self._level:
            data, entries = pack(data, self._level), f"{entries}/Filter/FlateDecode"
        return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries.encode("ascii"), len(data), data)


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
