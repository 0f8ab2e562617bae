"""What changed from one text to another: part by part, then word by word (districts/differences.py). Pure.

Parts are matched by their key, so that a task that was moved is seen to have moved, not to have gone and come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from districts.differences import ADDED, REMOVED, SAME, Piece, Splitter

CHANGED = "changed"


@dataclass(frozen=True)
class Fact:
    """Something said beside the text of a part: its lead, its day; `name` says what, in words."""

    name: str
    value: str


@dataclass(frozen=True)
class Part:
    """A section or a task, or the plan's head; `home` is the key of the section it stands in."""

    key: str
    kind: str
    label: str = ""
    title: str = ""
    body: str = ""
    home: str = ""
    facts: tuple[Fact, ...] = ()

    @property
    def words(self) -> tuple[str, str, tuple[Fact, ...]]:
        return self.title, self.body, self.facts


@dataclass(frozen=True)
class FactChange:
    name: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Change:
    """What became of one part. `op`: ADDED, REMOVED, CHANGED or SAME (then it only moved, or not even that)."""

    op: str
    before: Part | None
    after: Part | None
    moved: bool = False
    title: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)

    @property
    def part(self) -> Part:
        found = self.after or self.before
        assert found is not None  # noqa: S101 -- a change is of something
        return found

    @property
    def is_change(self) -> bool:
        return self.moved or self.op != SAME


def compare(before: Sequence[Part], after: Sequence[Part], names: Iterable[str] = ()) -> list[Change]:
    """Every part of both texts once, in the reading order of `after`; what went stands where it stood.

    `names` are office names to be kept whole.
    """
    splitter = Splitter(names)
    old = {part.key: part for part in before}
    new = {part.key: part for part in after}
    moved = moved_keys(before, after)
    changes: list[Change] = []
    gone = _gone_behind(before, set(new))
    changes += [_removed(part) for part in gone.get("", [])]
    for part in after:
        was = old.get(part.key)
        changes.append(_added(part) if was is None else _kept(was, part, part.key in moved, splitter))
        changes += [_removed(other) for other in gone.get(part.key, [])]
    return changes


def moved_keys(before: Sequence[Part], after: Sequence[Part]) -> set[str]:
    """Parts in both texts that changed their section, or their place among those that stayed beside them.

    As few as explain the new order: of three tasks whose last came first, one moved.
    """
    old = {part.key: part for part in before}
    moved = {part.key for part in after if part.key in old and old[part.key].home != part.home}
    place = {part.key: number for number, part in enumerate(before)}
    families: dict[tuple[str, str], list[str]] = {}
    for part in after:
        if part.key in old and part.key not in moved:
            families.setdefault((part.kind, part.home), []).append(part.key)
    for keys in families.values():
        moved |= set(keys) - set(_longest_in_order(keys, place))
    return moved


def _longest_in_order(keys: list[str], place: dict[str, int]) -> list[str]:
    """The longest run of keys whose places ascend (patience sorting)."""
    tails: list[int] = []
    ends: list[str] = []
    behind: dict[str, str] = {}
    for key in keys:
        at = bisect_left(tails, place[key])
        if at:
            behind[key] = ends[at - 1]
        tails[at : at + 1], ends[at : at + 1] = [place[key]], [key]
    run = ends[-1:]
    while run and run[-1] in behind:
        run.append(behind[run[-1]])
    return run[::-1]


def _gone_behind(before: Sequence[Part], kept: set[str]) -> dict[str, list[Part]]:
    """The parts that went, by the last part before them that stayed."""
    gone: dict[str, list[Part]] = {}
    last = ""
    for part in before:
        if part.key in kept:
            last = part.key
        else:
            gone.setdefault(last, []).append(part)
    return gone


def _kept(was: Part, now: Part, moved: bool, splitter: Splitter) -> Change:
    if was.words == now.words:
        return Change(SAME, was, now, moved)
    return Change(
        CHANGED,
        was,
        now,
        moved,
        splitter.differences(was.title, now.title),
        splitter.differences(was.body, now.body),
        _fact_changes(was.facts, now.facts, splitter),
    )


def _removed(part: Part) -> Change:
    return _whole(REMOVED, part, part, None)


def _added(part: Part) -> Change:
    return _whole(ADDED, part, None, part)


def _whole(op: str, part: Part, before: Part | None, after: Part | None) -> Change:
    def all_of(text: str) -> list[Piece]:
        return [Piece(op, text)] if text else []

    facts = [FactChange(fact.name, all_of(fact.value)) for fact in part.facts]
    return Change(op, before, after, title=all_of(part.title), body=all_of(part.body), facts=facts)


def _fact_changes(was: Sequence[Fact], now: Sequence[Fact], splitter: Splitter) -> list[FactChange]:
    """Those that differ, in the order they are said."""
    old = {fact.name: fact.value for fact in was}
    new = {fact.name: fact.value for fact in now}
    return [
        FactChange(name, splitter.differences(old.get(name, ""), new.get(name, "")))
        for name in dict.fromkeys([*old, *new])
        if old.get(name, "") != new.get(name, "")
    ]
