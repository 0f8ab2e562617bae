"""What is said of a paper: at issue, afterwards with a trace, and never against itself."""

from datetime import UTC, datetime

import pytest

from circulars.layout import Layout
from circulars.models import Circular
from circulars.refusals import BearsSecrecyMark, Contradicts, NotForPublic
from circulars.services import publish_circular, set_disclosure
from districts.models import AuditEntry, District
from tests.circulars.factories import make_bureau, make_circular

NOW = datetime(2026, 2, 1, 8, tzinfo=UTC)


@pytest.fixture
def bureau(db):
    return make_bureau()


def test_index_numbers_count_per_bureau_and_year_and_never_change(bureau):
    first, second, other = make_circular(bureau), make_circular(bureau), make_circular(make_bureau("青川县"))
    assert first.index_number == f"{bureau.code}/2026-00001"
    assert second.index_number == f"{bureau.code}/2026-00002"
    assert other.index_number.endswith("/2026-00001")

    District.objects.filter(pk=bureau.pk).update(code="99")

    assert Circular.objects.get(pk=first.pk).index_number == first.index_number


def test_a_document_keeps_the_index_number_it_came_with_once(bureau):
    own = {"metadata": {"索引号": "X-1"}}

    assert make_circular(bureau, plan=own).index_number == "X-1"
    assert make_circular(bureau, plan=own).index_number == f"{bureau.code}/2026-00001"


def test_a_change_is_traced_with_before_and_after(bureau):
    circular = make_circular(bureau)

    set_disclosure(circular=circular, by=circular.issued_by, openness="request", genre="意见")

    entry = AuditEntry.objects.get(verb="set_disclosure")
    assert (entry.before, entry.after) == (
        {"openness": "public", "genre": "通知"}, {"openness": "request", "genre": "意见"},
    )  # fmt: skip
    set_disclosure(circular=circular, by=circular.issued_by, openness="request")
    assert AuditEntry.objects.filter(verb="set_disclosure").count() == 1


def test_what_contradicts_itself_is_not_written(bureau):
    circular = make_circular(bureau, publish=True)

    with pytest.raises(Contradicts) as refused:
        set_disclosure(circular=circular, by=circular.issued_by, openness="withheld")

    codes = [code for _field, code in refused.value.found]
    assert codes == ["reason_missing", "published_but_not_open", "paper_says_public"]
    assert Circular.objects.get().openness == "public"


def test_only_an_open_paper_is_published(bureau):
    circular = make_circular(bureau, openness="request")

    with pytest.raises(NotForPublic):
        publish_circular(circular=circular, by=circular.issued_by, now=NOW)
    with pytest.raises(NotForPublic):
        make_circular(bureau, openness="request", publish=True)
    with pytest.raises(Contradicts):
        make_circular(bureau, openness="withheld")

    assert not Circular.objects.published().exists()


def test_a_paper_with_a_secrecy_mark_is_published_neither_at_once_nor_later(bureau):
    marked = Layout(secrecy="秘密")
    circular = make_circular(bureau, layout=marked, openness="request")

    with pytest.raises(Contradicts):
        set_disclosure(circular=circular, by=circular.issued_by, openness="public")
    Circular.objects.update(openness="public")
    with pytest.raises(BearsSecrecyMark):
        publish_circular(circular=circular, by=circular.issued_by, now=NOW)
    with pytest.raises(BearsSecrecyMark):
        make_circular(bureau, layout=marked)

    assert not Circular.objects.published().exists()
