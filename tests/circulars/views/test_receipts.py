"""Who has signed and who has not."""

import pytest
from django.urls import reverse

from circulars.services import sign_for
from tests.circulars.factories import (
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)


@pytest.fixture
def district(db):
    return make_bureau()


@pytest.fixture
def circular(district):
    make_office(district, "办公室")
    make_office(district, "督导科")
    for name in ("第一小学", "第二小学"):
        make_school(district, name)
    return make_circular(district)


def address(circular):
    return reverse("circular_receipts", args=[circular.pk])


def names(response):
    return [place.name for place in response.context["page"]]


def test_receipts_are_counted_and_told_apart(client, district, circular):
    clerk = make_clerk(district.schools.get(name="第一小学"))
    officer = make_officer(district.offices.get(name="督导科"))
    for person in (clerk, officer):
        sign_for(circular=circular, by=person, seat=person.seats[0])
    client.force_login(make_editor(district))

    waiting = client.get(address(circular))
    signed = client.get(address(circular), {"show": "signed"})

    assert names(waiting) == ["办公室", "第二小学"]
    assert names(signed) == ["督导科", "第一小学"]
    assert [tab.count for tab in signed.context["tabs"]] == [2, 2]
    assert clerk.full_name in signed.text


def test_a_school_opened_later_is_asked_too(client, district, circular):
    make_school(district, "新开小学")
    client.force_login(make_editor(district))

    assert "新开小学" in names(client.get(address(circular)))


def test_the_pages_and_the_tab_count_the_same(client, district, circular, settings):
    settings.PAGE_SIZE = 3
    client.force_login(make_editor(district))

    first, second = (client.get(address(circular), {"page": page}) for page in (1, 2))

    assert (names(first), names(second)) == (["办公室", "督导科", "第一小学"], ["第二小学"])
    assert first.context["page"].paginator.count == first.context["tabs"][0].count == 4


def test_who_has_no_account_is_named(client, district, circular):
    make_clerk(district.schools.get(name="第一小学"))
    make_officer(district.offices.get(name="督导科"))
    client.force_login(make_editor(district))

    page = client.get(address(circular))

    assert page.context["out_of_reach"] == ["办公室", "第二小学"]
    assert "办公室、第二小学" in page.text
    assert reverse("person_list") in page.text


def test_nobody_and_everybody_are_said(client, district):
    circular = make_circular(district)
    client.force_login(make_editor(district))

    assert "全部单位都已签收" in client.get(address(circular)).text
    assert "还没有单位签收" in client.get(address(circular), {"show": "signed"}).text


def test_schools_may_not_look(client, district, circular):
    client.force_login(make_clerk(make_school(district)))

    assert client.get(address(circular)).status_code == 403


def test_the_page_takes_as_many_queries_for_many_schools(
    client, district, circular, django_assert_max_num_queries
):
    client.force_login(make_editor(district))
    with django_assert_max_num_queries(9) as first:
        client.get(address(circular))
    for _ in range(5):
        make_school(district)

    with django_assert_max_num_queries(9) as second:
        client.get(address(circular))

    assert len(first) == len(second)
