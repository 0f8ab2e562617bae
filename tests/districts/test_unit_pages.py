"""The pages of offices, schools, bureaus: what they show, what they save, what they refuse."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry, District, Office, Role, School, User
from districts.services import change_office
from tests.districts.factories import (
    make_administrator,
    make_district,
    make_office,
    make_school,
    make_user,
    signed_in,
)

pytestmark = pytest.mark.django_db


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "name", ["unit_list", "office_list", "school_list", "person_list", "district_list", "trail"]
)
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(name):
    city = make_district("海云市")
    administrator = make_administrator(city)
    client = signed_in(administrator)

    def grow():
        county = make_district(f"第{District.objects.count()}县", parent=city)
        make_administrator(county)
        office = make_office(city, supervised_by=administrator)
        school = make_school(city)
        make_user(city, Role.OFFICE_HEAD, office=office)
        make_user(city, Role.SCHOOL_CLERK, school=school)
        change_office(office=office, by=administrator, name=f"{office.name}改")

    grow()
    client.get(reverse(name))
    one = queries(client, reverse(name))
    grow()
    grow()
    three = queries(client, reverse(name))

    assert one == three
    assert three <= 8


def test_an_office_is_added_from_its_page():
    district = make_district()
    client = signed_in(make_administrator(district))

    response = client.post(
        reverse("office_add"), {"name": "安全科", "kind": "office", "aliases": "安稳科, 安全办；安稳科"}
    )

    assert response.status_code == 302
    assert [(o.name, o.aliases, o.district) for o in Office.objects.all()] == [
        ("安全科", "安稳科、安全办", district)
    ]


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong():
    district = make_district()
    make_office(district, "安全科")
    client = signed_in(make_administrator(district))

    response = client.post(reverse("office_add"), {"name": "安全科", "kind": "office", "aliases": "安稳科"})

    assert response.status_code == 200
    assert 'value="安稳科"' in response.content.decode()
    assert response.context["form"].errors.keys() == {"name"}
    assert Office.objects.count() == 1


def test_a_stale_save_shows_both_texts_and_a_second_one_decides():
    district = make_district()
    administrator = make_administrator(district)
    office = make_office(district, "安全科")
    client = signed_in(administrator)
    typed = {"name": "安全管理科", "kind": "office", "aliases": "", "position": "1", "version": "1"}
    change_office(office=office, by=administrator, name="平安科")

    stale = client.post(reverse("office_edit", args=[office.pk]), typed)

    assert next(tuple(d) for d in stale.context["form"].differences)[1:] == ("平安科", "安全管理科")
    assert Office.objects.get().name == "平安科"

    again = client.post(reverse("office_edit", args=[office.pk]), {**typed, "version": "2"})

    assert again.status_code == 302
    assert Office.objects.get().name == "安全管理科"


def test_the_stale_page_carries_the_version_that_decides():
    district = make_district()
    office = make_office(district, "安全科")
    change_office(office=office, by=make_administrator(district), name="平安科")

    stale = signed_in(make_administrator(district)).post(
        reverse("office_edit", args=[office.pk]),
        {"name": "安全管理科", "kind": "office", "version": "1", "position": "1"},
    )

    assert 'name="version" value="2"' in stale.content.decode()


def test_an_office_is_merged_from_its_page():
    district = make_district()
    old, new = make_office(district, "人事科"), make_office(district, "组织人事科")
    client = signed_in(make_administrator(district))

    assert client.get(reverse("office_merge", args=[old.pk])).status_code == 200
    response = client.post(reverse("office_merge", args=[old.pk]), {"into": new.pk})

    assert response.status_code == 302
    old.refresh_from_db()
    assert old.successor == new


@pytest.mark.parametrize("kind", ["office", "school"])
def test_retiring_and_restoring(kind):
    district = make_district()
    row = make_office(district) if kind == "office" else make_school(district)
    client = signed_in(make_administrator(district))

    client.post(reverse(f"{kind}_retire", args=[row.pk]))
    row.refresh_from_db()
    assert not row.is_active
    assert client.get(reverse(f"{kind}_edit", args=[row.pk])).status_code == 200

    client.post(reverse(f"{kind}_restore", args=[row.pk]))
    row.refresh_from_db()
    assert row.is_active


def found(client: Client, name: str, query: str) -> list[str]:
    return sorted(str(row) for row in client.get(f"{reverse(name)}?{query}").context["page"])


def test_schools_are_found_by_every_filter():
    city = make_district("海云市")
    county = make_district("临溪县", parent=city)
    make_school(city, "实验小学", code="1001", directly_under=True)
    make_school(city, "第二中学", code="2002", stage="junior", ownership="private")
    make_school(city, "老小学", code="1003", is_active=False)
    make_school(county, "乡村小学", code="1004")
    client = signed_in(make_administrator(city))

    assert found(client, "school_list", "") == ["实验小学", "第二中学"]
    assert found(client, "school_list", "q=小学") == ["实验小学"]
    assert found(client, "school_list", "q=200") == ["第二中学"]
    assert found(client, "school_list", "stage=junior") == ["第二中学"]
    assert found(client, "school_list", "ownership=private") == ["第二中学"]
    assert found(client, "school_list", "direct=1") == ["实验小学"]
    assert found(client, "school_list", "direct=0") == ["第二中学"]
    assert found(client, "school_list", "below=on&q=小学") == ["乡村小学", "实验小学"]
    assert found(client, "school_list", "retired=on&q=小学") == ["实验小学", "老小学"]
    assert found(client, "school_list", "stage=nonsense") == ["实验小学", "第二中学"]


def test_two_thousand_schools_are_paged():
    district = make_district()
    School.objects.bulk_create(
        School(district=district, name=f"第{n}小学", code=f"{n:05}", stage="primary") for n in range(2000)
    )
    client = signed_in(make_administrator(district))

    page = client.get(reverse("school_list") + "?page=80").context["page"]

    assert (len(page), page.paginator.count, page.has_next()) == (25, 2000, False)


def test_a_school_code_given_twice_is_refused_in_words():
    district = make_district()
    make_school(make_district(), code="1001")
    client = signed_in(make_administrator(district))

    response = client.post(
        reverse("school_add"), {"name": "新小学", "code": "1001", "stage": "primary", "ownership": "public"}
    )

    assert response.context["form"].errors.keys() == {"code"}


def test_a_bureau_is_added_below_and_gets_its_administrator():
    city = make_district("海云市")
    client = signed_in(make_administrator(city))

    client.post(
        reverse("district_add"),
        {
            "name": "青川县",
            "bureau_name": "青川县教育局",
            "level": "county",
            "code": "339977",
            "slug": "qingchuan",
        },
    )
    county = District.objects.get(code="339977")
    response = client.post(
        reverse("district_administrator", args=[county.pk]),
        {"username": "qc-admin", "full_name": "何川", "phone": "", "email": ""},
    )

    assert county.parent == city
    assert response.context["account"].password in response.content.decode()
    assert [(s.place, s.role) for s in User.objects.get(username="qc-admin").seats] == [
        ("青川县教育局", Role.ADMINISTRATOR)
    ]
    assert "no-store" in response["Cache-Control"]


def test_a_bureau_is_changed_by_the_one_above_but_not_by_the_one_below():
    city = make_district("海云市")
    county = make_district("临溪县", parent=city)
    typed = {"name": "临溪县", "bureau_name": "临溪县教育局", "document_code": "临教", "slug": "linxi"}

    above = signed_in(make_administrator(city)).post(reverse("district_edit", args=[county.pk]), typed)
    below = signed_in(make_administrator(county)).post(reverse("district_edit", args=[city.pk]), typed)

    assert (above.status_code, below.status_code) == (302, 404)
    assert District.objects.get(pk=county.pk).document_code == "临教"
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["change_district"]
