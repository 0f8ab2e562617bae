"""Making a work paper that was asked for: from the plan as it stands, once for the same content."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from circulars.kinds import KINDS, NothingToPrint
from circulars.models import WorkPaper
from circulars.paper import Paper
from circulars.press import PaperFailed, print_paper
from circulars.services.keeping import keep_printed
from circulars.services.leases import claim, give_up_lost, note_failure, sign_of_life
from circulars.sources import source_of_calendar, source_of_plan

NOTHING = "nothing_to_print"
MOMENT = timedelta(seconds=3)
State = WorkPaper.State


class BeingMade(Exception):
    """Another worker prints the very same content just now."""


def make_paper(*, pk: int, now: datetime) -> bool:
    """Make one waiting paper; False where there was nothing to do or it failed."""
    rows = WorkPaper.objects.select_related("plan__district", "district", "office", "school")
    row = claim(rows, pk, now, content_hash="")
    if row is None:
        give_up_lost(rows, pk, now)
        return False
    try:
        paper = paper_of(row)
        files = _files_of(row, paper)
    except NothingToPrint:
        note_failure(row, NOTHING, now)
    except PaperFailed as failure:
        note_failure(row, str(failure), now)
    except BeingMade:
        _wait_for_the_other(row, now)
    else:
        return _mark_ready(row, paper, files)
    return False


def paper_of(row: WorkPaper) -> Paper:
    """The paper as the plan stands now. Raises `NothingToPrint`."""
    kind = KINDS[row.kind]
    if row.month and row.until:
        return kind.make(
            source_of_calendar(
                row.district,
                day=row.asked_on,
                first=row.month,
                last=row.until,
                office=row.office,
                plan=row.plan,
            )
        )
    if row.plan is None:
        raise NothingToPrint
    source = source_of_plan(
        row.plan,
        day=row.asked_on,
        month=row.month,
        office=row.office,
        school=row.school,
        with_changes=kind.asks_changes,
    )
    return kind.make(source)


def _files_of(row: WorkPaper, paper: Paper) -> dict[str, object]:
    """The paper's files: those somebody had made of the very same content, or new ones. Raises BeingMade."""
    content_hash = paper.content_hash()
    try:
        with transaction.atomic():
            WorkPaper.objects.filter(pk=row.pk).update(content_hash=content_hash)
    except IntegrityError as taken:
        raise BeingMade from taken
    same = WorkPaper.objects.filter(content_hash=content_hash, state=State.READY).first()
    if same and Path(same.pdf.path).exists():
        return {
            field: getattr(same, field) for field in ("pdf", "pdf_sha256", "docx", "docx_sha256", "pages")
        }
    printed = print_paper(paper, fonts=settings.FONTS_DIR, meanwhile=sign_of_life(row))
    kept = keep_printed(printed, folder=f"papers/{row.asked_on.year}", content_hash=content_hash)
    return {**kept, "pages": printed.pages}


def _wait_for_the_other(row: WorkPaper, now: datetime) -> None:
    WorkPaper.objects.filter(pk=row.pk, state=State.RENDERING, attempts=row.attempts).update(
        state=State.WAITING, lease_until=now + MOMENT, attempts=F("attempts") - 1
    )


def _mark_ready(row: WorkPaper, paper: Paper, files: dict[str, object]) -> bool:
    ready = {"state": State.READY, "lease_until": None, "failure": "", "title": paper.title.replace("\n", "")}
    ready["content_hash"] = paper.content_hash()
    return bool(WorkPaper.objects.filter(pk=row.pk).exclude(state=State.READY).update(**ready, **files))
