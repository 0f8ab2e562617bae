"""The account of a simulated year: what was owed, what was told, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

Heard = tuple[str, str, date]  # by which way, who, on which day
Told = tuple[int, str]  # person, key


@dataclass
class Tally:
    """`owed`: each with the first day on which somebody rang for it; `letters`: those the mail server took, by person
    and day; `repeats`: the same letter taken again under the same Message-ID; `heard` and `unheard`: what the providers of
    chats showed, by way, person and day, and what they should have; `again`: posts they got twice under their own key;
    `impatient`: days that were ended before all of it was told, since nothing moved any more."""

    kills: int = 0
    flushes: int = 0
    restarts: int = 0
    hang_ups: int = 0
    ills: int = 0
    taken_back: int = 0
    rearmed: int = 0
    owed: dict[Told, date] = field(default_factory=dict)
    sent: Counter[Told] = field(default_factory=Counter)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)
    repeats: int = 0
    heard: Counter[Heard] = field(default_factory=Counter)
    to_hear: set[Heard] = field(default_factory=set)
    unknown: set[Heard] = field(
        default_factory=set
    )  # whether these were heard the portal says it does not know
    again: int = 0
    unsent: int = 0  # messages that wait, and digests whose letter is missing or one too many
    late: int = 0  # told on a later day than that on which it was owed
    impatient: int = 0
    early: int = 0  # told before the person's hour, or on a day off
    max_digests: int = 0

    @property
    def unheard(self) -> set[Heard]:
        """What nobody heard on its day."""
        return self.to_hear - self.unknown - set(self.heard)

    @property
    def heard_late(self) -> dict[Heard, date]:
        """What was heard on a later day instead, and on which: missed on its day, but not one too many on that other."""
        more = Counter({one: count - (one in self.to_hear) for one, count in self.heard.items()})
        found: dict[Heard, date] = {}
        for way, who, day in sorted(self.to_hear - set(self.heard)):
            later = [other for other in +more if other[:2] == (way, who) and other[2] > day]
            if later:
                more[min(later)] -= 1
                found[way, who, day] = min(later)[2]
        return found

    @property
    def missed(self) -> int:
        """Told nobody, or not on the day on which it was owed."""
        return len(set(self.owed) - set(self.sent)) + self.unsent + self.late + len(self.unheard)

    @property
    def doubled(self) -> int:
        """Told twice, told without being owed, or a second letter on one day."""
        counts = chain(self.sent.values(), self.letters.values(), self.heard.values())
        unasked = len(set(self.sent) - set(self.owed)) + len(set(self.heard) - self.to_hear)
        return sum(count - 1 for count in counts) + unasked - len(self.heard_late)

    @property
    def faults(self) -> list[str]:
        """The first of everything that is wrong, to look into."""
        found: dict[str, set[Any]] = {
            "not told": set(self.owed) - set(self.sent),
            "told without being owed": set(self.sent) - set(self.owed),
            "not heard on its day": self.unheard,
            "heard on a later day": set(self.heard_late.items()),
            "heard without being owed": set(self.heard) - self.to_hear,
            "heard twice": {one for one, count in self.heard.items() if count > 1},
            "letters twice": {one for one, count in self.letters.items() if count > 1},
        }
        return [f"{what}: {len(them)}, {sorted(them)[:5]}" for what, them in found.items() if them]

    @property
    def holds(self) -> bool:
        told = bool(self.owed) and not self.missed and not self.doubled and not self.early
        return told and self.max_digests == 1

    @property
    def troubles(self) -> str:
        return (
            f"{self.flushes} times the broker emptied, {self.restarts} times the database restarted, "
            f"{self.hang_ups} times the mail server hung up, {self.ills} times the chats fell ill; "
            f"{self.taken_back} taken back before they were told, {self.rearmed} of what was taken back told after all; "
            f"{self.late} late, {self.early} early, {self.impatient} days ended unfinished, "
            f"{self.repeats} letters twice under the same name; "
            f"{len(self.heard)} heard in chats, {self.again} posts twice under the same key, {len(self.unknown)} unknown"
        )

    def __str__(self) -> str:
        return (
            f"prove-reminders kills={self.kills} owed={len(self.owed)} sent={len(self.sent)} "
            f"missed={self.missed} doubled={self.doubled} max_digests_per_day={self.max_digests}"
        )
