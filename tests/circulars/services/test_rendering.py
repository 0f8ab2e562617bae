"""Setting papers: claimed once, kept whole, ready or failed with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from circulars.models import Circular
from circulars.press import PaperFailed
from circulars.refusals import NotFailed
from circulars.services import render_again, render_circular, render_waiting
from circulars.services.leases import GIVE_UP_AFTER, LEASE, LOST_AFTER, PAUSE
from districts.models import AuditEntry
from tests.circulars.factories import make_bureau, make_circular

NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(seconds=1)


def files():
    return sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


def kept_names(circular):
    return sorted(Path(field.path).name for field in (circular.pdf, circular.docx))


def spoil(circular):
    """A paper frozen by a version of the portal that this one cannot read."""
    Circular.objects.filter(pk=circular.pk).update(snapshot={"letterhead": "临溪县教育局文件"})


@pytest.fixture
def circular(db):
    return make_circular(make_bureau())


def test_a_waiting_circular_becomes_ready(circular):
    assert render_circular(pk=circular.pk, now=NOW)

    circular.refresh_from_db()
    content = Path(circular.pdf.path).read_bytes()
    assert circular.state == Circular.State.READY
    assert content.startswith(b"%PDF-")
    assert circular.pages >= 2
    assert circular.pdf_sha256 == sha256(content).hexdigest()
    assert circular.pdf.name == f"circulars/2026/{circular.content_hash[:16]}-{circular.pdf_sha256[:16]}.pdf"
    assert (circular.lease_until, circular.failure, circular.attempts) == (None, "", 1)
    twin = Path(circular.docx.path).read_bytes()
    assert twin.startswith(b"PK")
    assert circular.docx_sha256 == sha256(twin).hexdigest()
    assert (
        circular.docx.name == f"circulars/2026/{circular.content_hash[:16]}-{circular.docx_sha256[:16]}.docx"
    )
    assert kept_names(circular) == [path.name for path in files()]
    entry = AuditEntry.objects.get(verb="render_circular")
    assert entry.actor is None
    assert entry.after == {
        "pages": circular.pages,
        "sha256": circular.pdf_sha256,
        "docx_sha256": circular.docx_sha256,
    }


def test_twice_is_the_same_as_once(circular):
    render_circular(pk=circular.pk, now=NOW)

    assert not render_circular(pk=circular.pk, now=LATER)

    circular.refresh_from_db()
    assert circular.attempts == 1
    assert AuditEntry.objects.filter(verb="render_circular").count() == 1


def test_while_a_worker_may_live_nobody_else_takes_its_paper(circular):
    Circular.objects.filter(pk=circular.pk).update(state="rendering", lease_until=LATER, attempts=1)

    assert not render_circular(pk=circular.pk, now=NOW)
    assert render_waiting(clock=lambda: NOW) == 0


def test_the_paper_of_a_dead_worker_is_taken_over(circular):
    Circular.objects.filter(pk=circular.pk).update(state="rendering", lease_until=NOW, attempts=1)

    assert render_waiting(clock=lambda: LATER) == 1

    circular.refresh_from_db()
    assert (circular.state, circular.attempts) == (Circular.State.READY, 2)


@pytest.mark.parametrize(
    "moments", [(NOW, NOW), (NOW, LATER)], ids=["at once", "one is believed dead and is not"]
)
def test_two_workers_make_one_paper(transactional_db, moments):
    circular = make_circular(make_bureau())

    def work(moment):
        try:
            return render_circular(pk=circular.pk, now=moment)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        outcomes = list(workers.map(work, moments))

    circular.refresh_from_db()
    assert sorted(outcomes) == [False, True]
    assert circular.state == Circular.State.READY
    assert [path.name for path in files()] == kept_names(circular)
    assert AuditEntry.objects.filter(verb="render_circular").count() == 1


def test_a_poisoned_paper_fails_alone_at_once_and_says_why(circular):
    spoil(circular)
    other = make_circular(circular.district)

    assert render_waiting(clock=lambda: NOW) == 1

    circular.refresh_from_db()
    other.refresh_from_db()
    assert (circular.state, circular.attempts) == (Circular.State.FAILED, 1)
    assert circular.failure.startswith("broken: not a paper")
    assert other.state == Circular.State.READY
    assert AuditEntry.objects.get(verb="render_failed").after == {"failure": circular.failure}


def test_what_may_pass_is_tried_again_after_a_rest_and_not_for_ever(circular):
    (settings.MEDIA_ROOT / "circulars").parent.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "circulars").write_text("a file where the folder should be")

    render_circular(pk=circular.pk, now=NOW)
    render_circular(pk=circular.pk, now=NOW + PAUSE / 2)

    circular.refresh_from_db()
    assert (circular.state, circular.attempts) == (Circular.State.WAITING, 1)
    assert circular.lease_until == NOW + PAUSE
    assert circular.failure.startswith("not_kept: ")
    for number in range(1, GIVE_UP_AFTER):
        render_circular(pk=circular.pk, now=NOW + LEASE * 10 * number)
    circular.refresh_from_db()
    assert (circular.state, circular.attempts) == (Circular.State.FAILED, GIVE_UP_AFTER)


def test_a_worker_gives_signs_of_life_while_it_prints(circular, monkeypatch):
    seen = []

    def print_slowly(*args, meanwhile, **choices):
        Circular.objects.filter(pk=circular.pk).update(lease_until=NOW)
        meanwhile()
        seen.append(Circular.objects.filter(pk=circular.pk, lease_until__gt=timezone.now()).exists())
        raise PaperFailed("too_slow", "45")

    monkeypatch.setattr("circulars.services.rendering.print_paper", print_slowly)

    render_circular(pk=circular.pk, now=NOW)

    assert seen == [True]


def test_no_more_is_begun_than_may_be_printed_at_once(circular, settings):
    settings.RENDER_AT_ONCE = 1
    other = make_circular(circular.district)
    Circular.objects.filter(pk=circular.pk).update(state="rendering", lease_until=LATER, attempts=1)

    assert render_waiting(clock=lambda: NOW) == 0

    other.refresh_from_db()
    assert other.state == Circular.State.WAITING


def test_a_paper_that_took_its_workers_with_it_is_given_up(circular):
    Circular.objects.filter(pk=circular.pk).update(state="rendering", lease_until=NOW, attempts=LOST_AFTER)

    assert render_waiting(clock=lambda: LATER) == 0

    circular.refresh_from_db()
    assert (circular.state, circular.failure) == (Circular.State.FAILED, "worker_lost")


def test_a_person_has_a_failed_paper_set_again(circular):
    Circular.objects.filter(pk=circular.pk).update(
        state="failed", failure="worker_lost", attempts=GIVE_UP_AFTER
    )
    circular.refresh_from_db()

    render_again(circular=circular, by=circular.issued_by)
    assert render_circular(pk=circular.pk, now=NOW)

    assert AuditEntry.objects.get(verb="render_again").before == {"failure": "worker_lost"}


@pytest.mark.parametrize("state", [Circular.State.WAITING, Circular.State.RENDERING])
def test_only_what_failed_is_set_again(circular, state):
    Circular.objects.filter(pk=circular.pk).update(state=state)

    with pytest.raises(NotFailed):
        render_again(circular=circular, by=circular.issued_by)
