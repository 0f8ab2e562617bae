"""A plan's shape without its year: texts with blanks, dates as months and days into the period. Pure.

Blanks stand in braces: {年度} {下年度} {上年度} are years in digits, {学年} is 2026—2027学年, {单位} the bureau, {地区} its
district; any other name ({会场}) is filled in by whoever uses the template. A date is kept as so many months after
the period's first month, and a day of that month: counted in days alone it would slip in leap years.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from calendar_app.drafts import EntryDraft
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TargetDraft, TaskDraft
from workplans.periods import period_of
from workplans.quantities import read_targets

BLANK = re.compile(r"\{([^{}\n]{1,20})\}")
STANDARD = ("年度", "下年度", "上年度", "学年", "单位", "地区")


@dataclass(frozen=True)
class When:
    """So many months after the period's first month (0 is that month itself), on this day or the month's last."""

    months: int
    day: int


@dataclass(frozen=True)
class TaskPrint:
    title: str
    body: str = ""
    offices: tuple[NamedOffice, ...] = ()
    due: When | None = None


@dataclass(frozen=True)
class SectionPrint:
    title: str
    text: str = ""
    tasks: tuple[TaskPrint, ...] = ()
    sections: tuple[SectionPrint, ...] = ()


@dataclass(frozen=True)
class EntryPrint:
    """`starts` and `ends` count months from the period's first."""

    work: str
    starts: int
    ends: int
    offices: tuple[NamedOffice, ...] = ()
    due: When | None = None


