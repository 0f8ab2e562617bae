"""How two values differ, piece by piece. Pure: values in, values out."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

# A Chinese character, a word or a number, or whatever stands between them.
PIECE = re.compile(r"[\u4e00-\u9fff]|\w+|\s+|[^\w\s]")
# Beyond this the pieces say less than the two texts beside each other, and take long to find.
TOO_LONG = 4000


class Piece(NamedTuple):
    """A stretch of text: "kept", "gone" or "new"."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """What is kept, gone and new on the way from `before` to `after`, in reading order."""
    if len(before) + len(after) > TOO_LONG:
        return _whole(before, after)
    old, new = PIECE.findall(before), PIECE.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    # Little in common: the two whole texts are easier to read than crumbs of both.
    if matcher.ratio() < 0.5:
        return _whole(before, after)
    return [piece for piece in _pieces(matcher, old, new) if piece.text]


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("kept", "".join(old[i1:i2]))
        else:
            yield Piece("gone", "".join(old[i1:i2]))
            yield Piece("new", "".join(new[j1:j2]))


def _whole(before: str, after: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text]
