"""Papers on screen: who sees which, and in which state."""

import pytest
from django.urls import reverse

from circulars.files import keep_file
from circulars.models import Circular
from circulars.services import sign_for
from districts.models import Stage
from tests.circulars.factories import (
    SIGNED_ON,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)
from workplans.drafts import AudienceDraft

LIST = reverse("circular_list")


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def circular(district):
    return make_circular(district)


def make_ready(circular):
    keep_file("circulars/2026/a.pdf", b"%PDF-1.7 a paper")
    keep_file("circulars/2026/b.docx", b"PK a paper")
    Circular.objects.filter(pk=circular.pk).update(
        state="ready",
        pdf="circulars/2026/a.pdf",
        pdf_sha256="a" * 64,
        docx="circulars/2026/b.docx",
        docx_sha256="b" * 64,
        pages=3,
    )
    circular.refresh_from_db()
    return circular


def titles(response):
    return [row.number for row in response.context["page"]]


def as_place(client, district, kind):
    """Sign somebody in from an office or a school; returns the person."""
    if kind == "school":
        person = make_clerk(make_school(district))
    else:
        person = make_officer(make_office(district, "办公室"))
    client.force_login(person)
    return person


# -- the list


def test_the_bureau_first_sees_its_own_and_can_see_all(client, district):
    county = make_bureau("青川县", "青教", parent=district)
    make_circular(district)
    make_circular(county)
    client.force_login(make_editor(county))

    assert titles(client.get(LIST)) == ["青教〔2026〕1号"]
    assert titles(client.get(LIST, {"show": "all"})) == ["青教〔2026〕1号", "临教〔2026〕1号"]


def test_a_school_first_sees_what_is_addressed_to_it(client, district):
    clerk = as_place(client, district, "school")
    asked = make_circular(district)
    signed = make_circular(district)
    make_circular(district, audience=[AudienceDraft(stage=Stage.KINDERGARTEN)])
    sign_for(circular=signed, by=clerk, seat=clerk.seats[0])

    assert titles(client.get(LIST)) == [signed.number, asked.number]
    assert titles(client.get(LIST, {"show": "to_sign"})) == [asked.number]
    assert len(titles(client.get(LIST, {"show": "all"}))) == 3


def test_an_office_sees_what_is_addressed_to_it(client, district):
    as_place(client, district, "office")
    asked = make_circular(district)
    make_circular(district, offices=[])

    assert titles(client.get(LIST)) == [asked.number]


def test_nothing_of_an_unrelated_bureau_is_listed(client, circular):
    client.force_login(make_editor(make_bureau("青川县")))

    assert titles(client.get(LIST, {"show": "all"})) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "德育"}, 1),
        ({"q": "德育 通知"}, 1),
        ({"q": "2026〕2号"}, 1),
        ({"q": "没有"}, 0),
        ({"year": "2026"}, 2),
        ({"year": "2025"}, 0),
        ({"year": "x", "page": "x"}, 2),
        ({"q": "\x00"}, 2),
    ],
)
def test_circulars_are_found_by_words_and_year(client, district, asked, found):
    make_circular(district)
    make_circular(district, plan={"title": "2026年德育工作要点"})
    client.force_login(make_editor(district))

    assert len(titles(client.get(LIST, asked))) == found


