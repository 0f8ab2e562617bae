"""From what was read to what is written: an Outline becomes a PlanDraft and EntryDrafts. Pure."""

from collections.abc import Iterable
from datetime import date

from calendar_app.drafts import EntryDraft
from calendar_app.months import PlanYear
from intake.reading import Outline, OutlineEntry, OutlineSection, OutlineTask
from workplans.drafts import NamedOffice, PlanDraft, SectionDraft, TargetDraft, TaskDraft
from workplans.periods import period_of

# The longest titles the rows hold; a longer first sentence goes on in the text, so that nothing is lost.
TITLE_LENGTH = 300
HEADING_LENGTH = 200

TASK_FORMS = {"◆": "mark", "●": "mark", "■": "mark", "（": "paren", "(": "paren"}
SENTENCE_BREAKS = "。；;，,：:、 "


def plan_draft(outline: Outline, *, title: str, kind: str, year: int) -> PlanDraft:
    """The plan of an outline. `kind` and `year` as in Plan; chosen by a person, suggested by the outline.

    A section without a heading gives its text to the opening and its tasks to the plan itself.
    """
    headless = [section for section in outline.sections if not section.title and not section.label]
    headed = [section for section in outline.sections if section.title or section.label]
    opening = [*outline.preamble, *(text for section in headless for text in section.text)]
    return PlanDraft(
        title=title,
        kind=kind,
        year=year,
        issuer=outline.issuer or "",
        addressee=outline.addressee or "",
        preamble="\n".join(opening),
        closing="\n".join(outline.closing),
        source_number=outline.document_number or "",
        signed_on=outline.signed_on,
        metadata=dict(outline.metadata),
        task_form=task_form(outline.numbering.task_mark),
        restarts=not outline.numbering.continuous,
        sections=tuple(_section(section) for section in headed),
        tasks=tuple(_task(task) for section in headless for task in section.all_tasks()),
    )


def entry_drafts(outline: Outline, *, kind: str, year: int) -> list[EntryDraft]:
    """The calendar of an outline; work whose month could not be read stands in the period's first month."""
    first = period_of(kind, year).starts_on
    return [
        EntryDraft(
            starts_month=entry.month.first_day if entry.month else first,
            ends_month=_last_month(entry, first),
            work=_work(entry),
            as_written=entry.as_written[:40],
            offices=_in_order(entry.offices),
        )
        for entry in outline.calendar
    ]


def suggested_kind(period: PlanYear | None) -> tuple[str, int | None]:
    """(Plan.Kind value, year) that the document suggests; the year is None where it says nothing."""
    return (period.kind, period.year) if period else ("calendar_year", None)


def task_form(mark: str) -> str:
    """The form of numbers nearest to the document's: 1． （1） ◆ 1、."""
    if not mark:
        return "dot"
    return TASK_FORMS.get(mark[0], "comma" if mark.endswith("、") else "dot")


def cut_title(sentence: str, length: int) -> tuple[str, str]:
    """(title, rest): the sentence itself, or where it is too long for a title, cut behind its last fitting mark."""
    if len(sentence) <= length:
        return sentence, ""
    cut = max((sentence.rfind(mark, 0, length) for mark in SENTENCE_BREAKS), default=-1) + 1
    cut = cut or length
    return sentence[:cut], sentence[cut:]


def _section(section: OutlineSection) -> SectionDraft:
    title, rest = cut_title(section.title or section.label, HEADING_LENGTH)
    return SectionDraft(
        title=title,
        text="\n".join([*([rest] if rest else []), *section.text]),
        tasks=tuple(_task(task) for task in section.tasks),
        sections=tuple(_section(below) for below in section.sections),
    )


def _task(task: OutlineTask) -> TaskDraft:
    title, rest = cut_title(task.title, TITLE_LENGTH)
    return TaskDraft(
        title=title,
        body=rest + task.body,
        offices=_parts(task),
        targets=tuple(
            TargetDraft(
                as_written=target.as_written[:300],
                comparator=target.comparator,
                value=target.value,
                unit=target.unit,
                is_hard=target.hard,
            )
            for target in task.targets
        ),
        due_on=_due_on(deadline.by for deadline in task.deadlines),
    )


def _parts(task: OutlineTask) -> tuple[NamedOffice, ...]:
    """Those said to lead lead, those said to support support; of the rest the first leads if nobody else does."""
    said = {*task.lead_offices, *task.supporting_offices}
    rest = [name for name in task.offices if name not in said]
    parts = [NamedOffice(name, "lead") for name in task.lead_offices]
    parts += [NamedOffice(name, "support") for name in task.supporting_offices]
    if task.lead_offices:
        return (*parts, *(NamedOffice(name, "support") for name in rest))
    return (*_in_order(rest), *parts)


def _in_order(names: Iterable[str]) -> tuple[NamedOffice, ...]:
    return tuple(NamedOffice(name, "lead" if place == 0 else "support") for place, name in enumerate(names))


def _due_on(days: Iterable[date | None]) -> date | None:
    """The one day a task is due: where its text names several, each belongs to a part of it and none is the task's."""
    known = {day for day in days if day}
    return known.pop() if len(known) == 1 else None


def _last_month(entry: OutlineEntry, first: date) -> date:
    last = entry.until or entry.month
    if entry.month and last and last < entry.month:
        last = entry.month
    return last.first_day if last else first


def _work(entry: OutlineEntry) -> str:
    return "；".join([entry.work, *entry.remarks])
