"""What the check list reads and what it finds. Pure: a draft in, findings out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from workplans.periods import Period


@dataclass(frozen=True)
class Text:
    """One text of one part, which is held by its lasting key (None: the plan itself)."""

    part: UUID | None
    field: str
    text: str


@dataclass(frozen=True)
class TaskFacts:
    part: UUID
    title: str
    has_lead: bool
    has_audience: bool
    has_day: bool
    has_entry: bool


@dataclass(frozen=True)
class EntryFacts:
    """An entry of the calendar; `entry` is its key."""

    entry: int
    work: str
    has_task: bool


@dataclass(frozen=True)
class Draft:
    """A plan before approval.

    own_places: names of the bureau's own place and bureau, and of those above and below; other_places: of all others.
    unknown_offices: (name in the document, the part that names it).
    """

    texts: tuple[Text, ...]
    period: Period
    tasks: tuple[TaskFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    empty_sections: tuple[UUID, ...] = ()
    unknown_offices: tuple[tuple[str, UUID | None], ...] = ()
    own_places: frozenset[str] = frozenset()
    other_places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """Something to mend, or to look at.

    words: the words meant, as they stand; better: what should stand there, where that is known.
    entry: an entry of the calendar instead of a part of the plan.
    """

    rule: str
    part: UUID | None = None
    field: str = ""
    words: str = ""
    start: int = dataclasses.field(default=0, compare=False)
    better: str = ""
    entry: int | None = None

    @property
    def fingerprint(self) -> str:
        """The same as long as the same words stand in the same text: what a dismissal holds on to."""
        facts = (self.rule, self.part, self.field, self.words, self.entry)
        return sha256("\0".join(map(str, facts)).encode()).hexdigest()[:40]


def matches(draft: Draft, rule: str, pattern: re.Pattern[str], better: str = "") -> Iterator[Finding]:
    """A finding for every place of every text where the pattern stands; `better` may name its groups."""
    for text in draft.texts:
        for found in pattern.finditer(text.text):
            yield finding(rule, text, found.group(), found.start(), found.expand(better) if better else "")


def finding(rule: str, text: Text, words: str, start: int, better: str = "") -> Finding:
    return Finding(rule, text.part, text.field, words, start, better)
