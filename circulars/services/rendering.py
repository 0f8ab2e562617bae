"""Setting an issued circular: claim with a lease, print, keep the files, mark. Whoever dies on the way is made good."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from circulars.files import remove_file
from circulars.models import Circular
from circulars.paper import Paper, UnreadablePaper
from circulars.press import PaperFailed, print_paper
from circulars.refusals import NotFailed
from circulars.services.bell import ring_for
from circulars.services.keeping import keep_printed
from circulars.services.leases import claim, give_up_lost, note_failure, sign_of_life
from districts.models import User
from districts.trail import record


def render_circular(*, pk: int, now: datetime) -> bool:
    """Make the PDF and the Word twin of one waiting circular; False where there was nothing to do or it failed.

    Twice is the same as once: only who claims the row renders, and the file's name follows from what is in it.
    """
    circular = claim(Circular.objects.all(), pk, now)
    if circular is None:
        _give_up(pk, now)
        return False
    try:
        printed = print_paper(_paper_of(circular), fonts=settings.FONTS_DIR, meanwhile=sign_of_life(circular))
        folder = f"circulars/{circular.signed_on.year}"
        kept = keep_printed(printed, folder=folder, content_hash=circular.content_hash)
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


@transaction.atomic
def _give_up(pk: int, now: datetime) -> None:
    if give_up_lost(Circular.objects.all(), pk, now):
        _record_failure(Circular.objects.get(pk=pk))


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


@transaction.atomic
def _note_failure(circular: Circular, reason: str, now: datetime) -> None:
    if note_failure(circular, reason, now):
        circular.failure = reason
        _record_failure(circular)


def _record_failure(circular: Circular) -> None:
    record(by=None, verb="render_failed", on=circular, after={"failure": circular.failure})
