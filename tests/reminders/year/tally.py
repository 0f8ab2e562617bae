"""The account of a simulated year: what was owed, what was told, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

Told = tuple[int, str]  # person, key


@dataclass
class Tally:
    """`owed`: each with the first day on which somebody rang for it; `letters`: those the mail server took, by person
    and day; `repeats`: the same letter taken again under the same Message-ID."""

    kills: int = 0
    flushes: int = 0
    restarts: int = 0
    hang_ups: int = 0
    taken_back: int = 0
    owed: dict[Told, date] = field(default_factory=dict)
    sent: Counter[Told] = field(default_factory=Counter)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)
    repeats: int = 0
    unsent: int = 0  # messages that wait, and digests whose letter is missing or one too many
    late: int = 0  # told on a later day than that on which it was owed
    early: int = 0  # told before the person's hour, or on a day off
    max_digests: int = 0

    @property
    def missed(self) -> int:
        return len(set(self.owed) - set(self.sent)) + self.unsent + self.late

    @property
    def doubled(self) -> int:
        """Told twice, told without being owed, or a second letter on one day."""
        twice = sum(count - 1 for count in self.sent.values()) + sum(
            count - 1 for count in self.letters.values()
        )
        return twice + len(set(self.sent) - set(self.owed))

    @property
    def holds(self) -> bool:
        told = bool(self.owed) and not self.missed and not self.doubled and not self.early
        return told and self.max_digests == 1

    @property
    def troubles(self) -> str:
        return (
            f"{self.flushes} times the broker emptied, {self.restarts} times the database restarted, "
            f"{self.hang_ups} times the mail server hung up; {self.taken_back} taken back before they were told, "
            f"{self.late} late, {self.early} early, {self.repeats} letters twice under the same name"
        )

    def __str__(self) -> str:
        return (
            f"prove-reminders kills={self.kills} owed={len(self.owed)} sent={len(self.sent)} "
            f"missed={self.missed} doubled={self.doubled} max_digests_per_day={self.max_digests}"
        )
