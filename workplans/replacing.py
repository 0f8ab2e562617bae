"""Finding words in a text and putting others in their place. Pure."""

from __future__ import annotations

from dataclasses import dataclass

AROUND = 18  # characters shown on each side of a match


@dataclass(frozen=True)
class Match:
    """A found place with what stands around it."""

    before: str
    found: str
    after: str


def matches(text: str, words: str) -> list[Match]:
    """Every place of the words, from left to right, none overlapping; letters count as they are."""
    found: list[Match] = []
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        found.append(Match(_shown(text[max(0, at - AROUND) : at]), words, _shown(text[end : end + AROUND])))
        at = text.find(words, end)
    return found


def _shown(text: str) -> str:
    return text.replace("\n", " ")
