"""What the composer knows about single characters: where a line may break, what a mark can give way."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

NO_LINE_BEGINS_WITH = frozenset("，。、；：？！）》〉」』】〕〗”’…—·％‰℃～．,.;:?!)]}%")
NO_LINE_ENDS_WITH = frozenset("（《〈「『【〔〖“‘([{￥§№")

BLANK_RIGHT_HALF = frozenset("，。、；：？！）》〉」』】〕〗”’．")
BLANK_LEFT_HALF = frozenset("（《〈「『【〔〖“‘")

JOINED = frozenset("—…")  # 破折号 and 省略号 are pairs and are not torn apart
INSIDE_WORDS = frozenset(".,:/-–+%@_&=?#~'’")
AFTER_NUMBERS = frozenset("年月日号％%‰℃")

_REPLACED = {
    "\u2011": "-",  # the non-breaking hyphen is in no Chinese face
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": "　",
    "\u2028": "\n",
    "\u2029": "\n",
    "\t": " ",
    "\r": "\n",
}
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn"}  # control, format (zero width, direction), lone surrogates, unassigned
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


_USUAL = re.compile(
    "[\n -~·—‘’“”…\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*"
)  # no character of these needs a second look


@lru_cache(maxsize=2048)
def clean(text: str) -> str:
    """The text as it can be printed: invisible characters away, every blank a plain one. Keeps line feeds."""
    if _USUAL.fullmatch(text):
        return text
    replaced = "".join(_REPLACED.get(character, character) for character in text)
    return _VARIATION.sub("", "".join(filter(_is_printable, replaced)))


def _is_printable(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in _INVISIBLE


def one_line(text: str) -> str:
    """Cleaned text without line feeds, and without blanks at its ends (also full-width ones)."""
    return " ".join(clean(text).split("\n")).strip()


def paragraphs(text: str) -> Iterator[str]:
    """The cleaned paragraphs of a text, empty ones left out."""
    for line in clean(text).split("\n"):
        if line.strip():
            yield line.strip()


def is_blank(character: str) -> bool:
    """A space that vanishes where a line ends."""
    return character in " 　"


def is_word(character: str) -> bool:
    """A letter or figure of the kinds written in words: Latin, Greek, Cyrillic; not hanzi."""
    return character.isalnum() and ord(character) < 0x2E80


def is_mark_on_letter(character: str) -> bool:
    """A combining mark: it never stands alone."""
    return unicodedata.combining(character) != 0
