"""All that can be made of a plan: every kind of paper in every form, to be looked at and measured."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from circulars.kinds import KINDS, Kind, NothingToPrint, Source
from circulars.kinds.breakdown import breakdown_table
from circulars.layout import DOCUMENT_FORM, FORMS, UPWARD, Layout, appended, laid_out
from circulars.paper import LETTER, Paper
from circulars.seals import checked_seal, fingerprint
from intake.comparing import changes_of
from intake.reading import Outline, OutlineSection, OutlineTask
from intake.setting import Particulars, paper_from_outline, source_from_outline
from tests.circulars.seals import seal_picture

TODAY = Particulars(today=date(2026, 11, 22))
SIGNERS, PRESENT = ("周远", "吴启明", "郑和平"), (("出席", "林禾、周远、吴启明"), ("列席", "郑和平"))
TO = "云山省教育厅"
PARTNERS = ("云山省财政厅", "云山省人力资源和社会保障厅")
SEAL_PICTURE = checked_seal(seal_picture())
SEAL = fingerprint(SEAL_PICTURE)
DRESSES = {
    **{form: Layout(form=form, addressee=TO, signers=SIGNERS, attendance=PRESENT) for form in FORMS},
    DOCUMENT_FORM: Layout(),
    UPWARD: Layout(form=UPWARD, addressee=TO, signers=SIGNERS, seal=SEAL, seal_size=45),
    "joint": Layout(partners=PARTNERS, seal=SEAL, partner_seals=((SEAL, 42), (SEAL, 40))),
    "joint-unsealed": Layout(partners=PARTNERS, sealed=False, urgency="加急", copy_number="000123"),
}


def papers_of_document(outline: Outline) -> Iterator[tuple[str, Paper]]:
    """What a document says on every paper that can be made of it, each with its name."""
    earlier = changes_of(earlier_draft(outline), outline)
    source = source_from_outline(outline, TODAY, school="云山实验学校")
    source = replace(source, changes=tuple(earlier), remarks=("因上级政策调整，对部分任务作修订。",))
    yield from papers_of(paper_from_outline(outline, TODAY), source)


def papers_of(notice: Paper, source: Source) -> Iterator[tuple[str, Paper]]:
    """The notice in every form, with the tasks broken down behind it, then every kind there is something for."""
    whole = appended(notice, breakdown_table(source, marked=True)) if source.tasks else notice
    for name, layout in DRESSES.items():
        yield name, laid_out(whole, layout)
    yield from _papers_of(KINDS.values(), source)


def papers_of_calendar(source: Source) -> Iterator[tuple[str, Paper]]:
    """What is made of a bureau's calendar: tables, lists and calendars for the wall."""
    yield from _papers_of((kind for kind in KINDS.values() if kind.asks_time), source)


def papers_of_school(source: Source) -> Iterator[tuple[str, Paper]]:
    """What is made for one school."""
    yield from _papers_of((kind for kind in KINDS.values() if kind.asks_school), source)


def _papers_of(kinds: Iterable[Kind], source: Source) -> Iterator[tuple[str, Paper]]:
    """Each kind there is something for."""
    for kind in kinds:
        with suppress(NothingToPrint):
            yield kind.name, kind.make(source)


def earlier_draft(outline: Outline) -> Outline:
    """The document as it might have been before an amendment: a task less, one more, some that said something else."""
    return replace(outline, sections=tuple(map(_earlier_section, outline.sections)))


def _earlier_section(section: OutlineSection) -> OutlineSection:
    gone = OutlineTask("", "已经办结的工作。", "不再列入。")
    tasks = [_earlier_task(task, place) for place, task in enumerate(section.tasks) if place % 7 != 6]
    return replace(
        section,
        tasks=(*tasks, *([gone] if tasks else [])),
        sections=tuple(map(_earlier_section, section.sections)),
    )


def _earlier_task(task: OutlineTask, place: int) -> OutlineTask:
    return replace(task, body=f"{task.body}按原定方案办理。") if place % 4 == 1 else task


def is_even(paper: Paper) -> bool:
    """Whether its last page is an even one: that of a letter may be any (10.1)."""
    return bool(paper.printed_by) and paper.form != LETTER
