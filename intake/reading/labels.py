"""The labels before headings and tasks: 第一部分 一、 （一） 1． （1） ① ◆. A line in, a Label out.

GB/T 9704-2012, 7.3.3 gives 一、 （一） 1. （1） in this order; real plans mix widths and marks.
"""

import re
from dataclasses import dataclass

RANKS = {
    "part": 100,
    "chapter": 150,
    "hanzi": 200,
    "paren_hanzi": 300,
    "arabic": 400,
    "decimal": 450,
    "paren_arabic": 500,
    "circled": 600,
    "bullet": 700,
}
"""How deep a kind of label stands: the smaller, the higher. The gaps are for headings without a label."""

_HANZI = "[一二三四五六七八九十百零〇]"
_DIGIT = "[0-9０-９]"
_PATTERNS = (
    ("part", rf"第\s*(?P<number>{_HANZI}{{1,4}}|{_DIGIT}{{1,2}})\s*(?:部分|篇|编|板块)[\s、：:.．]*"),
    (
        "chapter",
        rf"第\s*(?P<number>{_HANZI}{{1,4}}|{_DIGIT}{{1,2}})\s*[章节](?:[\s、：:.．]+|(?=[^程节约课]))",
    ),
    ("hanzi", rf"(?P<number>{_HANZI}{{1,4}})\s*[、．.](?!{_HANZI}{{1,3}}(?:年级|[月是个级类等届]))\s*"),
    ("paren_hanzi", rf"[（(]\s*(?P<number>{_HANZI}{{1,4}})\s*[）)]\s*[、．.]?\s*"),
    ("paren_hanzi", r"(?P<number>[㈠-㈩])\s*[、．.]?\s*"),
    ("decimal", rf"(?P<number>{_DIGIT}{{1,2}}(?:[.．]{_DIGIT}{{1,2}}){{1,3}})(?:[.．、]\s*(?!{_DIGIT})|\s+)"),
    ("arabic", rf"(?P<number>{_DIGIT}{{1,3}})\s*[.．、](?:(?!{_DIGIT})|(?=(?:19|20)\d\d))\s*"),
    ("arabic", rf"(?P<number>{_DIGIT}{{1,3}})(?:\t|\u3000| {{2,}})\s*"),
    ("arabic", r"(?P<number>[⒈-⒛])\s*"),
    ("paren_arabic", rf"[（(]\s*(?P<number>{_DIGIT}{{1,3}})\s*[）)]\s*[、．.]?\s*"),
    ("paren_arabic", rf"(?P<number>{_DIGIT}{{1,3}})\s*[）)]\s*"),
    ("paren_arabic", r"(?P<number>[⑴-⒇])\s*[、．.]?\s*"),
    ("circled", r"(?P<number>[①-⑳❶-❿➀-➉])\s*[、．.]?\s*"),
    ("bullet", r"(?P<number>[◆◇●○■□▲△▼★☆•·➢➤►▶❖✦✧◎⊙∎▪▫♦✓※])\s*"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_HANZI_DIGITS = {hanzi: value for value, hanzi in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100}
_ROWS = ("㈠", "⒈", "⑴", "①", "❶", "➀")


@dataclass(frozen=True)
class Label:
    """mark: as written, without blanks around it. number: what it counts to, None for a bullet."""

    kind: str
    mark: str
    rest: str
    number: int | None

    @property
    def rank(self) -> int:
        return RANKS[self.kind]


def read_label(text: str) -> Label | None:
    """The label a line begins with, None where it begins with none."""
    for kind, pattern in _COMPILED:
        found = pattern.match(text)
        if found:
            return Label(kind, found.group().strip(), text[found.end() :], _count(found["number"]))
    return None


def _count(written: str) -> int | None:
    if written[0] in "零〇一二三四五六七八九十百":
        return _hanzi_count(written)
    if written[0].isdecimal():
        return int(re.split(r"[.．]", written)[-1])
    for first in _ROWS:
        if 0 <= ord(written) - ord(first) < 20:
            return ord(written) - ord(first) + 1
    return None


def _hanzi_count(written: str) -> int:
    """十二 is 12, 二十 is 20, 一百零一 is 101, 一二 is 12."""
    if not set(written) & {"十", "百"}:
        return int("".join(str(_HANZI_DIGITS[hanzi]) for hanzi in written))
    total, digit = 0, 0
    for hanzi in written:
        if hanzi in _UNITS:
            total += (digit or 1) * _UNITS[hanzi]
            digit = 0
        else:
            digit = _HANZI_DIGITS[hanzi]
    return total + digit


def mark_style(mark: str) -> str:
    """The mark with 1 for its number, so that marks can be compared: 12． gives 1．, （三） gives （一）."""
    style = re.sub(rf"{_DIGIT}+", "1", mark)
    return re.sub(rf"{_HANZI}+", "一", style)
