"""Words found again in a text that was edited meanwhile. Pure: texts in, places out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where words stand in a text: `text[begin:end]`."""

    begin: int
    end: int

    def replaced_in(self, text: str, words: str) -> str:
        return text[: self.begin] + words + text[self.end :]


def find_words(text: str, quote: str, start: int = 0) -> Place | None:
    """The place of `quote` nearest to where it began, None when the text no longer holds it.

    Blanks and line breaks do not count: a page shows paragraphs where the text has lines. What differs by a single
    character is another text, and is not found: better to say so than to point at the wrong words.
    """
    wanted = "".join(quote.split())
    if not wanted:
        return None
    at = [position for position, sign in enumerate(text) if not sign.isspace()]
    packed = "".join(text[position] for position in at)
    near = sum(1 for position in at if position < start)
    found = _nearest(packed, wanted, near)
    return None if found is None else Place(at[found], at[found + len(wanted) - 1] + 1)


def _nearest(text: str, words: str, near: int) -> int | None:
    places: list[int] = []
    place = text.find(words)
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return min(places, key=lambda begin: abs(begin - near), default=None)
