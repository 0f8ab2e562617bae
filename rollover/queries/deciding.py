"""The page on which people decide: every part with what is known of it, and how far they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from calendar_app.models import CalendarEntry
from calendar_app.spans import span_words
from rollover.models import CHOICE_SHAPES, Choice, Rollover
from rollover.queries.parts import Group, Part, Parts
from rollover.reasons import quick_reasons
from workplans.models import Plan, Task
from workplans.queries.outline import paragraphs

LETTERS = "abcdefgh"


@dataclass(frozen=True)
class QuickReason:
    letter: str
    words: str


@dataclass(frozen=True)
class ChoiceOption:
    """One of the four answers: its key on the keyboard, its reasons."""

    value: str
    word: str
    shape: str
    key: str
    reasons: list[QuickReason]


@dataclass(frozen=True)
class Row:
    """A part as it is drawn."""

    part: Part
    choice: str
    reason: str
    version: int
    facts: list[str]
    paragraphs: list[str]
    when: str

    @property
    def needs_reason(self) -> bool:
        return bool(self.choice) and self.choice != Choice.CONTINUE


@dataclass(frozen=True)
class Rows:
    """A group as it is drawn."""

    group: Group
    rows: list[Row]

    @property
    def heading(self) -> int:
        return 2 + self.group.depth


@dataclass(frozen=True)
class Count:
    """How far people are."""

    decided: int
    total: int
    by_choice: dict[str, int]

    @property
    def is_whole(self) -> bool:
        return self.decided == self.total

    @property
    def open(self) -> int:
        return self.total - self.decided


@dataclass(frozen=True)
class DecidingPage:
    groups: list[Rows]
    tasks: Count
    all: Count


def choice_options() -> list[ChoiceOption]:
    return [
        ChoiceOption(
            choice.value,
            str(choice.label),
            CHOICE_SHAPES[choice],
            str(number),
            [
                QuickReason(letter, words)
                for letter, words in zip(LETTERS, quick_reasons(choice), strict=False)
            ],
        )
        for number, choice in enumerate(Choice, start=1)
    ]


def deciding_page(parts: Parts, *, only_open: bool = False) -> DecidingPage:
    """All parts, or those not decided; as many queries as `parts_of`."""
    groups = []
    for group in parts.groups:
        shown = [part for part in group.parts if not (only_open and part.is_decided)]
        if shown or not (only_open or group.parts):
            groups.append(Rows(group, [_row(part, parts.rollover) for part in shown]))
    return DecidingPage(groups, count(parts.of("task")), count(list(parts)))


def count(parts: list[Part]) -> Count:
    chosen = Counter(part.decision.choice for part in parts if part.decision and part.is_decided)
    return Count(sum(chosen.values()), len(parts), dict(chosen))


def _row(part: Part, rollover: Rollover) -> Row:
    decision = part.decision
    return Row(
        part=part,
        choice=decision.choice if decision else "",
        reason=decision.reason if decision else "",
        version=decision.version if decision else 0,
        facts=_facts(part),
        paragraphs=paragraphs(part.row.body) if isinstance(part.row, Task) else [],
        when=_when(part, rollover.source),
    )


def _facts(part: Part) -> list[str]:
    if not part.node:
        return []
    lead = part.node.lead
    return [str(lead.office)] if lead else []


def _when(part: Part, source: Plan) -> str:
    row = part.row
    if isinstance(row, CalendarEntry):
        return span_words(row.starts_month, row.ends_month, source.year)
    return f"{row.due_on:%Y-%m-%d}" if isinstance(row, Task) and row.due_on else ""
