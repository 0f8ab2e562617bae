"""Many messages to one group become few posts: each within the provider's bytes, none left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from districts.channels.talk import Letter

CUT = "……"
# So long the first of a group's messages waits for the others: people have minutes of their own within an hour.
HOLD = timedelta(minutes=60)
NOT_AFTER = time(19, 30)
# When everybody's robots talk; two providers ask to be spared then.
RUSH = (0, 30)


def folded(
    letters: Sequence[Letter], *, head: str, foot: str, most_bytes: int, many: int
) -> Iterator[tuple[str, list[int]]]:
    """(text, positions of the letters in it), in order; a letter longer than a post by itself is cut."""
    room = most_bytes - len(head.encode()) - len(foot.encode()) - 2
    entries: list[str] = []
    inside: list[int] = []
    size = 0
    for position, letter in enumerate(letters):
        entry = cut(_entry(letter), room)
        length = len(entry.encode()) + 1
        if inside and (size + length > room or len(inside) == many):
            yield _text(head, entries, foot), inside
            entries, inside, size = [], [], 0
        entries.append(entry)
        inside.append(position)
        size += length
    if inside:
        yield _text(head, entries, foot), inside


def cut(words: str, most: int) -> str:
    """The beginning that fits into `most` bytes of UTF-8, no character halved."""
    if len(words.encode()) <= most:
        return words
    return words.encode()[: max(0, most - len(CUT.encode()))].decode(errors="ignore") + CUT


def may_go(oldest: datetime, now: datetime) -> bool:
    """Whether a group's waiting messages go out: an hour after the first, or when evening comes. Local times."""
    evening = datetime.combine(oldest.date(), NOT_AFTER, oldest.tzinfo)
    return now >= min(oldest + HOLD, max(evening, oldest))


def _entry(letter: Letter) -> str:
    return "\n".join(part for part in (f"{letter.to}：{letter.subject}", letter.text) if part)


def _text(head: str, entries: list[str], foot: str) -> str:
    return "\n".join(part for part in (head, *entries, foot) if part)
