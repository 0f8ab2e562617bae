"""The pages of intake: once for success, once for each refusal."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from districts.models import Role
from intake.models import Upload
from intake.reading import MAX_BYTES
from intake.services import keep_upload
from tests.districts.factories import make_district, make_user
from tests.intake.documents import PLAN
from workplans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make_district("海云市")


@pytest.fixture
def editor(bureau):
    return make_user(bureau)


@pytest.fixture
def upload(bureau, editor) -> Upload:
    return keep_upload(district=bureau, name="要点.txt", content=PLAN.encode(), by=editor)


def as_person(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_uploaded_document_is_shown_beside_its_original(editor):
    file = SimpleUploadedFile("要点.txt", PLAN.encode())

    page = as_person(editor).post(reverse("upload_list"), {"file": file}, follow=True).content.decode()

    assert "2 个部分、3 项工作、2 条行事历" in page
    assert page.count("扩大学位供给") == 2


def test_a_file_over_the_limit_is_refused_in_words(editor):
    file = SimpleUploadedFile("大.docx", b"0" * (MAX_BYTES + 1))

    response = as_person(editor).post(reverse("upload_list"), {"file": file})

    assert "最多" in response.content.decode()
    assert not Upload.objects.exists()


def test_a_picture_is_refused_in_words_and_kept(editor):
    file = SimpleUploadedFile("图片.docx", b"\x89PNG0000")

    page = as_person(editor).post(reverse("upload_list"), {"file": file}, follow=True).content.decode()

    assert "另存为 .docx" in page or "另存为.docx" in page
    assert Upload.objects.get().is_refused


def test_confirming_leads_to_the_plan(editor, upload):
    form = {"title": "海云市教育局2026年工作要点", "kind": "calendar_year", "year": 2026}

    response = as_person(editor).post(reverse("upload_confirm", args=[upload.pk]), form)

    assert response.headers["Location"] == reverse("plan", args=[Plan.objects.get().pk])


def test_a_form_with_a_mistake_keeps_what_was_typed(editor, upload):
    form = {"title": "另一个标题", "kind": "calendar_year", "year": ""}

    response = as_person(editor).post(reverse("upload_confirm", args=[upload.pk]), form)

    assert response.status_code == 422
    assert 'value="另一个标题"' in response.content.decode()
    assert not Plan.objects.exists()


def test_looking_writes_nothing(editor, upload):
    for name in ("upload_confirm", "upload_read_again", "upload_discard"):
        assert as_person(editor).get(reverse(name, args=[upload.pk])).status_code == 405

    upload.refresh_from_db()
    assert upload.is_read


def test_the_file_comes_back_as_it_was_and_only_as_a_download(editor, upload):
    response = as_person(editor).get(reverse("upload_file", args=[upload.pk]))

    assert b"".join(response) == PLAN.encode()
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_another_bureaus_document_is_not_there(upload):
    stranger = as_person(make_user(make_district("青川县")))

    assert stranger.get(reverse("upload", args=[upload.pk])).status_code == 404
    assert stranger.get(reverse("upload_file", args=[upload.pk])).status_code == 404


def test_only_editors_bring_documents_in(bureau):
    approver = as_person(make_user(bureau, Role.APPROVER))

    assert approver.get(reverse("upload_list")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries_at_any_length(
    bureau, editor, count, django_assert_max_num_queries
):
    for number in range(count):
        keep_upload(district=bureau, name=f"{number}.txt", content=PLAN.encode(), by=editor)
    client = as_person(editor)

    with django_assert_max_num_queries(8):
        client.get(reverse("upload_list"))
