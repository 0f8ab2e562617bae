"""What everybody may read, without signing in."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from circulars.models import Circular
from circulars.services import set_disclosure, withdraw_circular
from tests.circulars.factories import SIGNED_ON, make_bureau, make_circular
from tests.circulars.views.test_papers import make_ready
from tests.workplans.factories import task
from workplans.drafts import SectionDraft

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def circular(district):
    return make_circular(district, publish=True)


def withdraw(circular, **choices):
    withdraw_circular(circular=circular, by=circular.issued_by, now=NOW, reason="另文印发", **choices)


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
    address = reverse("public_task", args=[district.slug, circular.plan.tasks.get(title="乙。").key])
    assert f'href="{address}"' in text
    assert client.get(address).url == f"{addresses(circular)[0]}#t2"


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
    withdraw(circular)
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
    withdraw(circular)

    assert [client.get(address).status_code for address in addresses(circular)] == [410, 404]
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
    ("asked", "found"),
    [({}, 1), ({"q": "要点"}, 1), ({"q": "第1件事"}, 1), ({"q": "没有"}, 0), ({"year": "2026"}, 1)],
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
        with django_assert_max_num_queries(4):
            client.get(page)


def test_a_withdrawn_paper_says_so_and_points_on(client, district, circular):
    newer = make_circular(district, publish=True)
    withdraw(circular, replaced_by=newer)

    text = client.get(addresses(circular)[0]).text

    assert "另文印发" in text
    assert "2026-03-01" in text
    assert addresses(newer)[0] in text
    assert "第1件事" not in text


def test_a_replaced_paper_is_read_on_and_points_on(client, district, circular):
    newer = make_circular(district, publish=True)
    set_disclosure(circular=circular, by=circular.issued_by, validity="superseded", replaced_by=newer)

    text = client.get(addresses(circular)[0]).text

    assert "已被替代" in text
    assert addresses(newer)[0] in text
    assert "第1件事" in text
    for name in ("public_list", "public_feed"):
        assert client.get(reverse(name, args=[district.slug])).text.count("已被替代") == 1


def test_an_amended_paper_says_so_and_points_to_its_amendment(client, district, circular):
    amendment = make_circular(district, publish=True)
    Circular.objects.filter(pk=amendment.pk).update(plan=circular.plan)

    text = client.get(addresses(circular)[0]).text

    assert "<td>已修改</td>" in text
    assert addresses(amendment)[0] in text
    assert "已修改" not in client.get(addresses(amendment)[0]).text
    for name in ("public_list", "public_feed"):
        assert client.get(reverse(name, args=[district.slug])).text.count("已修改") == 1


def test_a_tasks_address_leads_to_the_newest_paper_that_has_it(client, district, circular):
    key = circular.plan.tasks.first().key
    address = reverse("public_task", args=[district.slug, key])
    newer = make_circular(district, publish=True)
    place = circular.task_places.get(key=key)
    newer.task_places.all().delete()
    newer.task_places.create(key=key, anchor="t9")

    assert client.get(address).url == f"{addresses(newer)[0]}#t9"
    withdraw(newer)
    assert client.get(address).url == f"{addresses(circular)[0]}#{place.anchor}"
    assert client.get(reverse("public_task", args=[district.slug, uuid4()])).status_code == 404
    assert client.get(reverse("public_task", args=[make_bureau("青川县").slug, key])).status_code == 404


def test_a_paper_that_is_not_open_is_nowhere_in_public(client, district, circular):
    secret = make_circular(district, openness="withheld", openness_reason="内部工作安排")
    key = secret.plan.tasks.earliest("pk").key
    everywhere = [
        reverse("public_list", args=[district.slug]), reverse("public_feed", args=[district.slug]), reverse("sitemap"),
    ]  # fmt: skip

    assert not any(addresses(secret)[0] in client.get(address).text for address in everywhere)
    assert client.get(addresses(secret)[0]).status_code == 404
    assert client.get(reverse("public_task", args=[district.slug, key])).status_code == 404
    answer = client.post(reverse("check_file"), {"hash": secret.content_hash})
    assert answer.context["circular"] is None


def test_a_search_offers_only_years_and_kinds_that_there_are(client, circular):
    form = client.get(reverse("public_list", args=[circular.district.slug])).context["filters"]

    assert [value for value, _name in form.fields["year"].choices] == ["", "2026"]
    assert [value for value, _name in form.fields["genre"].choices] == ["", "通知"]


def test_search_engines_are_told_what_is_public(client, db):
    lines = client.get(reverse("robots")).text.splitlines()

    assert lines == [
        "User-agent: *", "Allow: /public/", "Allow: /sitemap.xml", "Allow: /static/", "Disallow: /", "",
        "Sitemap: http://testserver/sitemap.xml",
    ]  # fmt: skip


def test_the_sitemap_has_every_public_page(client, district, circular):
    answer = client.get(reverse("sitemap"))

    assert answer["Content-Type"] == "application/xml"
    places = [node.text for node in fromstring(answer.content).iter() if node.tag.endswith("loc")]
    assert places == [
        f"http://testserver{address}"
        for address in (
            reverse("public_bureaus"),
            reverse("public_list", args=[district.slug]),
            addresses(circular)[0],
        )
    ]


def test_a_bureaus_circulars_are_found_by_genre(client, circular):
    letter = make_circular(circular.district, publish=True)
    set_disclosure(circular=letter, by=letter.issued_by, genre="函")
    make_circular(circular.district, publish=True)
    address = reverse("public_list", args=[circular.district.slug])

    assert [len(client.get(address, {"genre": genre}).context["page"]) for genre in ("通知", "函", "x")] == [
        2,
        1,
        3,
    ]


def test_a_file_is_compared_with_what_was_issued_and_not_kept(client, circular):
    make_ready(circular)
    content = b"%PDF-1.7 a paper"
    Circular.objects.filter(pk=circular.pk).update(pdf_sha256=sha256(content).hexdigest())
    kept = sorted(settings.MEDIA_ROOT.rglob("*"))

    same = client.post(reverse("check_file"), {"file": SimpleUploadedFile("a.pdf", content)})
    other = client.post(reverse("check_file"), {"file": SimpleUploadedFile("a.pdf", content + b" ")})
    pasted = client.post(reverse("check_file"), {"hash": f" SHA256:{circular.content_hash.upper()} "})

    assert (same.context["circular"], other.context["circular"], pasted.context["circular"]) == (
        circular, None, circular,
    )  # fmt: skip
    assert addresses(circular)[0] in same.text
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == kept


def test_a_changed_file_differs_and_one_that_is_unknown_cannot_be_checked(client, district, circular):
    make_ready(circular)
    hidden = make_circular(district)

    def said_of(content):
        return client.post(reverse("check_file"), {"file": SimpleUploadedFile("a.pdf", content)}).text

    changed = said_of(f"%PDF-1.7 (sha256:{circular.content_hash}) changed".encode())
    assert "不一致" in changed
    assert addresses(circular)[0] in changed
    for content in (b"%PDF-1.7 another", f"%PDF-1.7 (sha256:{hidden.content_hash})".encode()):
        assert "无法核验" in said_of(content)
        assert "不一致" not in said_of(content)
    assert "无法核验" in client.post(reverse("check_file"), {"hash": hidden.content_hash}).text


@pytest.mark.parametrize("sent", [{}, {"hash": "abc"}])
def test_what_cannot_be_compared_is_said(client, db, sent):
    answer = client.post(reverse("check_file"), sent)

    assert answer.context["form"].errors
    assert not answer.context["is_checked"]


def test_too_large_a_file_is_not_compared(client, db, monkeypatch):
    monkeypatch.setattr("circulars.forms.checking.LARGEST", 3)

    answer = client.post(reverse("check_file"), {"file": SimpleUploadedFile("a.pdf", b"%PDF")})

    assert "file" in answer.context["form"].errors
