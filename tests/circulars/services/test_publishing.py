"""Publishing a circular, and withdrawing it."""

from datetime import UTC, datetime

from circulars.models import Circular
from circulars.services import publish_circular, withdraw_circular
from districts.models import AuditEntry
from tests.circulars.factories import make_bureau, make_circular, make_editor

NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 8, tzinfo=UTC)


def test_a_circular_is_published_and_withdrawn(db):
    district = make_bureau()
    editor, circular = make_editor(district), make_circular(district)

    publish_circular(circular=circular, by=editor, now=NOW)
    assert list(Circular.objects.published()) == [circular]
    withdraw_circular(circular=circular, by=editor, now=LATER, reason="另文印发")

    assert not Circular.objects.published().exists()
    assert circular.published_at is None
    assert list(
        AuditEntry.objects.filter(object_type="circulars.circular").values_list("verb", flat=True)
    ) == [
        "withdraw_circular",
        "publish_circular",
    ]


def test_publishing_again_changes_nothing(db):
    district = make_bureau()
    editor, circular = make_editor(district), make_circular(district)

    publish_circular(circular=circular, by=editor, now=NOW)
    publish_circular(circular=circular, by=editor, now=LATER)

    assert circular.published_at == NOW
    assert AuditEntry.objects.filter(verb="publish_circular").count() == 1


def test_withdrawing_what_is_not_public_changes_nothing(db):
    district = make_bureau()

    withdraw_circular(circular=make_circular(district), by=make_editor(district), now=NOW, reason="另文印发")

    assert not AuditEntry.objects.filter(verb="withdraw_circular").exists()
