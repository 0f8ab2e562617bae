"""What everybody may read, without signing in."""

import re

import pytest
from django.urls import reverse

from circulars.services import withdraw_circular
from tests.circulars.factories import SIGNED_ON, make_bureau, make_circular
from tests.circulars.views.test_papers import make_ready
from tests.workplans.factories import task
from workplans.drafts import SectionDraft


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def circular(district):
    return make_circular(district, publish=True)


def addresses(circular):
    here = [circular.district.slug, circular.pk]
    return reverse("public_circular", args=here), reverse("public_pdf", args=here)


def test_anybody_reads_a_published_circular(client, circular):
    response = client.get(addresses(circular)[0])

    assert response.status_code == 200
    for fact in (circular.index_number, "临溪县教育局", circular.number, SIGNED_ON.isoformat(), "第1件事"):
        assert fact in response.text
    assert response.context["user"].is_anonymous


def test_every_task_has_an_address_of_its_own(client, district):
    plan = {"sections": (SectionDraft("一件", tasks=(task("甲。"), task("乙。"))), SectionDraft("两件"))}
    circular = make_circular(district, publish=True, plan=plan)

    text = client.get(addresses(circular)[0]).text

    assert re.findall(r'id="([stap]\d+)"', text) == ["a1", "s1", "t1", "t2", "s2"]
    assert 'href="#t2"' in text


def test_anybody_takes_the_pdf(client, circular):
    make_ready(circular)

    response = client.get(addresses(circular)[1])

    assert response["Content-Type"] == "application/pdf"
    response.close()


def test_anybody_takes_the_word_twin(client, circular):
    make_ready(circular)
    address = reverse("public_docx", args=[circular.district.slug, circular.pk])

    response = client.get(address)

    assert address in client.get(addresses(circular)[0]).text
    assert b"".join(response.streaming_content) == b"PK a paper"
    withdraw_circular(circular=circular, by=circular.issued_by)
    assert client.get(address).status_code == 404


def test_what_is_not_published_is_not_found(client, district, circular):
    hidden = make_circular(district)
    elsewhere = make_bureau("青川县")

    assert [client.get(address).status_code for address in addresses(hidden)] == [404, 404]
    assert client.get(reverse("public_circular", args=[elsewhere.slug, circular.pk])).status_code == 404
    assert client.get(reverse("public_list", args=[elsewhere.slug])).status_code == 404
    assert client.get(reverse("public_feed", args=[elsewhere.slug])).status_code == 404
    assert client.get(reverse("public_list", args=["nowhere"])).status_code == 404


def test_what_is_withdrawn_is_gone_at_once(client, circular):
    make_ready(circular)
    withdraw_circular(circular=circular, by=circular.issued_by)

    assert [client.get(address).status_code for address in addresses(circular)] == [404, 404]
    assert circular.number not in client.get(reverse("public_bureaus")).text


def test_bureaus_that_publish_are_listed_with_their_counts(client, district, circular):
    make_circular(district)
    make_bureau("青川县")

    response = client.get(reverse("public_bureaus"))

    assert [(row.bureau_name, row.published_count) for row in response.context["bureaus"]] == [
        ("临溪县教育局", 1)
    ]


def test_without_anything_published_the_page_says_so(client, db):
    assert "还没有公开的公文" in client.get(reverse("public_bureaus")).text


@pytest.mark.parametrize(
    ("asked", "found"), [({}, 1), ({"q": "要点"}, 1), ({"q": "没有"}, 0), ({"year": "2026"}, 1)]
)
def test_a_bureaus_circulars_are_searched(client, circular, asked, found):
    response = client.get(reverse("public_list", args=[circular.district.slug]), asked)

    assert len(response.context["page"]) == found


def test_the_feed_has_what_is_published(client, circular):
    response = client.get(reverse("public_feed", args=[circular.district.slug]))

    assert response["Content-Type"].startswith("application/atom+xml")
    assert circular.title in response.text
    assert addresses(circular)[0] in response.text


def test_somebodys_html_is_text(client, district):
    circular = make_circular(district, publish=True, plan={"title": "<script>alert(1)</script>要点"})

    text = client.get(addresses(circular)[0]).text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_public_pages_take_few_queries(client, district, django_assert_max_num_queries):
    circular = make_circular(district, publish=True)
    make_circular(district, publish=True)
    pages = [
        reverse("public_bureaus"),
        reverse("public_list", args=[district.slug]),
        reverse("public_feed", args=[district.slug]),
        addresses(circular)[0],
    ]

    for page in pages:
        with django_assert_max_num_queries(3):
            client.get(page)
