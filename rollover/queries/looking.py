"""What in a plan still speaks of last year, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from calendar_app.models import CalendarEntry
from rollover.models import Leftover
from workplans.models import Plan, Section, Task
from workplans.queries import PlanOutline, plan_outline


@dataclass(frozen=True)
class Look:
    """One thing to look at; the sentence is split around its words where they stand in it."""

    leftover: Leftover
    before: str
    after: str
    is_in_sentence: bool
    is_gone: bool

    @property
    def is_open(self) -> bool:
        return self.leftover.looked_at is None


@dataclass(frozen=True)
class Looks:
    """What is to look at in one part: a task, a heading, an entry, or the plan's head."""

    title: str
    url: str
    anchor: str
    items: list[Look] = field(default_factory=list)


@dataclass(frozen=True)
class KindCount:
    kind: str
    word: str
    open: int


@dataclass(frozen=True)
class LookingPage:
    groups: list[Looks]
    kinds: list[KindCount]
    open: int
    total: int

    @property
    def looked(self) -> int:
        return self.total - self.open


def looking_page(plan: Plan, *, kind: str = "", only_open: bool = True) -> LookingPage:
    """In as many queries as the outline and one more."""
    rows = list(plan.leftovers.select_related("task", "section", "entry"))
    shown = [
        row for row in rows if (not kind or row.kind == kind) and (not only_open or row.looked_at is None)
    ]
    still = Counter(row.kind for row in rows if row.looked_at is None)
    kinds = [KindCount(kind.value, str(kind.label), still[kind]) for kind in Leftover.Kind if still[kind]]
    return LookingPage(_grouped(shown, plan), kinds, sum(still.values()), len(rows))


def open_count(plan: Plan) -> int:
    return plan.leftovers.filter(looked_at=None).count()


def _grouped(rows: Iterable[Leftover], plan: Plan) -> list[Looks]:
    """In the order of the document: its head, its parts, its calendar."""
    rows = list(rows)
    if not rows:
        return []
    outline = plan_outline(plan)
    places = _places(outline)
    found: dict[str, list[Look]] = {}
    entries: dict[str, Looks] = {}
    for row in rows:
        anchor = _anchor(row)
        found.setdefault(anchor, []).append(_look(row, plan))
        if row.entry:
            entries[anchor] = Looks(row.entry.work, row.entry.get_absolute_url(), anchor)
    order = {**places, **entries}
    return [
        Looks(place.title, place.url, anchor, found[anchor])
        for anchor, place in order.items()
        if anchor in found
    ]


def _places(outline: PlanOutline) -> dict[str, Looks]:
    edit = "" if not outline.plan.is_draft else "edit/"
    base = outline.plan.get_absolute_url() + edit
    places = {"head": Looks("", f"{base}#head", "head")}
    for node in outline.tasks:
        anchor = f"task-{node.task.pk}"
        places[anchor] = Looks(f"{node.label}{node.task.name}", f"{base}#{anchor}", anchor)
    for section in outline.walk():
        anchor = f"section-{section.section.pk}"
        places[anchor] = Looks(f"{section.label}{section.section.title}", f"{base}#{anchor}", anchor)
        for node in section.tasks:
            anchor = f"task-{node.task.pk}"
            places[anchor] = Looks(f"{node.label}{node.task.name}", f"{base}#{anchor}", anchor)
    return places


def _anchor(row: Leftover) -> str:
    if row.task_id:
        return f"task-{row.task_id}"
    if row.section_id:
        return f"section-{row.section_id}"
    return f"entry-{row.entry_id}" if row.entry_id else "head"


SAID_ELSEWHERE = {Leftover.Kind.TO_CHANGE, Leftover.Kind.OFFICE, Leftover.Kind.SCHOOL}


def _look(row: Leftover, plan: Plan) -> Look:
    before, words, after = row.sentence.partition(row.words)
    is_in = bool(words) and row.kind not in SAID_ELSEWHERE
    is_gone = row.kind not in SAID_ELSEWHERE and row.words not in _text_now(row, plan)
    return Look(row, before if is_in else "", after if is_in else "", is_in, is_gone)


def _text_now(row: Leftover, plan: Plan) -> str:
    part: Task | Section | CalendarEntry | None = row.task or row.section or row.entry
    if isinstance(part, Task):
        return f"{part.title}\n{part.body}"
    if isinstance(part, Section):
        return f"{part.title}\n{part.text}"
    if isinstance(part, CalendarEntry):
        return part.work
    return "\n".join([plan.title, plan.addressee, plan.preamble, plan.closing])
