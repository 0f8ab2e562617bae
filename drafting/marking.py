"""What changed between two texts, word by word: numbers, dates and names of offices stay whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "came"]

# A date, a document number, a number with its unit, a Latin word: each is one thing to a reader.
_UNITS = (
    r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕\d+号|"
    r"\d+(?:[.．]\d+)?(?:\s*(?:个?百分点|[%％‰]|万?[元人所个项名次场家间位学课小]时?))?|[A-Za-z]+|\n|\s+|."
)
_ISLAND = 2  # fewer equal signs than this between two changes are chance


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (`same`), went (`gone`) or came."""

    kind: Kind
    text: str


def mark(before: str, after: str, names: Iterable[str] = ()) -> tuple[Piece, ...]:
    """The two texts as one: pieces that are `same` or `gone` make up `before`, `same` or `came` make up `after`.

    names: names of offices, each of which goes or comes as a whole.
    """
    words = re.compile("|".join([*_whole(names), _UNITS]))
    old, new = words.findall(before), words.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    for what, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[from_old:to_old])))
        else:
            pieces += _change("".join(old[from_old:to_old]), "".join(new[from_new:to_new]))
    return tuple(_joined(pieces))


def _whole(names: Iterable[str]) -> list[str]:
    return [re.escape(name) for name in sorted(set(names), key=len, reverse=True) if name]


def _change(gone: str, came: str) -> list[Piece]:
    pieces = [Piece("gone", gone)] if gone else []
    return [*pieces, Piece("came", came)] if came else pieces


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Chance meetings between two changes become part of one change: 改革 for 革新 reads better than one sign each."""
    joined: list[Piece] = []
    gone = came = ""
    for index, piece in enumerate(pieces):
        is_island = (
            piece.kind == "same"
            and len(piece.text) < _ISLAND
            and 0 < index < len(pieces) - 1
            and bool(gone or came)
            and not piece.text.isspace()
        )
        if piece.kind == "gone" or is_island:
            gone += piece.text
        if piece.kind == "came" or is_island:
            came += piece.text
        if piece.kind == "same" and not is_island:
            joined += [*_change(gone, came), piece]
            gone = came = ""
    return [*joined, *_change(gone, came)]
