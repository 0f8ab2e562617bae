"""What is said of a paper: at issue, afterwards with a trace, and never against itself."""

from datetime import UTC, date, datetime

import pytest

from circulars.layout import Layout
from circulars.models import Circular
from circulars.queries import successors_of
from circulars.refusals import BearsSecrecyMark, Contradicts, NotForPublic
from circulars.services import publish_circular, set_disclosure, withdraw_circular
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


UPWARD = Layout(form="upward", addressee="市教育局", signers=("周远",))


def test_only_a_later_public_paper_of_the_bureau_replaces_one(bureau):
    earlier = make_circular(bureau, publish=True)
    circular = make_circular(bureau, publish=True)
    successor = make_circular(bureau, publish=True, signed_on=date(2026, 2, 20))
    unfit = [
        circular,
        earlier,
        make_circular(bureau),
        make_circular(make_bureau("青川县"), publish=True),
        make_circular(bureau, publish=True, layout=UPWARD),
    ]
    withdrawn = make_circular(bureau, publish=True)
    withdraw_circular(circular=withdrawn, by=circular.issued_by, now=NOW, reason="另文印发")

    assert list(successors_of(circular)) == [successor]
    for other in [*unfit, withdrawn]:
        with pytest.raises(Contradicts):
            set_disclosure(circular=circular, by=circular.issued_by, validity="superseded", replaced_by=other)
        with pytest.raises(Contradicts):
            withdraw_circular(
                circular=circular, by=circular.issued_by, now=NOW, reason="另文印发", replaced_by=other
            )
    assert Circular.objects.get(pk=circular.pk).published_at


@pytest.mark.parametrize("genre", ["报告", "请示", "函"])
def test_no_report_and_no_letter_replaces_a_notice(bureau, genre):
    circular, other = make_circular(bureau), make_circular(bureau, publish=True)
    assert list(successors_of(circular)) == [other]

    set_disclosure(circular=other, by=circular.issued_by, genre=genre)

    assert not successors_of(circular).exists()


def test_a_paper_that_an_amendment_followed_is_amended(bureau):
    circular = make_circular(bureau)
    amendment = make_circular(bureau)
    assert circular.validity_today == "in_force"

    Circular.objects.filter(pk=amendment.pk).update(plan=circular.plan)

    papers = {paper.pk: paper.validity_today for paper in Circular.objects.knowing_validity()}
    assert papers == {circular.pk: "amended", amendment.pk: "in_force"}
    assert Circular.objects.get(pk=circular.pk).validity_today == "amended"
    Circular.objects.filter(pk=circular.pk).update(validity="repealed")
    assert Circular.objects.get(pk=circular.pk).validity_today == "repealed"