@dataclass(frozen=True)
class Blueprint:
    title: str
    addressee: str = ""
    preamble: str = ""
    closing: str = ""
    task_form: str = "dot"
    restarts: bool = False
    tasks: tuple[TaskPrint, ...] = ()
    sections: tuple[SectionPrint, ...] = ()
    entries: tuple[EntryPrint, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Blueprint:
        return cls(
            **{
                **kept,
                "tasks": tuple(_task(task) for task in kept["tasks"]),
                "sections": tuple(_section(section) for section in kept["sections"]),
                "entries": tuple(
                    EntryPrint(**{**entry, "offices": _offices(entry), "due": _when(entry["due"])})
                    for entry in kept["entries"]
                ),
            }
        )

    def all_sections(self) -> Iterator[SectionPrint]:
        """In reading order."""
        for section in self.sections:
            yield from _walk(section)

    def all_tasks(self) -> Iterator[TaskPrint]:
        yield from self.tasks
        for section in self.all_sections():
            yield from section.tasks

    def texts(self) -> Iterator[str]:
        yield from (self.title, self.addressee, self.preamble, self.closing)
        for section in self.all_sections():
            yield from (section.title, section.text)
        for task in self.all_tasks():
            yield from (task.title, task.body)
        yield from (entry.work for entry in self.entries)


def standard_values(*, year: int, unit: str, place: str) -> dict[str, str]:
    """What the blanks mean for a plan of `year` of the bureau `unit`, which is in charge of `place`."""
    return {
        "年度": str(year),
        "下年度": str(year + 1),
        "上年度": str(year - 1),
        "学年": f"{year}—{year + 1}学年",
        "单位": unit,
        "地区": place,
    }


def own_blanks(blueprint: Blueprint) -> tuple[str, ...]:
    """The names somebody has to fill in, in the order they are met."""
    names = (found[1] for text in blueprint.texts() for found in BLANK.finditer(text))
    return tuple(dict.fromkeys(name for name in names if name not in STANDARD))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled; those that have no value, or an empty one, stay as they are."""
    return BLANK.sub(lambda found: values.get(found[1]) or found[0], text)


def blank_names(text: str, *, unit: str, place: str) -> str:
    """The bureau and its district as blanks; the longer name first."""
    for name, blank in ((unit, "{单位}"), (place, "{地区}")):
        text = text.replace(name, blank) if name else text
    return text


def when_in(day: date, start: date) -> When:
    return When(months_into(day, start), day.day)


def months_into(month: date, start: date) -> int:
    return (month.year - start.year) * 12 + month.month - start.month


def month_at(start: date, months: int) -> date:
    """The first day of the month so many months after the period's first."""
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def day_at(start: date, when: When) -> date:
    month = month_at(start, when.months)
    return month.replace(day=min(when.day, monthrange(month.year, month.month)[1]))


def plan_draft(
    blueprint: Blueprint, *, kind: str, year: int, issuer: str, values: Mapping[str, str]
) -> PlanDraft:
    """The plan of the year, blanks filled, days reckoned, targets read from the words."""
    start = period_of(kind, year).starts_on

    def said(text: str) -> str:
        return fill(text, values)

    def tasks(prints: tuple[TaskPrint, ...]) -> tuple[TaskDraft, ...]:
        return tuple(_task_draft(task, said, start) for task in prints)

    def sections(prints: tuple[SectionPrint, ...]) -> tuple[SectionDraft, ...]:
        return tuple(
            SectionDraft(said(part.title), said(part.text), tasks(part.tasks), sections(part.sections))
            for part in prints
        )

    return PlanDraft(
        title=said(blueprint.title),
        kind=kind,
        year=year,
        issuer=issuer,
        addressee=said(blueprint.addressee),
        preamble=said(blueprint.preamble),
        closing=said(blueprint.closing),
        task_form=blueprint.task_form,
        restarts=blueprint.restarts,
        tasks=tasks(blueprint.tasks),
        sections=sections(blueprint.sections),
    )


def entry_drafts(
    blueprint: Blueprint, *, kind: str, year: int, values: Mapping[str, str]
) -> list[EntryDraft]:
    start = period_of(kind, year).starts_on
    return [
        EntryDraft(
            starts_month=month_at(start, entry.starts),
            ends_month=month_at(start, max(entry.starts, entry.ends)),
            work=fill(entry.work, values),
            offices=entry.offices,
            due_on=day_at(start, entry.due) if entry.due else None,
        )
        for entry in blueprint.entries
    ]


def _task_draft(task: TaskPrint, said: Callable[[str], str], start: date) -> TaskDraft:
    title, body = said(task.title), said(task.body)
    return TaskDraft(
        title=title,
        body=body,
        offices=task.offices,
        targets=tuple(
            TargetDraft(found.as_written[:300], found.comparator, found.value, found.unit, found.hard)
            for found in read_targets(f"{title}\n{body}")
        ),
        due_on=day_at(start, task.due) if task.due else None,
    )


def _walk(section: SectionPrint) -> Iterator[SectionPrint]:
    yield section
    for child in section.sections:
        yield from _walk(child)


def _task(kept: Mapping[str, Any]) -> TaskPrint:
    return TaskPrint(**{**kept, "offices": _offices(kept), "due": _when(kept["due"])})


def _section(kept: Mapping[str, Any]) -> SectionPrint:
    return SectionPrint(
        kept["title"],
        kept["text"],
        tuple(_task(task) for task in kept["tasks"]),
        tuple(_section(section) for section in kept["sections"]),
    )


def _offices(kept: Mapping[str, Any]) -> tuple[NamedOffice, ...]:
    return tuple(NamedOffice(**office) for office in kept["offices"])


def _when(kept: Mapping[str, int] | None) -> When | None:
    return When(**kept) if kept else None


@dataclass(frozen=True)
class Edit:
    """What somebody wrote over one part; `is_gone` takes it out, with whatever is below it.

    `span` is an entry's first and last month, counted as `EntryPrint` counts them; None leaves them as they are.
    """

    title: str
    text: str = ""
    due: When | None = None
    is_gone: bool = False
    span: tuple[int, int] | None = None


def edited(blueprint: Blueprint, head: Mapping[str, str], edits: Mapping[str, Edit]) -> Blueprint:
    """The blueprint with the edits, which are keyed as `numbered` keys its parts; a part without an edit stays."""
    sections, tasks, entries = _counter("section"), _counter("task"), _counter("entry")

    def task_of(task: TaskPrint) -> TaskPrint | None:
        edit = edits.get(next(tasks))
        if edit is None:
            return task
        return None if edit.is_gone else replace(task, title=edit.title, body=edit.text, due=edit.due)

    def kept(prints: tuple[TaskPrint, ...]) -> tuple[TaskPrint, ...]:
        return tuple(task for task in map(task_of, prints) if task)

    def section_of(section: SectionPrint) -> SectionPrint | None:
        edit = edits.get(next(sections))
        # Parts below are counted whether they stay or not.
        below = kept(section.tasks), tuple(part for part in map(section_of, section.sections) if part)
        if edit is None:
            return replace(section, tasks=below[0], sections=below[1])
        if edit.is_gone:
            return None
        return SectionPrint(edit.title, edit.text, *below)

    def entry_of(entry: EntryPrint) -> EntryPrint | None:
        edit = edits.get(next(entries))
        if edit is None:
            return entry
        if edit.is_gone:
            return None
        starts, ends = edit.span or (entry.starts, entry.ends)
        return replace(entry, work=edit.title, starts=starts, ends=ends, due=edit.due)

    return replace(
        blueprint,
        title=head["title"],
        addressee=head["addressee"],
        preamble=head["preamble"],
        closing=head["closing"],
        tasks=kept(blueprint.tasks),
        sections=tuple(part for part in map(section_of, blueprint.sections) if part),
        entries=tuple(part for part in map(entry_of, blueprint.entries) if part),
    )


@dataclass(frozen=True)
class Numbered:
    """A part under the key by which it is edited."""

    key: str
    depth: int
    section: SectionPrint | None = None
    task: TaskPrint | None = None
    entry: EntryPrint | None = None


def numbered(blueprint: Blueprint) -> Iterator[Numbered]:
    """All parts in reading order, entries last."""
    sections, tasks, entries = _counter("section"), _counter("task"), _counter("entry")

    def below(section: SectionPrint, depth: int) -> Iterator[Numbered]:
        yield Numbered(next(sections), depth, section=section)
        for task in section.tasks:
            yield Numbered(next(tasks), depth, task=task)
        for child in section.sections:
            yield from below(child, depth + 1)

    for task in blueprint.tasks:
        yield Numbered(next(tasks), 0, task=task)
    for section in blueprint.sections:
        yield from below(section, 0)
    for entry in blueprint.entries:
        yield Numbered(next(entries), 0, entry=entry)


def _counter(kind: str) -> Iterator[str]:
    number = 0
    while True:
        yield f"{kind}-{number}"
        number += 1
