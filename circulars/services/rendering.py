"""Setting waiting papers: claim with a lease, render, keep the file, mark. Whoever dies on the way is made good."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from circulars.files import keep_file, remove_file
from circulars.models import Circular
from circulars.paper import Paper, UnreadablePaper
from circulars.press import TIME_LIMIT, PaperFailed, PrintedPaper, print_paper
from circulars.refusals import NotFailed
from circulars.services.bell import ring_for
from districts.models import User
from districts.trail import record

LEASE = timedelta(seconds=TIME_LIMIT + 30)  # while it runs, the worker may still be alive
PAUSE = timedelta(seconds=20)  # before trying again, times the attempts so far
GIVE_UP_AFTER = 3
BATCH = 25
WORKER_LOST = "worker_lost"  # like the codes of PaperFailed: circulars/sentences.py says them

Clock = Callable[[], datetime]


def render_waiting(*, clock: Clock = timezone.now) -> int:
    """Render what is owed, oldest first: bells the broker lost, leases that ran out. Returns how many became ready."""
    owed = list(Circular.objects.owed(clock()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(render_circular(pk=pk, now=clock()) for pk in owed)


def render_circular(*, pk: int, now: datetime) -> bool:
    """Make the PDF and the Word twin of one waiting circular; False where there was nothing to do or it failed.

    Twice is the same as once: only who claims the row renders, and the file's name follows from what is in it.
    """
    circular = _claim(pk, now)
    if circular is None:
        return False
    try:
        printed = print_paper(_paper_of(circular), fonts=settings.FONTS_DIR)
        kept = _keep(circular, printed)
    except PaperFailed as failure:
        _note_failure(circular, str(failure), now)
        return False
    return _mark_ready(circular, kept, printed.pages)


@transaction.atomic
def render_again(*, circular: Circular, by: User) -> Circular:
    """A person has seen why it failed and asks for another try. Raises NotFailed."""
    renewed = Circular.objects.filter(pk=circular.pk, state=Circular.State.FAILED).update(
        state=Circular.State.WAITING, lease_until=None, attempts=0
    )
    if not renewed:
        raise NotFailed
    record(by=by, verb="render_again", on=circular, before={"failure": circular.failure})
    ring_for(circular.pk)
    circular.refresh_from_db()
    return circular


def _paper_of(circular: Circular) -> Paper:
    try:
        return Paper.from_dict(circular.snapshot)
    except UnreadablePaper as failure:
        raise PaperFailed("broken", str(failure)) from failure


def _claim(pk: int, now: datetime) -> Circular | None:
    claimed = (
        Circular.objects.owed(now)
        .filter(pk=pk, attempts__lt=GIVE_UP_AFTER)
        .update(state=Circular.State.RENDERING, lease_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if claimed:
        return Circular.objects.get(pk=pk)
    _give_up(pk, now)
    return None


def _give_up(pk: int, now: datetime) -> None:
    """A paper that took its worker with it every time, so that nobody was left to note why."""
    with transaction.atomic():
        dead = Circular.objects.owed(now).filter(pk=pk, attempts__gte=GIVE_UP_AFTER)
        if dead.update(state=Circular.State.FAILED, lease_until=None, failure=WORKER_LOST):
            _record_failure(Circular.objects.get(pk=pk))


def _keep(circular: Circular, printed: PrintedPaper) -> dict[str, str]:
    """Both files kept, as fields of the row. A file's name follows from what is in it."""
    kept: dict[str, str] = {}
    for field, content in (("pdf", printed.pdf), ("docx", printed.docx)):
        checksum = sha256(content).hexdigest()
        name = f"circulars/{circular.signed_on.year}/{circular.content_hash[:16]}-{checksum[:16]}.{field}"
        try:
            keep_file(name, content)
        except OSError as failure:
            raise PaperFailed("not_kept", failure.strerror or str(failure)) from failure
        kept |= {field: name, f"{field}_sha256": checksum}
    return kept


@transaction.atomic
def _mark_ready(circular: Circular, kept: dict[str, str], pages: int) -> bool:
    """Point the row to its files; False where another worker was quicker."""
    is_first = (
        Circular.objects.filter(pk=circular.pk)
        .exclude(state=Circular.State.READY)
        .update(state=Circular.State.READY, pages=pages, lease_until=None, failure="", **kept)
    )
    if not is_first:
        _drop_second(circular.pk, kept)
        return False
    record(
        by=None,
        verb="render_circular",
        on=circular,
        after={"pages": pages, "sha256": kept["pdf_sha256"], "docx_sha256": kept["docx_sha256"]},
    )
    return True


def _drop_second(pk: int, kept: dict[str, str]) -> None:
    """A worker believed dead came second: its files go, unless they are the very ones the row points to."""
    for field in ("pdf", "docx"):
        if not Circular.objects.filter(pk=pk, **{field: kept[field]}).exists():
            remove_file(kept[field])


def _note_failure(circular: Circular, reason: str, now: datetime) -> None:
    """Wait a little and try again; after enough attempts stop, and say why where a person sees it."""
    is_over = circular.attempts >= GIVE_UP_AFTER
    with transaction.atomic():
        noted = Circular.objects.filter(
            pk=circular.pk, state=Circular.State.RENDERING, attempts=circular.attempts
        ).update(
            state=Circular.State.FAILED if is_over else Circular.State.WAITING,
            lease_until=None if is_over else now + PAUSE * circular.attempts,
            failure=reason,
        )
        if noted and is_over:
            circular.failure = reason
            _record_failure(circular)


def _record_failure(circular: Circular) -> None:
    record(by=None, verb="render_failed", on=circular, after={"failure": circular.failure})
