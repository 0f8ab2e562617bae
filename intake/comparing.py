"""What a document changes of an earlier one, part by part, as an amendment's notice says it. Outlines in, no clock.

Two documents share no keys, so parts are paired by what they say: those alike word for word, then those of one title,
then those most alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from intake.reading import Outline, OutlineSection
from workplans.comparing import Change, Fact, Part, compare

HEAD = "head"
ALIKE = 0.6
"""Of two texts with less in common one does not say what became of the other."""


def changes_of(before: Outline, after: Outline) -> list[Change]:
    """Every part of both documents once, in the reading order of `after`."""
    old, new = list(_parts(before, "old")), list(_parts(after, "new"))
    same = _paired(old, new)
    named = [
        replace(part, key=same.get(part.key, part.key), home=same.get(part.home, part.home)) for part in new
    ]
    return compare(old, named)


def _parts(outline: Outline, mark: str) -> Iterator[Part]:
    """The head, the sections and tasks in reading order, then the months' work; keys begin with `mark`."""
    opening = outline.preamble[outline.notice_paragraphs :]
    yield Part(HEAD, HEAD, title=outline.title or "", body="\n".join(opening))
    for place, section in enumerate(outline.sections, start=1):
        yield from _section(section, f"{mark}.{place}", "")
    for number, entry in enumerate(outline.calendar, start=1):
        # Alone under its own key: it stands where its month puts it, and is never said to have moved.
        key, told = f"{mark}-{number}", (("月份", entry.as_written), ("责任处室", "、".join(entry.offices)))
        facts = tuple(Fact(name, value) for name, value in told if value)
        yield Part(key, "entry", title=entry.work, home=key, facts=facts)


def _section(section: OutlineSection, key: str, home: str) -> Iterator[Part]:
    """A section and all in it. One without label, title and text is no part: what is in it belongs to its home."""
    is_part = bool(section.label or section.title or section.text)
    if is_part:
        yield Part(key, "section", section.label, section.title, "\n".join(section.text), home)
    inside = key if is_part else home
    for number, task in enumerate(section.tasks, start=1):
        yield Part(f"{key}-{number}", "task", task.label, task.title, task.body, inside)
    for place, inner in enumerate(section.sections, start=1):
        yield from _section(inner, f"{key}.{place}", inside)


def _paired(before: Sequence[Part], after: Sequence[Part]) -> dict[str, str]:
    """The old key of every new part that says what an old one said, or nearly so."""
    pairs = _Pairs({part.key: part for part in before}, {part.key: part for part in after})
    pairs.match(lambda part: (part.kind, part.label, part.words))
    pairs.match(lambda part: (part.kind, part.words))
    pairs.match(lambda part: (part.kind, part.title))
    pairs.match_alike()
    return pairs.found


@dataclass
class _Pairs:
    """Those still without a partner, and the pairs found, old key by new."""

    old: dict[str, Part]
    new: dict[str, Part]

    def __post_init__(self) -> None:
        self.found: dict[str, str] = {}

    def match(self, said: Callable[[Part], object]) -> None:
        """Pair those of which the same is said, the first with the first."""
        waiting: dict[object, list[str]] = {}
        for key, part in self.old.items():
            waiting.setdefault(said(part), []).append(key)
        for key, part in list(self.new.items()):
            if same := waiting.get(said(part)):
                self._pair(same.pop(0), key)

    def match_alike(self) -> None:
        """Pair the rest of each kind, the most alike first."""
        likenesses = sorted(
            (
                (_likeness(was, now), old, new)
                for new, now in self.new.items()
                for old, was in self.old.items()
                if was.kind == now.kind
            ),
            key=lambda each: -each[0],
        )
        for likeness, old, new in likenesses:
            if likeness >= ALIKE and old in self.old and new in self.new:
                self._pair(old, new)

    def _pair(self, old: str, new: str) -> None:
        self.found[new] = old
        del self.old[old], self.new[new]


def _likeness(one: Part, other: Part) -> float:
    """From 0 to 1; 0 at once where even the letters are not alike."""
    matcher = SequenceMatcher(None, one.title + one.body, other.title + other.body, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
