"""How much two pieces of work sound alike: words in, a number out. Pure.

Chinese is not split into words here; pairs of neighbouring characters do as well for titles. What every title says
(开展、工作、做好) tells nothing and is left out.
"""

import re
from collections.abc import Iterable, Mapping

_SAID_BY_ALL = re.compile(
    r"开展|工作|做好|加强|推进|落实|组织|进一步|全面|持续|深入|建设|提升|完善|实施|教育局?|学校|全市|全县|[年月日等和的及与各]"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9]+")
ALIKE = 0.22
"""From here on it is worth showing."""
SURELY = 0.5
"""From here on it is ticked already."""


def pairs_of(words: str) -> frozenset[str]:
    """Neighbouring characters of what is particular about the words; of a single character that one."""
    found: set[str] = set()
    for run in _WORDS.findall(_SAID_BY_ALL.sub(" ", words)):
        found.update({run} if len(run) == 1 else (run[at : at + 2] for at in range(len(run) - 1)))
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """0 for nothing in common, 1 where the shorter is wholly in the longer; by `pairs_of`."""
    shorter = min(len(one), len(other))
    return len(one & other) / max(shorter, 3) if shorter else 0.0


def likeliest(
    asked: frozenset[str], among: Mapping[int, frozenset[str]], favoured: Iterable[int] = (), most: int = 5
) -> list[tuple[int, float]]:
    """The keys that sound most alike with how much, the likeliest first; `favoured` ones count a little more."""
    favoured = set(favoured)
    marks = {key: likeness(asked, pairs) for key, pairs in among.items()}
    marks = {key: mark + (0.1 if key in favoured else 0) for key, mark in marks.items() if mark}
    found = sorted(((key, mark) for key, mark in marks.items() if mark >= ALIKE), key=lambda one: -one[1])
    return found[:most]
