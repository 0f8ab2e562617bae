"""Parts of one plan carried into another: words and days moved, what is to look at collected on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from districts.models import District
from rollover.models import Leftover
from rollover.shifting import Left, shift_day, shift_month, shift_text
from workplans.carriers import written_offices
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TargetDraft, TaskDraft
from workplans.models import Plan, Section, Task
from workplans.queries import PlanOutline, SectionNode, TaskNode


@dataclass
class Words:
    """Texts of a plan of the year `base`, carried on; `found` keeps what is to look at, by the part it came from."""

    base: int
    years: int
    own_titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    found: list[tuple[models.Model | None, Left]] = field(default_factory=list)

    def carry(self, text: str, part: models.Model | None) -> str:
        shifted = shift_text(
            text,
            base=self.base,
            years=self.years,
            own_titles=self.own_titles,
            people=self.people,
            places=self.places,
        )
        self.found += [(part, left) for left in shifted.left]
        return shifted.text

    def quietly(self, text: str) -> str:
        """The same for words that stand in a text which was carried already."""
        return shift_text(text, base=self.base, years=self.years, own_titles=self.own_titles).text


@dataclass
class Carried:
    """A draft of the new plan, and what its parts were; both lists stand in reading order."""

    draft: PlanDraft
    tasks: list[TaskNode] = field(default_factory=list)
    sections: list[SectionNode] = field(default_factory=list)


@dataclass(frozen=True)
class Keeping:
    """Which parts go along. A heading goes with anything below it."""

    task: Callable[[Task], bool]
    section: Callable[[Section], bool]
    offices: Callable[[TaskNode], tuple[NamedOffice, ...]]


def carry_plan(
    outline: PlanOutline, words: Words, keeping: Keeping, *, title: str, year: int, kind: str, issuer: str
) -> Carried:
    """The plan as a draft of another year."""
    source = outline.plan
    carried = Carried(PlanDraft(title=title, kind=kind, year=year))
    addressee, preamble, closing = (
        words.carry(text, None) for text in (source.addressee, source.preamble, source.closing)
    )
    loose = _tasks(outline.tasks, words, keeping, carried)
    sections = _sections(outline.sections, words, keeping, carried)
    carried.draft = PlanDraft(
        title=title, kind=kind, year=year, issuer=issuer, task_form=source.task_form, restarts=source.restarts,
        tasks=loose, sections=sections, addressee=addressee, preamble=preamble, closing=closing,
    )  # fmt: skip
    return carried


def _sections(
    nodes: Iterable[SectionNode], words: Words, keeping: Keeping, carried: Carried
) -> tuple[SectionDraft, ...]:
    drafts = []
    for node in nodes:
        if not any(
            keeping.section(inner.section) or any(keeping.task(task.task) for task in inner.tasks)
            for inner in node.walk()
        ):
            continue
        carried.sections.append(node)
        title, text = (
            words.carry(node.section.title, node.section),
            words.carry(node.section.text, node.section),
        )
        tasks = _tasks(node.tasks, words, keeping, carried)
        drafts.append(SectionDraft(title, text, tasks, _sections(node.sections, words, keeping, carried)))
    return tuple(drafts)


def _tasks(
    nodes: Iterable[TaskNode], words: Words, keeping: Keeping, carried: Carried
) -> tuple[TaskDraft, ...]:
    drafts = []
    for node in nodes:
        task = node.task
        if not keeping.task(task):
            continue
        carried.tasks.append(node)
        drafts.append(
            TaskDraft(
                title=words.carry(task.title, task),
                body=words.carry(task.body, task),
                offices=keeping.offices(node),
                targets=tuple(
                    TargetDraft(
                        words.quietly(target.as_written)[:300],
                        target.comparator,
                        target.value,
                        target.unit,
                        target.is_hard,
                    )
                    for target in node.targets
                ),
                due_on=shift_day(task.due_on, words.years) if task.due_on else None,
            )
        )
    return tuple(drafts)


def carry_entry(entry: CalendarEntry, words: Words) -> EntryDraft:
    """Offices are the caller's matter: at home they keep their duties, abroad only their names."""
    return EntryDraft(
        starts_month=shift_month(entry.starts_month, words.years),
        ends_month=shift_month(entry.ends_month, words.years),
        work=words.carry(entry.work, entry),
        as_written=words.quietly(entry.as_written),
        due_on=shift_day(entry.due_on, words.years) if entry.due_on else None,
    )


def names_written(row: Task | CalendarEntry) -> tuple[NamedOffice, ...]:
    return tuple(written_offices(row))


def keep_leftovers(
    plan: Plan, found: Iterable[tuple[models.Model | None, Left]], became: dict[models.Model, models.Model]
) -> None:
    """Write what is to look at beside the parts of the new plan that it became part of."""
    Leftover.objects.bulk_create(
        Leftover(
            plan=plan,
            kind=left.kind,
            words=left.words[:300],
            sentence=left.sentence,
            **_place(became.get(part) if part else None),
        )
        for part, left in found
    )


def _place(part: models.Model | None) -> dict[str, models.Model]:
    fields: dict[type[models.Model], str] = {Task: "task", Section: "section", CalendarEntry: "entry"}
    return {fields[type(part)]: part} if part else {}


def people_of(district: District) -> tuple[str, ...]:
    """Names to look for: everybody who has a seat in the bureau."""
    names = district.memberships.values_list("user__full_name", flat=True).distinct()
    return tuple(sorted(name for name in names if name))
