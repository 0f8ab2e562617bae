"""Work papers on demand: asked for by a row, made by a worker, once for the same content."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F

from circulars.files import keep_file
from circulars.kinds import KINDS, NothingToPrint
from circulars.models import PaperBatch, WorkPaper
from circulars.paper import Paper
from circulars.press import PaperFailed, print_paper
from circulars.services.rendering import BATCH, GIVE_UP_AFTER, LEASE, PAUSE, WORKER_LOST, Clock
from circulars.sources import source_of_plan
from districts.models import Office, School, User
from districts.trail import record
from workplans.models import Plan

NOTHING = "nothing_to_print"
State = WorkPaper.State


@transaction.atomic
def ask_for_paper(
    *,
    plan: Plan,
    kind: str,
    by: User,
    today: date,
    key: UUID,
    month: date | None = None,
    office: Office | None = None,
    school: School | None = None,
) -> WorkPaper:
    """A row that waits to be made; the same `key` again gives the row that is there."""
    paper, is_new = WorkPaper.objects.get_or_create(
        key=key,
        defaults={
            "plan": plan,
            "district": plan.district,
            "kind": kind,
            "month": month,
            "office": office,
            "school": school,
            "asked_by": by,
            "asked_on": today,
        },
    )
    if is_new:
        record(by=by, verb="ask_for_paper", on=paper, after={"kind": kind, "plan": plan.pk})
        _ring()
    return paper


@transaction.atomic
def ask_for_every_school(*, plan: Plan, kind: str, by: User, today: date, key: UUID) -> PaperBatch:
    """One paper for each school of the bureau in use, in the order of their names."""
    batch, is_new = PaperBatch.objects.get_or_create(
        key=key, defaults={"plan": plan, "district": plan.district, "kind": kind, "asked_by": by}
    )
    if is_new:
        schools = School.objects.filter(district=plan.district, is_active=True).order_by("name", "pk")
        WorkPaper.objects.bulk_create(
            WorkPaper(
                plan=plan,
                district=plan.district,
                batch=batch,
                kind=kind,
                school=school,
                asked_by=by,
                asked_on=today,
                key=uuid4(),
            )
            for school in schools
        )
        record(by=by, verb="ask_for_paper", on=batch, after={"kind": kind, "plan": plan.pk})
        _ring()
    return batch


@transaction.atomic
def stop_batch(*, batch: PaperBatch, by: User, now: datetime) -> PaperBatch:
    """What is being made is finished; nothing more is begun."""
    if PaperBatch.objects.filter(pk=batch.pk, stopped_at=None).update(stopped_at=now):
        record(by=by, verb="stop_papers", on=batch, after={"stopped_at": now.isoformat()})
    batch.refresh_from_db()
    return batch


@transaction.atomic
def go_on_with_batch(*, batch: PaperBatch, by: User) -> PaperBatch:
    """The rest is made; what failed is tried again."""
    PaperBatch.objects.filter(pk=batch.pk).update(stopped_at=None)
    batch.papers.filter(state=State.FAILED).exclude(failure=NOTHING).update(
        state=State.WAITING, lease_until=None, attempts=0
    )
    record(by=by, verb="go_on_with_papers", on=batch)
    _ring()
    batch.refresh_from_db()
    return batch


def _ring() -> None:
    transaction.on_commit(lambda: current_app.send_task("circulars.make_papers"), robust=True)


def make_papers(*, clock: Clock) -> int:
    """Make what is owed, oldest first, a batch of it at a time. Returns how many became ready."""
    owed = list(WorkPaper.objects.owed(clock()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    made = sum(make_paper(pk=pk, now=clock()) for pk in owed)
    if len(owed) == BATCH:
        _ring()
    return made


def make_paper(*, pk: int, now: datetime) -> bool:
    """Make one waiting paper; False where there was nothing to do or it failed."""
    claimed = (
        WorkPaper.objects.owed(now)
        .filter(pk=pk, attempts__lt=GIVE_UP_AFTER)
        .update(state=State.RENDERING, lease_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        dead = WorkPaper.objects.owed(now).filter(pk=pk, attempts__gte=GIVE_UP_AFTER)
        dead.update(state=State.FAILED, lease_until=None, failure=WORKER_LOST)
        return False
    row = WorkPaper.objects.select_related("plan__district", "office", "school").get(pk=pk)
    try:
        paper = paper_of(row)
        files = _files_of_the_same(paper) or _made(row, paper)
    except NothingToPrint:
        _fail(row, NOTHING, now, for_good=True)
        return False
    except PaperFailed as failure:
        _fail(row, str(failure), now)
        return False
    ready = {"state": State.READY, "lease_until": None, "failure": "", "title": paper.title.replace("\n", "")}
    return bool(WorkPaper.objects.filter(pk=pk).exclude(state=State.READY).update(**ready, **files))


def paper_of(row: WorkPaper) -> Paper:
    """The paper as the plan stands now. Raises `NothingToPrint`."""
    kind = KINDS[row.kind]
    source = source_of_plan(
        row.plan,
        day=row.asked_on,
        month=row.month,
        office=row.office,
        school=row.school,
        with_changes=kind.asks_changes,
    )
    return kind.make(source)


def _files_of_the_same(paper: Paper) -> dict[str, object] | None:
    """Files somebody had made of the very same content."""
    same = WorkPaper.objects.filter(content_hash=paper.content_hash(), state=State.READY).first()
    fields = ("content_hash", "pdf", "pdf_sha256", "docx", "docx_sha256", "pages")
    return {field: getattr(same, field) for field in fields} if same else None


def _made(row: WorkPaper, paper: Paper) -> dict[str, object]:
    printed = print_paper(paper, fonts=settings.FONTS_DIR)
    made: dict[str, object] = {"content_hash": paper.content_hash(), "pages": printed.pages}
    for field, content in (("pdf", printed.pdf), ("docx", printed.docx)):
        checksum = sha256(content).hexdigest()
        name = f"papers/{row.asked_on.year}/{paper.content_hash()[:16]}-{checksum[:16]}.{field}"
        try:
            keep_file(name, content)
        except OSError as failure:
            raise PaperFailed("not_kept", failure.strerror or str(failure)) from failure
        made |= {field: name, f"{field}_sha256": checksum}
    return made


def _fail(row: WorkPaper, reason: str, now: datetime, *, for_good: bool = False) -> None:
    is_over = for_good or row.attempts >= GIVE_UP_AFTER
    WorkPaper.objects.filter(pk=row.pk, state=State.RENDERING, attempts=row.attempts).update(
        state=State.FAILED if is_over else State.WAITING,
        lease_until=None if is_over else now + PAUSE * row.attempts,
        failure=reason,
    )
