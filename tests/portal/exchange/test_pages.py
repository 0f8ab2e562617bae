"""The pages of Excel in and out: a file goes in by a form, is looked at, confirmed, and gone back to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import Role, School, User
from portal.exchange.kinds import KINDS
from portal.models import ImportFile
from tests.districts.factories import (
    make_administrator,
    make_district,
    make_office,
    make_school,
    make_user,
    signed_in,
)
from tests.portal.exchange.workbooks import cells, workbook

pytestmark = pytest.mark.django_db

HEADS = ["School code", "School name", "Stage"]


@pytest.fixture
def client_of_administrator() -> Client:
    client = signed_in(make_administrator(make_district("海云市")))
    client.cookies["django_language"] = "en"
    return client


def upload(client: Client, content: bytes, name: str = "schools.xlsx", kind: str = "schools"):
    return client.post(reverse(f"{kind}_import"), {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_brought_in_over_three_pages(client_of_administrator):
    client = client_of_administrator
    assert client.get(reverse("schools_excel")).status_code == 200

    kept = upload(client, workbook(HEADS, ["1001", "实验小学", "小学"]))
    preview = client.get(kept["Location"])
    confirmed = client.post(reverse("import_confirm", args=[ImportFile.objects.get().pk]), follow=True)

    assert "实验小学" in preview.content.decode()
    assert (preview.context["new"], preview.context["wrong"]) == (1, 0)
    assert School.objects.get().name == "实验小学"
    assert confirmed.context["kept"].is_done
    assert reverse("import_confirm", args=[kept["Location"].split("/")[-2]]) not in confirmed.content.decode()


def test_a_second_click_brings_nothing_in_twice(client_of_administrator):
    client = client_of_administrator
    upload(client, workbook(HEADS, ["1001", "实验小学", "小学"]))
    confirm = reverse("import_confirm", args=[ImportFile.objects.get().pk])

    answers = [client.post(confirm).status_code for _click in range(2)]

    assert answers == [302, 302]
    assert School.objects.count() == 1


def test_a_file_with_a_wrong_row_offers_no_confirmation(client_of_administrator):
    client = client_of_administrator

    page = client.get(upload(client, workbook(HEADS, ["1001", "实验小学", "大学"]))["Location"])

    assert page.context["wrong"] == 1
    assert "confirm" not in page.content.decode().split("<main")[1].split("</main")[0].replace(
        "data-confirm", ""
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.xlsx"), (b"%PDF-1.7", "a.pdf"), (b"PK\x03\x04", "a.xlsx"), (b"a,b\n1,2\n", "a.csv")],
)
def test_what_is_no_table_is_refused_on_the_page(client_of_administrator, content, name):
    response = upload(client_of_administrator, content, name)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert not ImportFile.objects.exists()


def test_a_file_too_big_is_refused(client_of_administrator, settings):
    settings.EXCEL_LIMIT_BYTES = 1024

    response = upload(client_of_administrator, b"x" * 2000, "a.csv")

    assert "larger than" in str(response.context["form"].errors)


def test_the_export_has_the_rows_the_list_shows(client_of_administrator):
    client = client_of_administrator
    district = User.objects.get().seats[0].district
    make_school(district, "实验小学", code="1001")
    make_school(district, "第二中学", code="1002", stage="junior")

    everything = cells(client.get(reverse("schools_export")).content)
    junior = cells(client.get(reverse("schools_export") + "?stage=junior").content)

    assert [row[0] for row in everything[1:]] == ["1001", "1002"]
    assert [row[0] for row in junior[1:]] == ["1002"]


def test_the_list_leads_to_excel_with_its_filters(client_of_administrator):
    page = client_of_administrator.get(reverse("school_list") + "?stage=junior&page=1").content.decode()

    assert f'href="{reverse("schools_excel")}?stage=junior"' in page


def test_new_passwords_are_shown_once(client_of_administrator):
    client = client_of_administrator
    heads = ["Username", "Full name", "Role", "Office or school"]
    upload(
        client, workbook(heads, ["zhang", "章文", "拟稿人", ""], ["li", "李可", "editor", ""]), kind="users"
    )
    confirm = reverse("import_confirm", args=[ImportFile.objects.get().pk])

    shown = client.post(confirm)
    again = client.post(confirm)

    passwords = [account.password for account in shown.context["accounts"]]
    assert len(passwords) == 2
    assert all(password in shown.content.decode() for password in passwords)
    assert "no-store" in shown["Cache-Control"]
    assert again.status_code == 302
    assert User.objects.get(username="li").check_password(passwords[1])


def test_a_file_is_its_bringers_alone(client_of_administrator):
    client = client_of_administrator
    upload(client, workbook(HEADS, ["1001", "实验小学", "小学"]))
    kept = ImportFile.objects.get()
    colleague = signed_in(make_administrator(kept.district))

    assert colleague.get(reverse("import_file", args=[kept.pk])).status_code == 404
    assert colleague.post(reverse("import_confirm", args=[kept.pk])).status_code == 404
    assert not School.objects.exists()


def test_who_keeps_nothing_any_more_brings_nothing_in(client_of_administrator):
    client = client_of_administrator
    upload(client, workbook(HEADS, ["1001", "实验小学", "小学"]))
    kept = ImportFile.objects.get()
    kept.brought_by.memberships.update(role=Role.EDITOR)

    client.post(reverse("import_confirm", args=[kept.pk]))

    assert not School.objects.exists()


def test_readers_may_take_out_but_not_bring_in():
    district = make_district()
    staff = signed_in(make_user(district, Role.OFFICE_STAFF, office=make_office(district)))

    assert staff.get(reverse("schools_excel")).status_code == 200
    assert staff.get(reverse("schools_export")).status_code == 200
    assert staff.get(reverse("schools_template")).status_code == 403
    assert upload(staff, workbook(HEADS)).status_code == 403
    assert staff.get(reverse("users_export")).status_code == 403


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_its_page_and_its_template(kind):
    keeper = Role.EDITOR if Role.EDITOR.value in KINDS[kind].keepers else Role.ADMINISTRATOR
    client = signed_in(make_user(make_district(), keeper))

    assert client.get(reverse(f"{kind}_excel")).status_code == 200
    assert client.get(reverse(f"{kind}_export")).content.startswith(b"PK")
    assert client.get(reverse(f"{kind}_template")).content.startswith(b"PK")