@pytest.mark.parametrize("kind", ["school", "office", "bureau"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    client, district, kind, django_assert_max_num_queries
):
    if kind == "bureau":
        client.force_login(make_editor(district))
    else:
        as_place(client, district, kind)
    make_circular(district)
    with django_assert_max_num_queries(8) as first:
        client.get(LIST)

    make_circular(district)
    make_circular(district)
    with django_assert_max_num_queries(8) as second:
        client.get(LIST)

    assert len(first) == len(second)


def test_every_empty_list_says_why(client, district):
    as_place(client, district, "school")

    assert "还没有公文" in client.get(LIST).text
    assert "全部签收完毕" in client.get(LIST, {"show": "to_sign"}).text
    assert "没有找到" in client.get(LIST, {"q": "没有"}).text


# -- the page


def test_the_page_shows_the_text_and_waits_for_the_pdf(client, circular):
    client.force_login(make_editor(circular.district))

    response = client.get(circular.get_absolute_url())

    assert "第1件事" in response.text
    assert "等待生成" in response.text
    assert 'hx-trigger="every 2s"' in response.text
    assert f'<a href="{circular.get_absolute_url()}">刷新</a>' in response.text


def test_the_part_that_asks_again_stops_when_the_pdf_is_there(client, circular):
    client.force_login(make_editor(circular.district))
    asking = {"headers": {"HX-Request": "true"}}

    waiting = client.get(circular.get_absolute_url(), **asking)
    make_ready(circular)
    ready = client.get(circular.get_absolute_url(), **asking)

    assert "hx-trigger" in waiting.text
    assert "hx-trigger" not in ready.text
    assert "共 3 页" in ready.text
    assert "<html" not in ready.text
    assert "HX-Request" in ready["Vary"]


def test_who_waits_sees_the_place_in_the_queue(client, circular):
    second = make_circular(circular.district)
    client.force_login(make_editor(circular.district))

    assert "排在第" not in client.get(circular.get_absolute_url()).text
    assert "排在第 2 位" in client.get(second.get_absolute_url()).text


def test_a_failure_is_said_in_words_and_can_be_tried_again(client, circular):
    Circular.objects.filter(pk=circular.pk).update(state="failed", failure="missing_glyph: 㐂", attempts=3)
    client.force_login(make_editor(circular.district))

    page = client.get(circular.get_absolute_url())
    client.post(reverse("circular_again", args=[circular.pk]))

    assert "现有字体印不出这些字：㐂" in page.text
    circular.refresh_from_db()
    assert (circular.state, circular.attempts) == (Circular.State.WAITING, 0)


def test_a_school_is_not_shown_who_else_has_signed(client, circular):
    as_place(client, circular.district, "school")

    response = client.get(circular.get_absolute_url())

    assert response.context["receipts"] is None
    assert "签收名单" not in response.text


def test_a_superior_bureau_reads_but_does_not_follow(client, db):
    city = make_bureau("海云市", "海教")
    circular = make_circular(make_bureau(parent=city))
    client.force_login(make_editor(city))

    assert client.get(circular.get_absolute_url()).context["receipts"] is None
    assert client.get(reverse("circular_receipts", args=[circular.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["school", "office", "bureau"])
def test_the_page_takes_few_queries(client, circular, kind, django_assert_max_num_queries):
    district = circular.district
    if kind == "bureau":
        client.force_login(make_editor(district))
    else:
        as_place(client, district, kind)
    for _ in range(3):
        make_clerk(make_school(district))

    with django_assert_max_num_queries(8):
        client.get(circular.get_absolute_url())


@pytest.mark.parametrize("name", ["circular", "circular_pdf", "circular_docx", "circular_receipts"])
def test_another_bureaus_circular_is_not_found(client, circular, name):
    client.force_login(make_editor(make_bureau("青川县")))

    assert client.get(reverse(name, args=[circular.pk])).status_code == 404


@pytest.mark.parametrize(
    "name", ["circular", "circular_pdf", "circular_docx", "circular_receipts", "circular_list"]
)
def test_strangers_are_asked_to_sign_in(client, circular, name):
    response = client.get(reverse(name, args=[] if name == "circular_list" else [circular.pk]))

    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


# -- the PDF


def test_the_pdf_has_its_number_and_title_as_name(client, circular):
    make_ready(circular)
    client.force_login(make_editor(circular.district))

    response = client.get(reverse("circular_pdf", args=[circular.pk]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 a paper"
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(
        "inline; filename*=utf-8''%E4%B8%B4%E6%95%99%E3%80%942026"
    )
    assert response["ETag"] == f'"{"a" * 64}"'
    response.close()


def test_the_pdf_can_be_saved(client, circular):
    make_ready(circular)
    client.force_login(make_editor(circular.district))

    response = client.get(reverse("circular_pdf", args=[circular.pk]), {"download": "1"})

    assert response["Content-Disposition"].startswith("attachment;")
    response.close()


def test_the_word_twin_is_saved_under_the_same_name(client, circular):
    make_ready(circular)
    client.force_login(make_editor(circular.district))

    page = client.get(circular.get_absolute_url())
    response = client.get(reverse("circular_docx", args=[circular.pk]))

    assert reverse("circular_docx", args=[circular.pk]) in page.text
    assert b"".join(response.streaming_content) == b"PK a paper"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E4%B8%B4%E6%95%99")
    assert response["Content-Disposition"].endswith(".docx")
    assert response["ETag"] == f'"{"b" * 64}"'
    response.close()


def test_a_paper_set_before_there_were_twins_offers_none(client, circular):
    make_ready(circular)
    Circular.objects.filter(pk=circular.pk).update(docx="", docx_sha256="")
    client.force_login(make_editor(circular.district))

    assert reverse("circular_docx", args=[circular.pk]) not in client.get(circular.get_absolute_url()).text
    assert client.get(reverse("circular_docx", args=[circular.pk])).status_code == 404


def test_a_pdf_somebody_has_is_not_sent_again(client, circular):
    make_ready(circular)
    client.force_login(make_editor(circular.district))

    response = client.get(
        reverse("circular_pdf", args=[circular.pk]), headers={"If-None-Match": f'"{"a" * 64}"'}
    )

    assert response.status_code == 304


def test_a_pdf_that_is_not_ready_is_not_found(client, circular):
    client.force_login(make_editor(circular.district))

    assert client.get(reverse("circular_pdf", args=[circular.pk])).status_code == 404
    assert client.get(reverse("circular_docx", args=[circular.pk])).status_code == 404


def test_lists_do_not_carry_the_whole_papers(client, circular, django_assert_max_num_queries):
    client.force_login(make_editor(circular.district))

    with django_assert_max_num_queries(8) as queries:
        client.get(LIST)

    assert not any('"snapshot"' in query["sql"] for query in queries.captured_queries)
    assert circular.signed_on == SIGNED_ON


def test_the_bureaus_list_says_how_many_of_how_many_have_signed(client, district):
    schools = [make_school(district, name) for name in ("第一小学", "第二小学")]
    circular = make_circular(district)
    clerk = make_clerk(schools[0])
    sign_for(circular=circular, by=clerk, seat=clerk.seats[0])
    client.force_login(make_editor(district))

    assert ">1/2</a>" in client.get(LIST).text


def test_a_school_that_only_takes_note_is_not_told_to_sign(client, district):
    clerk = make_clerk(make_school(district))
    circular = make_circular(district, audience=[AudienceDraft("inform")])
    client.force_login(clerk)

    assert "待阅知</span>" in client.get(LIST).text
    assert "去阅读" in client.get(reverse("workbench")).text
    sign_for(circular=circular, by=clerk, seat=clerk.seats[0])
    assert "已阅知</span>" in client.get(LIST).text
