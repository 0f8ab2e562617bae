"""How two texts differ, word by word: for versions, suggestions, years and the trail. Pure.

Numbers, dates and the names of offices are never split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"

DATE = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日|底)?|底)?|\d{1,2}月(?:\d{1,2}日|底|份)?|\d{4}-\d{1,2}(?:-\d{1,2})?"
NUMBER = r"百分之[零〇一二三四五六七八九十百千点]+|\d+(?:[.,，]\d+)*(?:个百分点|[%％‰])?"
WORD = r"[A-Za-z]+(?:['-][A-Za-z]+)*"
SHORTEST_ISLAND = 2  # fewer characters left alone between two changes only hinder the reader
TOO_LONG = 6_000  # characters of both; beyond this finding the pieces takes long, and they say little


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came; `op` is SAME, REMOVED or ADDED."""

    op: str
    text: str


def differences(before: str, after: str, names: Iterable[str] = ()) -> list[Piece]:
    """What stayed, went and came; `names` are names of offices to be kept whole."""
    return Splitter(names).differences(before, after)


class Splitter:
    """Splits text into what is compared as one: names of offices, dates, numbers, words, single characters."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
        units = [*map(re.escape, known), DATE, NUMBER, WORD, r"\s+", r"."]
        self.pattern = re.compile("|".join(units), re.DOTALL)

    def tokens(self, text: str) -> list[str]:
        return self.pattern.findall(text)

    def differences(self, before: str, after: str) -> list[Piece]:
        """The pieces that make both texts: SAME and REMOVED give `before`, SAME and ADDED give `after`."""
        if len(before) + len(after) > TOO_LONG:
            return list(_pieces([(before == after, before, after)]))
        old, new = self.tokens(before), self.tokens(after)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        runs = [
            (op == "equal", "".join(old[a:b]), "".join(new[c:d])) for op, a, b, c, d in matcher.get_opcodes()
        ]
        # Little in common: the two whole texts are easier to read than crumbs of both.
        kept = sum(block.size for block in matcher.get_matching_blocks())
        if 2 * kept < min(len(old), len(new)):
            runs = [(False, before, after)]
        return list(_pieces(_without_islands(runs)))


Run = tuple[bool, str, str]


def _without_islands(runs: list[Run]) -> list[Run]:
    """A character or two that stayed by chance between two changes belongs to them."""
    joined: list[Run] = []
    for number, (is_equal, was, now) in enumerate(runs):
        inside = 0 < number < len(runs) - 1
        if is_equal and not (
            inside and len(was) < SHORTEST_ISLAND and not was.isspace() and was not in MARKS
        ):
            joined.append((True, was, now))
        elif joined and not joined[-1][0]:
            _flag, before, after = joined[-1]
            joined[-1] = (False, before + was, after + now)
        else:
            joined.append((False, was, now))
    return joined


MARKS = "，。；：、！？（）《》“”"


def _pieces(runs: Iterable[Run]) -> Iterable[Piece]:
    for is_equal, was, now in runs:
        if is_equal:
            yield Piece(SAME, was)
            continue
        if was:
            yield Piece(REMOVED, was)
        if now:
            yield Piece(ADDED, now)
